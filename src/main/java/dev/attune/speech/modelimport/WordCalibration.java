package dev.attune.speech.modelimport;

import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.ConfidenceModel.Outcome;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.tune.HeardSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the confidence of words of an imported model mean what it says, if there are recordings enough. How well that works is measured on the half of the
 * recordings that did not take part, both halves in turn; the calibration that is kept has learnt from all.
 *
 * @param model null if the confidence stays as it is
 * @param sentence what became of it, for people
 */
record WordCalibration(@Nullable ConfidenceModel model, String sentence) {

    static final String NONE = "Confidence of words is not calibrated.";

    /** Of recognised words; with fewer the six weights say more about the recordings than about the model. */
    private static final int FEWEST_WORDS = 200;

    /** Of right and of wrong words in each half. */
    private static final int FEWEST_OF_A_KIND = 10;

    private static final long SEED = 1;

    /**
     * @param data recordings that cannot be read are left out
     */
    static WordCalibration of(AcousticModel network, BeamDecoder decoder, CalibrationData data, String locale) {
        TextNormalizer normalizer = TextNormalizer.forLocale(locale);
        List<HeardSet.Utterance> first = new ArrayList<>();
        List<HeardSet.Utterance> second = new ArrayList<>();
        for (Utterance utterance : data.utterances()) {
            String reference = normalizer.normalize(utterance.transcript());
            if (reference.isEmpty()) {
                continue;
            }
            try {
                HeardSet.Utterance heard = new HeardSet.Utterance(
                        utterance.id(), reference, Recognizer.hear(network, AudioFiles.read(utterance.audio())));
                (first.size() <= second.size() ? first : second).add(heard);
            } catch (IOException e) {
                // The number of words in the sentence tells how much was of use.
                continue;
            }
        }
        return of(
                new HeardSet(first, normalizer::normalize).outcomes(decoder),
                new HeardSet(second, normalizer::normalize).outcomes(decoder),
                data.name());
    }

    static WordCalibration of(List<Outcome> first, List<Outcome> second, String name) {
        List<Outcome> all = new ArrayList<>(first);
        all.addAll(second);
        if (all.size() < FEWEST_WORDS || isOneSided(first) || isOneSided(second)) {
            return new WordCalibration(
                    null,
                    NONE + " That takes at least " + FEWEST_WORDS + " recognised words, right and wrong ones; " + name
                            + " gave " + all.size() + ", of which " + wrong(all) + " wrong.");
        }
        ConfidenceModel before = ConfidenceModel.uncalibrated();
        double errorBefore = before.calibrationError(all);
        double errorAfter = (ConfidenceModel.train(first, SEED).calibrationError(second) * second.size()
                        + ConfidenceModel.train(second, SEED).calibrationError(first) * first.size())
                / all.size();
        String measured = String.format(
                Locale.ROOT,
                "calibration error %.3f before and %.3f after, on the halves of %s (%d words) that did not take part.",
                errorBefore,
                errorAfter,
                name,
                all.size());
        return errorAfter < errorBefore
                ? new WordCalibration(
                        ConfidenceModel.train(all, SEED), "Confidence of words is calibrated: " + measured)
                : new WordCalibration(null, NONE + " It would not become better: " + measured);
    }

    private static boolean isOneSided(List<Outcome> outcomes) {
        return wrong(outcomes) < FEWEST_OF_A_KIND || outcomes.size() - wrong(outcomes) < FEWEST_OF_A_KIND;
    }

    private static int wrong(List<Outcome> outcomes) {
        return (int) outcomes.stream().filter(outcome -> !outcome.right()).count();
    }
}
