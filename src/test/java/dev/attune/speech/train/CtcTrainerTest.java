package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CtcTrainerTest {

    private final List<TrainingEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void learnsAToySetByHeart() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(12, 1);

        CtcTrainer.Result result = train(config(400, 1e-2, 0), examples, examples.subList(0, 8), () -> false);

        assertThat(result.steps()).isEqualTo(400);
        assertThat(result.cancelled()).isFalse();
        assertThat(result.validationLoss()).isLessThan(0.1);
        assertThat(lastValidation().phoneErrorRate()).isZero();
        assertThat(lastValidation().letterErrorRate()).isZero();
        assertThat(progress().getLast().loss()).isLessThan(progress().getFirst().loss() / 10);
        assertThat(progress().getLast().audioSecondsPerSecond()).isPositive();
        // The weights that are handed out recognise, not only those in the trainer.
        Safetensors weights = new Safetensors(result.weights(), Map.of());
        for (TrainingExample example : examples.subList(0, 5)) {
            FeatureMatrix features = LogMelExtractor.standard().extract(example.clip());
            for (var head : NetworkExport.evaluate(ToneExamples.network(), weights, features)) {
                assertThat(GreedyErrors.bestPath(head.values(), 0, head.frames(), head.tokens()))
                        .as(example.id())
                        .isEqualTo(example.phones());
            }
        }
    }

    /** The tokens of these utterances follow each other at random, so that knowing what is usual does not help and what is said must be heard. */
    @Test
    void learnsAToySetByHeartAmongAllThatCouldBeSaid() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(12, 1);
        TrainingConfig config = new TrainingConfig(400, 0, 6, 1e-2, 5, 0.1, 0, 0.01, 10, 1, 0.9, 0, 0, 100, 0, 5, 7);

        CtcTrainer.Result result = train(config, examples, examples.subList(0, 8), () -> false);

        assertThat(result.validationLoss()).isLessThan(0.1);
        assertThat(lastValidation().phoneErrorRate()).isZero();
        assertThat(lastValidation().letterErrorRate()).isZero();
    }

    /** Other utterances are learnt with wrong targets; those of the rehearsed ones are wrong too, but nobody looks at them. */
    @Test
    void goesOnSayingOfRehearsedSpeechWhatItSaidBefore() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(12, 1);
        Safetensors start = new Safetensors(
                train(config(300, 1e-2, 0), examples, List.of(), () -> false).weights(), Map.of());
        List<TrainingExample> wrong =
                examples.subList(0, 4).stream().map(CtcTrainerTest::reversed).toList();
        List<TrainingExample> others = examples.subList(4, 12);
        List<TrainingExample> rehearsing = new ArrayList<>(wrong);
        others.forEach(example -> rehearsing.add(reversed(example).toRehearse()));

        double forgetting = divergence(start, after(start, wrong), others);
        double remembering = divergence(start, after(start, rehearsing), others);

        assertThat(forgetting).isGreaterThan(0.1);
        assertThat(remembering).isLessThan(0.2 * forgetting);
        assertThatThrownBy(() -> train(config(1, 1e-2, 0), rehearsing, List.of(), () -> false))
                .hasMessage("nothing can be rehearsed with random weights");
    }

    private Safetensors after(Safetensors start, List<TrainingExample> training) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        return new Safetensors(
                trainer(config(60, 5e-3, 0), () -> false)
                        .train(start, training, List.of(), work)
                        .weights(),
                Map.of());
    }

    private static TrainingExample reversed(TrainingExample example) {
        int[] target = example.phones().clone();
        for (int i = 0; i < target.length; i++) {
            target[i] = example.phones()[target.length - 1 - i];
        }
        return new TrainingExample(example.id(), example.source(), example.seconds(), target, target);
    }

    /** Of what the phone head says, a frame. */
    private static double divergence(Safetensors before, Safetensors now, List<TrainingExample> examples)
            throws IOException {
        double sum = 0;
        int frames = 0;
        for (TrainingExample example : examples) {
            FeatureMatrix features = LogMelExtractor.standard().extract(example.clip());
            LogProbMatrix said = NetworkExport.evaluate(ToneExamples.network(), before, features)
                    .getFirst();
            LogProbMatrix says = NetworkExport.evaluate(ToneExamples.network(), now, features)
                    .getFirst();
            sum += Rehearsal.add(
                    says.values(),
                    0,
                    said.values(),
                    0,
                    said.frames(),
                    said.tokens(),
                    1,
                    new float[said.values().length]);
            frames += said.frames();
        }
        return sum / frames;
    }

    @Test
    void goesOnFromItsCheckpointToTheSameWeights() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(12, 2);
        TrainingConfig config = config(20, 5e-3, 0.5);
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        CtcTrainer.Result uninterrupted = trainer(config, () -> false).train(null, examples, List.of(), whole);

        AtomicInteger asked = new AtomicInteger();
        CtcTrainer.Result stopped =
                trainer(config, () -> asked.incrementAndGet() > 7).train(null, examples, List.of(), parts);
        CtcTrainer.Result resumed = trainer(config, () -> false).train(null, examples, List.of(), parts);

        assertThat(stopped.cancelled()).isTrue();
        assertThat(stopped.steps()).isEqualTo(7);
        assertThat(resumed.cancelled()).isFalse();
        assertThat(resumed.steps()).isEqualTo(20);
        assertSame(uninterrupted.weights(), resumed.weights());
        assertThat(events).contains(new TrainingEvent.Remark("Going on from step 7 of 20."));
    }

    @Test
    void goesOnWithItsAverageOfWeights() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(12, 2);
        TrainingConfig config = averaging(14, 0.5);
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        CtcTrainer.Result uninterrupted =
                trainer(config, () -> false).train(null, examples, examples.subList(0, 3), whole);

        AtomicInteger asked = new AtomicInteger();
        trainer(config, () -> asked.incrementAndGet() > 10).train(null, examples, examples.subList(0, 3), parts);
        CtcTrainer.Result resumed = trainer(config, () -> false).train(null, examples, examples.subList(0, 3), parts);

        assertThat(events).contains(new TrainingEvent.Remark("Going on from step 10 of 14."));
        assertSame(uninterrupted.weights(), resumed.weights());
    }

    /** The rate does not fall, so a shorter training has the weights that a longer one passes through. */
    @Test
    void handsOutTheMeanOfItsLastWeights() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(6, 3);
        Map<String, Tensor> third =
                train(averaging(3, 1.0 / 3), examples, List.of(), () -> false).weights();
        Map<String, Tensor> fourth =
                train(averaging(4, 0.25), examples, List.of(), () -> false).weights();

        Map<String, Tensor> mean =
                train(averaging(4, 0.5), examples, List.of(), () -> false).weights();

        assertThat(third.get("layers.0.conv.weight").values())
                .isNotEqualTo(fourth.get("layers.0.conv.weight").values());
        mean.forEach((name, tensor) -> {
            if (!name.contains("running")) {
                for (int i = 0; i < tensor.values().length; i++) {
                    double expected =
                            (third.get(name).values()[i] + fourth.get(name).values()[i]) / 2;
                    assertThat((double) tensor.values()[i]).as(name).isCloseTo(expected, within(1e-6));
                }
            }
        });
    }

    @Test
    void givesTheSameWeightsForTheSameSeedAndOthersForAnother() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(6, 3);
        TrainingConfig config = config(4, 5e-3, 1);

        Map<String, Tensor> first = trainer(config, () -> false)
                .train(null, examples, List.of(), Files.createDirectory(folder.resolve("1")))
                .weights();
        Map<String, Tensor> second = trainer(config, () -> false)
                .train(null, examples, List.of(), Files.createDirectory(folder.resolve("2")))
                .weights();
        TrainingConfig otherSeed = new TrainingConfig(4, 0, 6, 5e-3, 5, 0.1, 0, 0.01, 10, 1, 0, 0, 1, 10, 0, 5, 8);
        Map<String, Tensor> other = trainer(otherSeed, () -> false)
                .train(null, examples, List.of(), Files.createDirectory(folder.resolve("3")))
                .weights();

        assertSame(first, second);
        assertThat(other.get("layers.0.conv.weight").values())
                .isNotEqualTo(first.get("layers.0.conv.weight").values());
    }

    @Test
    void leavesFrozenLayersAlone() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(6, 4);
        CtcTrainer.Result start = train(config(3, 5e-3, 0), examples, List.of(), () -> false);
        TrainingConfig frozen = new TrainingConfig(3, 0, 6, 5e-3, 1, 0.1, 0, 0.01, 10, 1, 0, 2, 0, 10, 0, 5, 7);

        Map<String, Tensor> after = trainer(frozen, () -> false)
                .train(
                        new Safetensors(start.weights(), Map.of()),
                        examples,
                        List.of(),
                        Files.createDirectory(folder.resolve("frozen")))
                .weights();

        start.weights().forEach((name, tensor) -> {
            boolean still = name.startsWith("layers.0.") || name.startsWith("layers.1.");
            assertThat(java.util.Arrays.equals(tensor.values(), after.get(name).values()))
                    .as(name)
                    .isEqualTo(still);
        });
    }

    @Test
    void saysThatTheLossDiverged() {
        List<TrainingExample> examples = ToneExamples.of(6, 5);

        assertThatThrownBy(() -> train(config(60, 1e30, 0), examples, List.of(), () -> false))
                .isInstanceOfSatisfying(TrainingFailedException.class, e -> assertThat(e.reason())
                        .isEqualTo(TrainingFailedException.Reason.DIVERGED))
                .hasMessageMatching("The loss diverged at step \\d+: lower the learning rate, or look for wrong"
                        + " transcripts in the data set\\.");
    }

    @Test
    void endsEarlyWhenNothingIsGained() throws Exception {
        List<TrainingExample> examples = ToneExamples.of(6, 6);
        // Rates so small that no look is better than the one before by more than rounding; patience 2.
        TrainingConfig config = new TrainingConfig(200, 0, 6, 1e-12, 1, 0.1, 0, 0, 10, 1, 0, 3, 0, 1, 2, 5, 7);
        Path work = Files.createDirectory(folder.resolve("early"));

        CtcTrainer.Result result = trainer(config, () -> false).train(null, examples, examples, work);

        assertThat(result.steps()).isLessThan(200);
        assertThat(result.cancelled()).isFalse();
        assertThat(events)
                .contains(new TrainingEvent.Remark("No gain in 2 looks at the utterances kept aside: done early."));
    }

    @Test
    void saysThatTheCheckpointCouldNotBeWritten() {
        assertThatThrownBy(() -> trainer(config(10, 1e-3, 0), () -> false)
                        .train(null, ToneExamples.of(3, 8), List.of(), folder.resolve("absent")))
                .isInstanceOfSatisfying(TrainingFailedException.class, e -> assertThat(e.reason())
                        .isEqualTo(TrainingFailedException.Reason.DISK))
                .hasMessageStartingWith("The checkpoint could not be written (")
                .hasMessageEndingWith("then start the training again.");
    }

    @Test
    void refusesACheckpointThatIsNone() throws Exception {
        Path work = Files.createDirectory(folder.resolve("damaged"));
        new Safetensors(Map.of(), Map.of("step", "many"))
                .write(work.resolve("checkpoint.safetensors"), Safetensors.Precision.FLOAT32);

        assertThatThrownBy(() ->
                        trainer(config(10, 1e-3, 0), () -> false).train(null, ToneExamples.of(3, 8), List.of(), work))
                .isInstanceOf(IOException.class)
                .hasMessage("checkpoint.safetensors: not a checkpoint of Attune; remove it to start anew");
    }

    @Test
    void refusesToLearnFromNothing() {
        assertThatThrownBy(() -> train(config(5, 1e-3, 0), List.of(), List.of(), () -> false))
                .isInstanceOfSatisfying(TrainingFailedException.class, e -> assertThat(e.reason())
                        .isEqualTo(TrainingFailedException.Reason.TOO_LITTLE_DATA))
                .hasMessageContaining("add recordings with transcripts");
    }

    @Test
    void passesOnWhyAudioCannotBeRead() {
        TrainingExample broken = new TrainingExample(
                "broken",
                () -> {
                    throw new IOException("broken.wav: cut off after 0.10 s.");
                },
                1,
                new int[] {1},
                null);

        assertThatThrownBy(() -> train(config(5, 1e-3, 0), List.of(broken), List.of(), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("broken.wav: cut off after 0.10 s.");
    }

    @Test
    void survivesUtterancesTooShortForTheirText() throws Exception {
        TrainingExample examples = ToneExamples.of(1, 7).getFirst();
        TrainingExample hopeless =
                new TrainingExample("hopeless", examples.source(), examples.seconds(), new int[500], null);
        java.util.Arrays.fill(hopeless.phones(), 1);

        CtcTrainer.Result result = train(config(3, 1e-3, 0), List.of(hopeless), List.of(), () -> false);

        assertThat(result.steps()).isEqualTo(3);
        result.weights().values().forEach(tensor -> {
            for (float value : tensor.values()) {
                assertThat(value).isFinite();
            }
        });
    }

    private CtcTrainer.Result train(
            TrainingConfig config,
            List<TrainingExample> training,
            List<TrainingExample> validation,
            BooleanSupplier cancelled)
            throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        return trainer(config, cancelled).train(null, training, validation, work);
    }

    private CtcTrainer trainer(TrainingConfig config, BooleanSupplier cancelled) {
        return new CtcTrainer(ToneExamples.network(), config, events::add, cancelled);
    }

    private static TrainingConfig config(int steps, double rate, double augmentation) {
        return new TrainingConfig(steps, 0, 6, rate, 5, 0.1, 0, 0.01, 10, 1, 0, 0, augmentation, 10, 0, 5, 7);
    }

    private static TrainingConfig averaging(int steps, double share) {
        return new TrainingConfig(steps, 0, 6, 5e-3, 2, 0.1, share, 0.01, 10, 1, 0, 0, 0.5, 7, 0, 5, 7);
    }

    private List<TrainingEvent.Progress> progress() {
        return events.stream()
                .filter(TrainingEvent.Progress.class::isInstance)
                .map(TrainingEvent.Progress.class::cast)
                .toList();
    }

    private TrainingEvent.Validation lastValidation() {
        return events.stream()
                .filter(TrainingEvent.Validation.class::isInstance)
                .map(TrainingEvent.Validation.class::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, tensor) -> assertThat(actual.get(name).values()).as(name).isEqualTo(tensor.values()));
    }
}
