package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepeatedTrainingTest {

    private static final TrainingConfig CONFIG =
            new TrainingConfig(20, 0, 6, 5e-3, 5, 0.1, 0, 0.01, 10, 1, 0, 0, 0.5, 5, 0, 5, 7);
    private static final List<TrainingExample> EXAMPLES = ToneExamples.of(12, 2);

    private final List<TrainingEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    private Safetensors start;

    @BeforeEach
    void start() throws Exception {
        start = new Safetensors(once(CONFIG.withSeed(1), null).weights(), Map.of());
    }

    @Test
    void handsOutTheMeanOfTrainingsThatDifferInTheirSeeds() throws Exception {
        Map<String, Tensor> first = once(CONFIG, start).weights();
        Map<String, Tensor> second = once(CONFIG.withSeed(8), start).weights();

        CtcTrainer.Result result = twice(folder, () -> false);

        assertThat(result.steps()).isEqualTo(40);
        assertThat(Arrays.equals(
                        first.get("layers.0.conv.weight").values(),
                        second.get("layers.0.conv.weight").values()))
                .isFalse();
        assertSame(NetworkAdaptation.mix(first, second, 0.5), result.weights());
    }

    @Test
    void countsTheStepsOfBoth() throws Exception {
        twice(folder, () -> false);

        assertThat(events.stream()
                        .filter(TrainingEvent.Progress.class::isInstance)
                        .map(TrainingEvent.Progress.class::cast)
                        .map(progress -> progress.step() + " of " + progress.totalSteps()))
                .containsExactly(
                        "5 of 40", "10 of 40", "15 of 40", "20 of 40", "25 of 40", "30 of 40", "35 of 40", "40 of 40");
        assertThat(events.stream()
                        .filter(TrainingEvent.Validation.class::isInstance)
                        .map(TrainingEvent.Validation.class::cast)
                        .map(TrainingEvent.Validation::step))
                .containsExactly(5L, 10L, 15L, 20L, 25L, 30L, 35L, 40L);
    }

    @Test
    void goesOnInTheSecondTraining() throws Exception {
        Map<String, Tensor> uninterrupted = twice(Files.createDirectory(folder.resolve("whole")), () -> false)
                .weights();
        Path parts = Files.createDirectory(folder.resolve("parts"));
        AtomicInteger asked = new AtomicInteger();

        CtcTrainer.Result stopped = twice(parts, () -> asked.incrementAndGet() > 27);
        CtcTrainer.Result resumed = twice(parts, () -> false);

        assertThat(stopped.cancelled()).isTrue();
        assertThat(stopped.steps()).isEqualTo(27);
        assertThat(events).contains(new TrainingEvent.Remark("Going on from step 7 of 20."));
        assertThat(resumed.cancelled()).isFalse();
        assertSame(uninterrupted, resumed.weights());
    }

    @Test
    void aTrainingThatWasStoppedForLackOfGainsIsNotGoneOnWith() throws Exception {
        // No look is better than the one before by more than rounding; patience 2.
        TrainingConfig config = new TrainingConfig(200, 0, 6, 1e-12, 1, 0.1, 0, 0, 10, 1, 0, 3, 0, 1, 2, 5, 7);
        CtcTrainer.Result early = trainer(config, 1, () -> false).train(start, EXAMPLES, EXAMPLES, folder);

        CtcTrainer.Result again = trainer(config, 1, () -> false).train(start, EXAMPLES, EXAMPLES, folder);

        assertThat(early.steps()).isLessThan(200);
        assertThat(again.steps()).isEqualTo(early.steps());
        assertSame(early.weights(), again.weights());
    }

    private CtcTrainer.Result once(TrainingConfig config, Safetensors from) throws Exception {
        return new CtcTrainer(ToneExamples.network(), config, TrainingListener.SILENT, () -> false)
                .train(from, EXAMPLES, EXAMPLES.subList(0, 3), Files.createTempDirectory(folder, "once"));
    }

    private CtcTrainer.Result twice(Path work, BooleanSupplier cancelled) throws Exception {
        return trainer(CONFIG, 2, cancelled).train(start, EXAMPLES, EXAMPLES.subList(0, 3), work);
    }

    private RepeatedTraining trainer(TrainingConfig config, int times, BooleanSupplier cancelled) {
        return new RepeatedTraining(ToneExamples.network(), config, 1, times, events::add, cancelled);
    }

    private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> assertThat(
                        Arrays.equals(tensor.values(), actual.get(name).values()))
                .as(name)
                .isTrue());
    }
}
