package dev.attune.speech.train;

import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a network learns from and is measured on.
 *
 * @param split of the user's speech
 * @param seconds of the user's speech, both parts
 * @param words of each utterance of the user's speech
 * @param replay speech of the baseline's own training, to hear again; may be empty
 */
record NetworkExamples(
        SpeakerSplit split, double seconds, Map<TrainingExample, List<String>> words, List<TrainingExample> replay) {

    private static final int FEWEST_UTTERANCES = 10;
    private static final double FEWEST_SECONDS = 30;

    /**
     * Spoken text stands for recordings where the request has none; beside recordings it is only learnt.
     *
     * @throws TrainingFailedException if there is too little that can be used
     */
    static NetworkExamples prepare(
            AdaptationRequest request, UserData data, UserAudio audio, ModelPackage baseline, TrainingRun run)
            throws TrainingFailedException, IOException {
        boolean onlySpoken = request.audio().isEmpty();
        List<UserAudio.Spoken> examples = onlySpoken
                ? examples(audio, data.spoken(), Source.SYNTHESIZERS, run)
                : examples(audio, data.recordings(), Source.PEOPLE, run);
        double seconds = seconds(plain(examples));
        if (!onlySpoken) {
            run.figure("utterances", examples.size());
            run.figure("audioSeconds", seconds);
        }
        SpeakerSplit split = SpeakerSplit.of(examples, request.seed());
        if (!onlySpoken && !data.spoken().isEmpty()) {
            // Only people choose the weights.
            List<TrainingExample> synthetic = plain(examples(audio, data.spoken(), Source.SYNTHESIZERS, run));
            seconds += seconds(synthetic);
            split = split.learningAlso(synthetic);
        }
        split = split.learningAlso(audio.joined(training(examples, split), request.seed()));
        run.remark(
                "%d utterances (%.1f min) to learn from, %d kept aside %s.",
                split.training().size(),
                seconds(split.training()) / 60,
                split.validation().size(),
                split.bySpeaker()
                        ? "from other speakers"
                        : "(speakers are not known, too few, or say too much each to leave one out)");
        return new NetworkExamples(
                split, seconds, words(examples), replay(baseline, audio, seconds(split.training()), run));
    }

    private static List<UserAudio.Spoken> training(List<UserAudio.Spoken> examples, SpeakerSplit split) {
        Set<TrainingExample> training = Collections.newSetFromMap(new IdentityHashMap<>());
        training.addAll(split.training());
        return examples.stream()
                .filter(each -> training.contains(each.example()))
                .toList();
    }

    private static Map<TrainingExample, List<String>> words(List<UserAudio.Spoken> examples) {
        Map<TrainingExample, List<String>> words = new IdentityHashMap<>();
        examples.forEach(each -> words.put(each.example(), each.words()));
        return words;
    }

    double replayedSeconds() {
        return seconds(replay);
    }

    /** Who speaks. */
    private enum Source {
        PEOPLE("", "recordings", "add recordings, or train with text only"),
        SYNTHESIZERS("spoken-", "spoken text", "add sentences, or train without speaking them");

        private final String prefix;
        private final String name;
        private final String remedy;

        /**
         * @param prefix of the names of converted files
         * @param remedy where there is too little
         */
        Source(String prefix, String name, String remedy) {
            this.prefix = prefix;
            this.name = name;
            this.remedy = remedy;
        }
    }

    private static List<UserAudio.Spoken> examples(
            UserAudio audio, List<UserAudio.Transcribed> recordings, Source source, TrainingRun run)
            throws TrainingFailedException, IOException {
        LeftOut leftOut = new LeftOut("utterances");
        List<UserAudio.Spoken> examples = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            run.stopIfCancelled();
            UserAudio.Spoken example = audio.example(recordings.get(i), source.prefix + i, leftOut);
            if (example != null) {
                examples.add(example);
            }
        }
        leftOut.report(run.listener());
        double seconds = seconds(plain(examples));
        if (examples.size() < FEWEST_UTTERANCES || seconds < FEWEST_SECONDS) {
            throw new TrainingFailedException(
                    Reason.TOO_LITTLE_DATA,
                    String.format(
                            Locale.ROOT,
                            "Only %d usable utterances with %.1f s of speech%s; a training with %s needs at least %d with %.0f s: %s.",
                            examples.size(),
                            seconds,
                            leftOut.count() == 0 ? "" : " (left out: " + leftOut.summary() + ")",
                            source.name,
                            FEWEST_UTTERANCES,
                            FEWEST_SECONDS,
                            source.remedy));
        }
        return examples;
    }

    /** The baseline's own speech to hear again beside the user's. */
    private static List<TrainingExample> replay(
            ModelPackage baseline, UserAudio audio, double newSeconds, TrainingRun run) throws IOException {
        Optional<Path> speech = baseline.find(PackageEntry.REPLAY_AUDIO);
        Optional<Path> table = baseline.find(PackageEntry.REPLAY_TEXT);
        if (speech.isEmpty() || table.isEmpty()) {
            return List.of();
        }
        List<TrainingExample> replay = ReplaySpeech.forNewSpeech(
                ReplaySpeech.read(speech.get(), table.get()).stream()
                        .map(audio::example)
                        .toList(),
                newSeconds);
        run.remark(
                "%.1f min of the baseline's own speech are heard again beside yours, so that it forgets less.",
                seconds(replay) / 60);
        return replay;
    }

    private static List<TrainingExample> plain(List<UserAudio.Spoken> examples) {
        return examples.stream().map(UserAudio.Spoken::example).toList();
    }

    private static double seconds(List<TrainingExample> examples) {
        return examples.stream().mapToDouble(TrainingExample::seconds).sum();
    }
}
