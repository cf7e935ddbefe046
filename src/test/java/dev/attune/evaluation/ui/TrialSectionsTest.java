package dev.attune.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationId;
import dev.attune.evaluation.FakeModels;
import dev.attune.evaluation.RobustnessService;
import dev.attune.evaluation.WhatIfService;
import dev.attune.evaluation.Workbench;
import dev.attune.project.ProjectId;
import dev.attune.speech.decode.BeamOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings to try and degraded sound on a test's page, without a browser, on the real services. */
class TrialSectionsTest extends BrowserlessTest {

    @TempDir
    private Path home;

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.none");
    }

    @Test
    void settingsStandAsTheModelHasThemAndFiguresOfDegradedSoundAreShown() throws Exception {
        FakeModels models = new FakeModels()
                .with("base", "General", "baseline", List.of("one two", "three"))
                .with("own", "Harbour 1", "custom", List.of("one two", "three four"));
        try (Workbench workbench = new Workbench(home, models)) {
            ProjectId project = workbench.project();
            DatasetId data = workbench.dataset(project, List.of("one two", "three four"));
            EvaluationId id = workbench
                    .evaluations
                    .create(project, "Crates", "", data, List.of("base", "own"))
                    .id();
            workbench.await(id);
            Evaluation evaluation = workbench.find(id);
            RobustnessService robustness = workbench.context.getBean(RobustnessService.class);
            TrialSections sections =
                    new TrialSections(workbench.context.getBean(WhatIfService.class), robustness, workbench.jobs);

            Component whatIf = sections.whatIf(evaluation);
            UI.getCurrent().add(whatIf);

            BeamOptions own = BeamOptions.defaults();
            assertThat(all(whatIf, NumberField.class).stream().map(NumberField::getValue))
                    .containsExactly(own.lmWeight(), own.wordBonus(), own.blankPenalty(), (double) own.beamSize());
            assertThat(all(whatIf, TextArea.class)).hasSize(1);
            // The last model is the project's own; baselines cannot be changed.
            assertThat(button(whatIf, "Keep as this model\u2019s default").isEnabled())
                    .isTrue();
            model(whatIf).setValue(0);
            assertThat(button(whatIf, "Keep as this model\u2019s default").isEnabled())
                    .isFalse();
            assertThat(button(whatIf, "Search").isEnabled()).isFalse();
            developmentSet(whatIf)
                    .setValue(workbench
                            .context
                            .getBean(WhatIfService.class)
                            .developmentSets(project)
                            .getFirst());
            assertThat(button(whatIf, "Search").isEnabled()).isTrue();
            assertThat(whatIf.getElement().getTextRecursively()).contains("This is the test set itself");

            // Not on the page: news of the job would reach it after the database is gone.
            Component before = sections.robustness(evaluation);
            assertThat(all(before, NativeTable.class)).isEmpty();
            button(before, "Measure").click();
            Instant deadline = Instant.now().plus(Duration.ofSeconds(120));
            while (robustness.running(id).isPresent() && Instant.now().isBefore(deadline)) {
                Thread.sleep(10);
            }

            Component after = sections.robustness(evaluation);
            NativeTable table = all(after, NativeTable.class).getLast();
            assertThat(table.getBody().getRowCount()).isEqualTo(13);
            assertThat(table.getElement().getTextRecursively())
                    .contains("Condition", "General", "Harbour 1", "Clean", "25.0 %", "Telephone", "Speed 1.25 \u00d7");
            assertThat(after.getElement().getOuterHTML()).contains("form-note");
            assertThat(button(after, "Measure anew").isEnabled()).isTrue();
        }
    }

    private static Button button(Component root, String text) {
        return all(root, Button.class).stream()
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Select<Integer> model(Component root) {
        return (Select<Integer>) all(root, Select.class).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static Select<Dataset> developmentSet(Component root) {
        return (Select<Dataset>) all(root, Select.class).getLast();
    }

    private static <T extends Component> List<T> all(Component root, Class<T> type) {
        return Stream.concat(Stream.of(root), children(root))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Stream<Component> children(Component parent) {
        return parent.getChildren().flatMap(child -> Stream.concat(Stream.of(child), children(child)));
    }
}
