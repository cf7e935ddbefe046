package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How to fine-tune on little speech: trains a baseline's network with different settings and prints the phone errors on speech of the same kind that was
 * kept aside and on general speech, for several shares of what was learnt. A table of {@code src/docs/baselines.md} comes from it.
 *
 * <p>Run: {@code java -cp target/test-classes:target/classes:LIBRARIES dev.attune.speech.train.AdaptationExperiment BASELINE.zip LEARN ASIDE GENERAL
 * [replay]}, where LEARN, ASIDE and GENERAL are folders with {@code audio/} and {@code transcripts.tsv}; {@code src/baseline/adaptation.sh} makes the first
 * two. With {@code replay} the speech that the package carries is heard in equal parts. {@code -Dvariants=REGEX} takes only some.
 */
final class AdaptationExperiment {

    private static final double[] SHARES = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4};

    private final ModelPackage baseline;
    private final NetworkDescription network;
    private final LabelledSpeech speech;
    private final Path work;

    private AdaptationExperiment(Path baseline) throws IOException {
        work = Files.createTempDirectory("adaptation-experiment");
        this.baseline = ModelPackageReader.unpack(baseline, work.resolve("baseline"));
        network = NetworkJson.read(
                Optional.ofNullable(this.baseline.description().network()).orElseThrow());
        speech = new LabelledSpeech(this.baseline, network, work);
    }

    public static void main(String[] arguments) throws Exception {
        AdaptationExperiment experiment = new AdaptationExperiment(Path.of(arguments[0]));
        experiment.run(
                experiment.speech.examples(Path.of(arguments[1])),
                experiment.speech.references(Path.of(arguments[2])),
                experiment.speech.references(Path.of(arguments[3])),
                arguments.length > 4 && arguments[4].equals("replay") ? experiment.speech.replay() : List.of());
    }

    private void run(
            List<TrainingExample> learn,
            List<NetworkScore.Reference> aside,
            List<NetworkScore.Reference> general,
            List<TrainingExample> replay)
            throws Exception {
        Safetensors start = Safetensors.read(baseline.file(PackageEntry.ACOUSTIC_WEIGHTS));
        System.out.println(
                "| Variant | Share | Phone errors (loss), kept aside | general | the baseline's own | Seconds |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        // Every eighth sentence of the baseline's own speech is not heard again: does it tell what is forgotten?
        List<TrainingExample> heardAgain = new ArrayList<>();
        List<TrainingExample> own = new ArrayList<>();
        for (int i = 0; i < replay.size(); i++) {
            (i % 8 == 7 ? own : heardAgain).add(replay.get(i));
        }
        List<List<NetworkScore.Reference>> tests = List.of(aside, general, speech.references(own));
        print("baseline", 0, start.tensors(), tests, 0);
        double seconds = learn.stream().mapToDouble(TrainingExample::seconds).sum();
        List<TrainingExample> heard = new ArrayList<>(learn);
        if (!replay.isEmpty()) {
            // As much of the baseline's own speech as of the user's: the steps double, so that both are heard as often.
            ReplaySpeech.forNewSpeech(heardAgain, seconds).forEach(example -> heard.add(example.toRehearse()));
        }
        TrainingConfig usual = NetworkAdaptation.settings(replay.isEmpty() ? seconds : 2 * seconds, 0, 1);
        double rate = usual.learningRate();
        double strength = usual.augmentation();
        Map<String, TrainingConfig> variants = new LinkedHashMap<>();
        variants.put("default", usual);
        variants.put("half the rounds", changed(usual, usual.steps() / 2, rate, 0, strength));
        variants.put("twice the rounds", changed(usual, 2 * usual.steps(), rate, 0, strength));
        variants.put("learning rate / 3", changed(usual, usual.steps(), rate / 3, 0, strength));
        variants.put("learning rate x 3", changed(usual, usual.steps(), 3 * rate, 0, strength));
        variants.put("learning rate x 3, twice the rounds", changed(usual, 2 * usual.steps(), 3 * rate, 0, strength));
        variants.put("first 2 layers frozen", changed(usual, usual.steps(), rate, 2, strength));
        variants.put("first 5 layers frozen", changed(usual, usual.steps(), rate, 5, strength));
        variants.put("first 8 layers frozen", changed(usual, usual.steps(), rate, 8, strength));
        variants.put("mean of the last half of the weights", averaged(usual));
        variants.put("no augmentation", changed(usual, usual.steps(), rate, 0, 0));
        variants.put("augmentation 1", changed(usual, usual.steps(), rate, 0, 1));
        String wanted = System.getProperty("variants", ".*");
        variants.keySet().removeIf(name -> !name.matches(wanted));
        for (Map.Entry<String, TrainingConfig> variant : variants.entrySet()) {
            train(variant.getKey(), variant.getValue(), start, heard, tests);
        }
    }

    private static TrainingConfig averaged(TrainingConfig usual) {
        return changed(usual, usual.steps(), usual.learningRate(), 0, usual.augmentation(), 0.5);
    }

    private static TrainingConfig changed(
            TrainingConfig usual, int steps, double learningRate, int frozen, double augmentation) {
        return changed(usual, steps, learningRate, frozen, augmentation, usual.averagedShare());
    }

    private static TrainingConfig changed(
            TrainingConfig usual,
            int steps,
            double learningRate,
            int frozen,
            double augmentation,
            double averagedShare) {
        return new TrainingConfig(
                steps,
                0,
                usual.batchSeconds(),
                learningRate,
                usual.warmupSteps(),
                usual.finalLearningRateShare(),
                averagedShare,
                usual.weightDecay(),
                usual.maxGradientNorm(),
                usual.letterWeight(),
                usual.crfWeight(),
                frozen,
                augmentation,
                steps,
                0,
                steps,
                usual.seed());
    }

    private void train(
            String name,
            TrainingConfig config,
            Safetensors start,
            List<TrainingExample> learn,
            List<List<NetworkScore.Reference>> tests)
            throws Exception {
        Path folder = Files.createTempDirectory(work, "training");
        long began = System.nanoTime();
        Map<String, Tensor> trained = new CtcTrainer(network, config, event -> {}, () -> false)
                .train(start, learn, List.of(), folder)
                .weights();
        double seconds = (System.nanoTime() - began) / 1e9;
        for (double share : SHARES) {
            print(name, share, NetworkAdaptation.mix(start.tensors(), trained, share), tests, share == 1 ? seconds : 0);
        }
    }

    private void print(
            String name,
            double share,
            Map<String, Tensor> weights,
            List<List<NetworkScore.Reference>> tests,
            double seconds)
            throws IOException {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %.0f %% |", name, 100 * share));
        for (List<NetworkScore.Reference> test : tests) {
            NetworkScore score = NetworkScore.of(network, weights, test, TrainingCriterion.ctc(), work);
            row.append(String.format(Locale.ROOT, " %.1f %% (%.3f) |", 100 * score.errorRate(), score.lossPerToken()));
        }
        System.out.println(row + (seconds == 0 ? " |" : String.format(Locale.ROOT, " %.0f |", seconds)));
    }
}
