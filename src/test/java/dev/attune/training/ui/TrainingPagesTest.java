package dev.attune.training.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.attune.dataset.Dataset;
import dev.attune.job.HeldJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.training.FakeAdaptation;
import dev.attune.training.Training;
import dev.attune.training.TrainingDataset;
import dev.attune.training.TrainingStatus;
import dev.attune.training.Workbench;
import dev.attune.ui.JobMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages without a browser, on the real services. */
class TrainingPagesTest extends BrowserlessTest {

    @TempDir
    private Path home;

    private Workbench workbench;
    private ProjectId project;

    @AfterEach
    void stop() {
        // What the services have told the pages must not find the database closed.
        workbench.jobs.stop();
        hearNews();
        workbench.close();
    }

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.none");
    }

    private void start(FakeAdaptation engine) throws IOException {
        workbench = new Workbench(home, engine);
        project = workbench.project("en-US");
    }

    private Project theProject() {
        return workbench.projects.find(project).orElseThrow();
    }

    private TrainingListView list() {
        return new TrainingListView(
                workbench.projects, workbench.trainings, workbench.datasets, workbench.models, workbench.jobs);
    }

    private TrainingListView showList() {
        TrainingListView view = list();
        UI.getCurrent().add(view);
        assertThat(view.open(theProject(), Optional.empty())).isTrue();
        return view;
    }

    private TrainingView show(Training training) {
        TrainingView view = new TrainingView(
                workbench.projects,
                workbench.trainings,
                workbench.models,
                workbench.context.getBean(PronunciationService.class),
                workbench.jobs);
        UI.getCurrent().add(view);
        assertThat(view.open(theProject(), Optional.of(training.id().value()))).isTrue();
        return view;
    }

    @Test
    void theListTellsWhatToDoNext() throws Exception {
        start(FakeAdaptation.working());
        assertThat(words(showList())).contains("Bring data first", "Go to Data");

        workbench.text(project, "Menu", "salad and soda\n");
        assertThat(words(showList())).contains("Train your first model", "Train a new model");
    }

    @Test
    void theDialogOrdersWhatWasEntered() throws Exception {
        start(FakeAdaptation.working());
        Dataset menu = workbench.text(project, "Menu", "salad and soda\n");
        Dataset orders = workbench.audio(project, "Orders", List.of("salad and soda", "no mint"));
        showList();
        test(find(Button.class).withText("Train a new model").single()).click();

        Button create = find(Button.class).withText("Create").single();
        assertThat(create.isEnabled()).isFalse();
        @SuppressWarnings("unchecked")
        ComboBox<ModelDescription> baseline = find(ComboBox.class).single();
        assertThat(baseline.getValue().id()).isEqualTo(Workbench.BASELINE);
        test(find(TextField.class).withLabel("Name").single()).setValue("Salad");
        DatasetChoice choice = find(DatasetChoice.class).single();
        choice.setValue(Set.of(menu, orders));
        assertThat(create.isEnabled()).isTrue();
        IntegerField weight =
                find(IntegerField.class).withLabel("Weight of the text in %").single();
        weight.setValue(30);
        find(IntegerField.class).withLabel("Time limit in minutes").single().setValue(5);
        find(IntegerField.class).withLabel("Seed").single().setValue(7);
        test(create).click();

        Training training = workbench.trainings.list(project).getFirst();
        assertThat(training.name()).isEqualTo("Salad");
        assertThat(training.baseline()).isEqualTo(Workbench.BASELINE);
        assertThat(training.datasets()).extracting(TrainingDataset::name).containsExactlyInAnyOrder("Menu", "Orders");
        assertThat(training.lmWeight()).isEqualTo(0.3);
        assertThat(training.maxMinutes()).isEqualTo(5);
        assertThat(training.seed()).isEqualTo(7);
        assertThat(training.testDataset()).isNull();
        assertThat(workbench.awaitEnd(training.id()).status()).isEqualTo(TrainingStatus.SUCCEEDED);
    }

    @Test
    void speakingIsOfferedWhereThereAreSentences() throws Exception {
        start(FakeAdaptation.working());
        Dataset menu = workbench.text(project, "Menu", "salad and soda\n");
        Dataset orders = workbench.audio(project, "Orders", List.of("salad and soda"));
        showList();
        test(find(Button.class).withText("Train a new model").single()).click();
        DatasetChoice data = find(DatasetChoice.class).single();

        data.setValue(Set.of(orders));
        assertThat(speaking()).isEmpty();
        data.setValue(Set.of(orders, menu));
        assertThat(speaking()).hasSize(1);
        // Only a machine with a synthesizer can do it, and the others say what is missing.
        assertThat(speaking().getFirst().isEnabled())
                .isEqualTo(!workbench.trainings.synthesizers().isEmpty());
        assertThat(speaking().getFirst().getHelperText()).contains("espeak-ng");
    }

    private List<Checkbox> speaking() {
        return find(Checkbox.class)
                .withLabel("Have the text spoken and learn from it too")
                .all();
    }

    @Test
    void theDialogAsksForTheTestDataAndStaysOpenUntilThen() throws Exception {
        start(FakeAdaptation.working());
        Dataset menu = workbench.text(project, "Menu", "salad and soda\n");
        workbench.audio(project, "Orders", List.of("salad and soda"));
        showList();
        test(find(Button.class).withText("Train a new model").single()).click();
        test(find(TextField.class).withLabel("Name").single()).setValue("Salad");
        find(DatasetChoice.class).single().setValue(Set.of(menu));
        find(Checkbox.class)
                .withLabel("Test the accuracy after the training")
                .single()
                .setValue(true);

        test(find(Button.class).withText("Create").single()).click();

        NewTrainingDialog dialog = find(NewTrainingDialog.class).single();
        assertThat(words(dialog)).contains("Choose the data set for the test");
        assertThat(workbench.trainings.list(project)).isEmpty();
    }

    @Test
    void aRunningTrainingShowsHowFarItIsAndCanBeCancelled() throws Exception {
        FakeAdaptation engine = FakeAdaptation.holdingAfter(5);
        start(engine);
        Training training = workbench.trainings.create(
                Workbench.order(project, workbench.audio(project, "Orders", List.of("salad and soda"))));
        engine.awaitHeld();

        TrainingView view = show(training);

        assertThat(words(view)).contains("Processing", "Training the network", "Orders", "1 utterance");
        assertThat(find(JobMeter.class, view).all()).hasSize(1);
        assertThat(charts(view))
                .hasSize(2)
                .allSatisfy(svg -> assertThat(svg).contains("var(--attune-chart"))
                .first()
                .asString()
                .contains("Training from 5.00 to 1.00; Validation from 3.00 to 1.50");
        assertThat(find(Button.class, view).withText("Cancel").all()).hasSize(1);
        assertThat(find(Button.class, view).withText("Delete").all()).isEmpty();

        workbench.trainings.cancel(training.id());
        workbench.awaitEnd(training.id());
        Workbench.await(() -> {
            // The page hears of it by itself.
            hearNews();
            return words(view).contains("Cancelled") ? true : null;
        });
        assertThat(words(view)).contains("Start again");
        assertThat(find(JobMeter.class, view).all()).isEmpty();
    }

    @Test
    void aListThatIsShownAfterATrainingEndedSaysSo() throws Exception {
        start(FakeAdaptation.working());
        Dataset menu = workbench.text(project, "Menu", "salad and soda\n");
        try (HeldJobs held = new HeldJobs(workbench.jobs)) {
            Training training = workbench.trainings.create(Workbench.order(project, menu));
            held.awaitBegun(training.id().toString());
            TrainingListView view = list();
            assertThat(view.open(theProject(), Optional.empty())).isTrue();
            held.awaitEnd(training.id().toString());

            UI.getCurrent().add(view);

            @SuppressWarnings("unchecked")
            Grid<Training> table = find(Grid.class, view).single();
            assertThat(words(test(table).getCellComponent(0, 2))).isEqualTo("Succeeded");
        }
    }

    @Test
    void aTrainingThatSucceededLinksToItsModelAndData() throws Exception {
        start(FakeAdaptation.working());
        Dataset menu = workbench.text(project, "Menu", "salad and soda\n");
        Training training = workbench.trainings.create(Workbench.order(project, menu));
        workbench.awaitEnd(training.id());

        TrainingView view = show(workbench.trainings.find(training.id()).orElseThrow());

        assertThat(words(view)).contains("Succeeded", "New words", "3", "Automatic", "The model is ready.");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getHref))
                .contains(
                        "projects/" + project + "/models/" + FakeAdaptation.MODEL,
                        "projects/" + project + "/models/" + Workbench.BASELINE,
                        "projects/" + project + "/data/" + menu.id());
        @SuppressWarnings("unchecked")
        Grid<Training> table = find(Grid.class, showList()).single();
        assertThat(test(table).size()).isEqualTo(1);
        assertThat(test(table).getRow(0).name()).isEqualTo("Salad");
    }

    @Test
    void aTrainingWithTextShowsWhatItsWeightDoes() throws Exception {
        start(FakeAdaptation.working());
        Training training = workbench.trainings.create(
                Workbench.order(project, workbench.text(project, "Menu", "salad and soda\n")));
        workbench.awaitEnd(training.id());

        TrainingView view = show(workbench.trainings.find(training.id()).orElseThrow());

        assertThat(words(view))
                .contains(
                        "Weight of the text",
                        "With a weight of 50.0 %, general speech has a perplexity of 88.0, where the baseline alone has"
                                + " 80.0.");
        assertThat(charts(view))
                .hasSize(2)
                .anySatisfy(
                        svg -> assertThat(svg).contains("Your text from 200 to 25.0; Weight taken from 20.0 to 20.0"))
                .anySatisfy(svg -> assertThat(svg).contains("General speech from 80.0 to 700; Weight taken from 88.0"));
    }

    @Test
    void aTrainingThatFailedSaysWhy() throws Exception {
        start(FakeAdaptation.failingAfter(1, "There is too little of it."));
        Training training = workbench.trainings.create(
                Workbench.order(project, workbench.text(project, "Menu", "salad and soda\n")));
        workbench.awaitEnd(training.id());

        TrainingView view = show(workbench.trainings.find(training.id()).orElseThrow());

        assertThat(words(view)).contains("Failed", "Why it failed", "There is too little of it.", "Start again");
    }

    /** Runs what other threads have asked the pages to do. */
    private static void hearNews() {
        VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());
    }

    private static List<String> charts(Component view) {
        return elements(view.getElement())
                .filter(element -> !element.isTextNode())
                .map(element -> element.getProperty("innerHTML", ""))
                .filter(html -> html.startsWith("<svg"))
                .toList();
    }

    private static String words(Component view) {
        return String.join(
                " ",
                elements(view.getElement())
                        .filter(Element::isTextNode)
                        .map(Element::getText)
                        .toList());
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(TrainingPagesTest::elements));
    }
}
