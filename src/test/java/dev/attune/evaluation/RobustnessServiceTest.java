package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.dataset.DatasetId;
import dev.attune.job.JobState;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.audio.Degradation.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job with models whose answers are given by the length of the clip. */
class RobustnessServiceTest {

    private static final List<String> SAID = List.of("one two", "three four", "five six", "seven eight");

    /** What the fake model sees of a clip whose length has not changed. */
    private static final int AS_IT_IS = 1000;

    @TempDir
    private Path home;

    /** All clips are of one length, and speed makes it another: then the model answers wrongly. */
    private final FakeModels models = new FakeModels()
            .with(
                    "strong",
                    "Strong",
                    "baseline",
                    IntStream.range(0, 4000).mapToObj(i -> "one two").toList())
            .with(
                    "weak",
                    "Weak",
                    "custom",
                    IntStream.range(0, 4000)
                            .mapToObj(i -> i == AS_IT_IS ? "one two" : "wrong")
                            .toList());

    private JobState await(Workbench workbench, EvaluationId id) throws InterruptedException {
        String subject = workbench.context.getBean(RobustnessService.class).subject(id);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(120));
        while (Instant.now().isBefore(deadline)) {
            JobState state = workbench.jobs.latestFor(subject).orElseThrow().state();
            if (state.isFinal()) {
                return state;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the job did not end");
    }

    @Test
    void everyModelMeetsEveryConditionAndTheFiguresAreKept() throws Exception {
        EvaluationId id;
        try (Workbench workbench = new Workbench(home, models)) {
            ProjectId project = workbench.project();
            DatasetId data = workbench.dataset(
                    project,
                    SAID,
                    IntStream.range(0, SAID.size())
                            .mapToObj(i -> new AudioClip(new float[FakeModels.FIRST_SAMPLES + AS_IT_IS], 16_000))
                            .toList());
            id = workbench
                    .evaluations
                    .create(project, "Test", "", data, List.of("strong", "weak"))
                    .id();
            RobustnessService robustness = workbench.context.getBean(RobustnessService.class);
            workbench.await(id);
            assertThat(robustness.find(workbench.find(id))).isEmpty();

            robustness.start(id, 2);

            assertThat(await(workbench, id)).isEqualTo(JobState.SUCCEEDED);
            assertThat(robustness.running(id)).isEmpty();
            assertThat(robustness.utterances(id)).hasValue(2);
            Robustness found = robustness.find(workbench.find(id)).orElseThrow();
            assertThat(found.complete()).isTrue();
            assertThat(found.models()).containsExactly("Strong", "Weak");
            assertThat(found.rows().stream().map(Robustness.Row::condition)).isEqualTo(Degradation.standard());
            // Of the utterances 0 and 2, two words each, the first is right; slower clips are longer, to which the
            // second model says "wrong".
            assertThat(rate(found, Degradation.CLEAN, 0)).isEqualTo(0.5);
            assertThat(rate(found, new Degradation(Kind.SPEED, 0.8), 0)).isEqualTo(0.5);
            assertThat(rate(found, new Degradation(Kind.SPEED, 0.8), 1)).isEqualTo(1);
            assertThat(rate(found, new Degradation(Kind.NOISE, 0), 1)).isEqualTo(0.5);
            assertThat(found.curve(Kind.SPEED).rows().stream()
                            .map(row -> row.condition().label()))
                    .containsExactly(
                            "Speed 0.8 \u00d7", "Speed 0.9 \u00d7", "Clean", "Speed 1.1 \u00d7", "Speed 1.25 \u00d7");
            assertThat(found.curve(Kind.NOISE).rows()).hasSize(5).first().satisfies(row -> assertThat(row.condition())
                    .isEqualTo(Degradation.CLEAN));
        }
        try (Workbench again = new Workbench(home, models)) {
            RobustnessService robustness = again.context.getBean(RobustnessService.class);
            assertThat(robustness.find(again.find(id)).orElseThrow().complete()).isTrue();
            int before = models.recognized.size();
            robustness.resume(id);
            assertThat(await(again, id)).isEqualTo(JobState.SUCCEEDED);
            assertThat(models.recognized).hasSize(before);
            again.evaluations.delete(id);
            assertThat(robustness.utterances(id)).isEmpty();
            assertThatThrownBy(() -> robustness.start(id, 2))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("This test has no results. Wait until it has succeeded.");
        }
    }

    private static double rate(Robustness found, Degradation condition, int model) {
        return found.rows().stream()
                .filter(row -> row.condition().equals(condition))
                .findFirst()
                .orElseThrow()
                .figures()
                .get(model)
                .wordErrorRate();
    }
}
