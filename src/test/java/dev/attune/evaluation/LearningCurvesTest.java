package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models a learning curve joins. */
final class LearningCurvesTest {

    private static final List<String> TEXTS = List.of("one");

    @TempDir
    Path home;

    private final FakeModels models = new FakeModels();
    private Workbench workbench;
    private ProjectId project;
    private DatasetId dataset;

    @BeforeEach
    void start() throws Exception {
        models.with("general", "General", "baseline", TEXTS)
                .with("phone", "Telephone", "baseline", TEXTS)
                .descending("phone", "Telephone", List.of("general"))
                .with("first", "First", "custom", TEXTS)
                .descending("first", "General", List.of("general"))
                .with("second", "Second", "custom", TEXTS)
                .descending("second", "General", List.of("first", "general"))
                .with("calls", "Calls", "custom", TEXTS)
                .descending("calls", "Telephone", List.of("phone", "general"));
        workbench = new Workbench(home, models);
        project = workbench.project();
        dataset = workbench.dataset(project, List.of("one"));
    }

    @AfterEach
    void stop() {
        workbench.close();
    }

    private void test(String... ids) throws Exception {
        EvaluationId id = workbench
                .evaluations
                .create(project, "t", "", dataset, List.of(ids))
                .id();
        workbench.await(id);
        assertThat(workbench.find(id).status()).isEqualTo(EvaluationStatus.SUCCEEDED);
    }

    private List<LearningCurve> curves() {
        return workbench.context.getBean(EvaluationStatistics.class).learningCurves(project);
    }

    private static List<String> names(LearningCurve curve) {
        return curve.points().stream().map(LearningCurve.Point::model).toList();
    }

    @Test
    void joinsOnlyWhatDescendsFromTheSameBaseline() throws Exception {
        test("general", "phone", "calls", "first", "second");

        assertThat(curves()).hasSize(2);
        LearningCurve general = curves().get(0);
        assertThat(general.baseline()).isEqualTo("General");
        assertThat(general.label()).endsWith(", from General");
        assertThat(names(general)).containsExactly("General", "First", "Second");
        assertThat(general.points()).extracting(LearningCurve.Point::start).containsExactly(true, false, false);
        // Telephone was itself made from General; it is the baseline of its models all the same.
        assertThat(names(curves().get(1))).containsExactly("Telephone", "Calls");
    }

    @Test
    void oneModelOfEachBaselineMakesNoCurve() throws Exception {
        test("calls", "first");

        assertThat(curves()).isEmpty();
    }

    @Test
    void aBaselineThatIsGoneStillJoinsItsModels() throws Exception {
        test("general", "first");
        models.remove("general");
        test("second");

        assertThat(curves()).singleElement().satisfies(curve -> {
            assertThat(curve.baseline()).isEqualTo("General");
            assertThat(names(curve)).containsExactly("General", "First", "Second");
        });
    }

    @Test
    void aModelThatIsGoneLeavesTheCurve() throws Exception {
        test("general", "first", "second");
        models.remove("second");

        assertThat(names(curves().getFirst())).containsExactly("General", "First");
    }
}
