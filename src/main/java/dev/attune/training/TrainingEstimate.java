package dev.attune.training;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.speech.audio.QuietMargins;
import java.time.Duration;
import java.util.Collection;

/**
 * How long a training will take, roughly: enough to tell a coffee break from a night. Measured on two cores with the shipped baseline, where the
 * network's training grows with the audio up to a number of steps; each line of text costs next to nothing.
 */
final class TrainingEstimate {

    /** Reading the baseline, the language model, writing and checking the package. */
    private static final double FIXED_SECONDS = 30;

    /** Twenty-four rounds of training on a recording and on as much of the baseline's own speech. */
    private static final double SECONDS_PER_AUDIO_SECOND = 0.36;

    private static final double FEWEST_SECONDS_WITH_AUDIO = 60;

    /** More than this is not trained, however much audio there is. */
    private static final double MOST_SECONDS_WITH_AUDIO = 750;

    /** Single words are also learnt one after the other, which makes so many times the speech of the recordings. */
    private static final double WITH_JOINED = 1.7;

    /** Each recording is read once. */
    private static final double READING_PER_AUDIO_SECOND = 0.0025;

    private static final double SECONDS_PER_LINE = 0.0005;

    private static final double SPOKEN_SECONDS_PER_LINE = 3.5;
    private static final double FEWEST_SPOKEN_SECONDS = 350;
    private static final double MOST_SPOKEN_SECONDS = 1800;

    private TrainingEstimate() {}

    /**
     * @param maxMinutes limit of the network's training, 0 for none
     * @param speakText whether the lines of text are spoken and learnt like recordings
     */
    static Duration of(Collection<Dataset> datasets, double maxMinutes, boolean speakText) {
        double audio =
                datasets.stream().mapToDouble(TrainingEstimate::audioSeconds).sum();
        long lines = datasets.stream()
                .filter(dataset -> dataset.kind() == DatasetKind.LANGUAGE)
                .mapToLong(Dataset::accepted)
                .sum();
        if (speakText && lines > 0) {
            audio += Math.clamp(lines * SPOKEN_SECONDS_PER_LINE, FEWEST_SPOKEN_SECONDS, MOST_SPOKEN_SECONDS);
        }
        double network = audio > 0
                ? Math.clamp(audio * SECONDS_PER_AUDIO_SECOND, FEWEST_SECONDS_WITH_AUDIO, MOST_SECONDS_WITH_AUDIO)
                : 0;
        if (maxMinutes > 0) {
            network = Math.min(network, 60 * maxMinutes);
        }
        return Duration.ofSeconds(
                Math.round(FIXED_SECONDS + network + audio * READING_PER_AUDIO_SECOND + lines * SECONDS_PER_LINE));
    }

    /**
     * Whether it may take twice as long, which shows only once the baseline has heard the recordings: a little speech that it does not understand is learnt from
     * twice.
     */
    static boolean mayTakeTwiceAsLong(Collection<Dataset> datasets, double maxMinutes) {
        double sentences = datasets.stream()
                .filter(dataset -> !hasSingleWords(dataset))
                .mapToDouble(Dataset::audioSeconds)
                .sum();
        return maxMinutes == 0 && sentences > 0 && sentences * SECONDS_PER_AUDIO_SECOND <= MOST_SECONDS_WITH_AUDIO / 2;
    }

    private static double audioSeconds(Dataset dataset) {
        return dataset.audioSeconds() * (hasSingleWords(dataset) ? WITH_JOINED : 1);
    }

    private static boolean hasSingleWords(Dataset dataset) {
        return dataset.audioSeconds() < dataset.accepted() * QuietMargins.SHORTEST_SECONDS;
    }
}
