package dev.attune.evaluation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationId;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.EvaluationStatus;
import dev.attune.evaluation.FakeModels;
import dev.attune.evaluation.SuggestionService;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.evaluation.Workbench;
import dev.attune.job.HeldJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Player;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages without a browser, on the real services. */
class EvaluationPagesTest extends BrowserlessTest {

    private static final int UTTERANCES = 45;

    @TempDir
    private Path home;

    private final FakeModels models = new FakeModels();
    private Workbench workbench;
    private ProjectId project;

    @BeforeEach
    void start() {
        workbench = new Workbench(home, models);
        project = workbench.project();
    }

    @AfterEach
    void stop() {
        // What the services have told the pages must not find the database closed.
        workbench.jobs.stop();
        VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());
        workbench.close();
    }

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.none");
    }

    /** Utterance i has i % 3 words wrong with the first model and i % 2 with the second. */
    private DatasetId data() throws Exception {
        List<String> transcripts = new ArrayList<>();
        List<String> base = new ArrayList<>();
        List<String> tuned = new ArrayList<>();
        for (int i = 0; i < UTTERANCES; i++) {
            transcripts.add("load crate " + word(i) + " now");
            base.add(
                    switch (i % 3) {
                        case 0 -> "load crate " + word(i) + " now";
                        case 1 -> "load crate " + word(i);
                        default -> "load the crate " + word(i) + " cow";
                    });
            tuned.add(i % 2 == 0 ? "load crate " + word(i) + " now" : "load crates " + word(i) + " now");
        }
        models.with("base", "General", "baseline", base).with("tuned", "Harbour 1", "custom", tuned);
        return workbench.dataset(project, transcripts);
    }

    private static String word(int i) {
        return "x" + (char) ('a' + i % 26) + (i >= 26 ? "z" : "");
    }

    private Evaluation evaluated() throws Exception {
        EvaluationId id = workbench
                .evaluations
                .create(project, "Crates", "", data(), List.of("base", "tuned"))
                .id();
        workbench.await(id);
        return workbench.find(id);
    }

    private EvaluationView show(Evaluation evaluation) {
        EvaluationView view = view();
        UI.getCurrent().add(view);
        assertThat(view.open(theProject(), Optional.of(evaluation.id().value())))
                .isTrue();
        return view;
    }

    private EvaluationView view() {
        return new EvaluationView(
                workbench.context.getBean(ProjectService.class),
                workbench.evaluations,
                workbench.context.getBean(SuggestionService.class),
                workbench.context.getBean(EvaluationStatistics.class),
                workbench.jobs,
                new AudioLinks());
    }

    private EvaluationListView list() {
        return new EvaluationListView(
                workbench.context.getBean(ProjectService.class),
                workbench.evaluations,
                workbench.context.getBean(EvaluationStatistics.class),
                workbench.jobs);
    }

    private EvaluationListView showList() {
        EvaluationListView view = list();
        UI.getCurrent().add(view);
        assertThat(view.open(theProject(), Optional.empty())).isTrue();
        return view;
    }

    private Project theProject() {
        return workbench.context.getBean(ProjectService.class).find(project).orElseThrow();
    }

    @Test
    void thereAreAsManyMarksAsErrorsWereCounted() throws Exception {
        Evaluation evaluation = evaluated();
        ErrorCounts both = evaluation.models().stream()
                .map(model -> Objects.requireNonNull(model.figures()).words())
                .reduce(ErrorCounts.NONE, ErrorCounts::plus);
        EvaluationView view = show(evaluation);
        open(view, "Side by side");
        long substitutions = 0;
        long deletions = 0;
        long insertions = 0;
        int pages = 0;
        while (true) {
            pages++;
            substitutions += marks(view, "substitution");
            deletions += marks(view, "deletion");
            insertions += marks(view, "insertion");
            Button next = find(Button.class, view).withAriaLabel("Next page").single();
            if (!next.isEnabled()) {
                break;
            }
            test(next).click();
        }

        assertThat(pages).isEqualTo(3);
        assertThat(new ErrorCounts(
                        both.words(), both.correct(), (int) substitutions, (int) deletions, (int) insertions))
                .isEqualTo(both);
        assertThat(both.substitutions() * both.deletions() * both.insertions()).isPositive();
    }

    @Test
    void wordsThatAreMostlyWrongGoIntoADataSetWithOneClick() throws Exception {
        List<String> said = List.of("load velquor now", "velquor please", "load it now");
        models.with("base", "General", "baseline", List.of("load velcro now", "vel core please", "load it now"));
        DatasetId data = workbench.dataset(project, said);
        EvaluationId id = workbench
                .evaluations
                .create(project, "Names", "", data, List.of("base"))
                .id();
        workbench.await(id);
        EvaluationView view = show(workbench.find(id));
        open(view, "Words");
        assertThat(words(view)).contains("Words to teach", "velquor", "wrong 2 of 2", "Heard as: velcro; vel core");

        test(find(Button.class, view).withText("Add pronunciation").single()).click();
        test(find(Button.class, view).withText("Add text").single()).click();

        DatasetService datasets = workbench.context.getBean(DatasetService.class);
        assertThat(datasets.list(project).stream()
                        .filter(dataset -> !dataset.kind().hasAudio())
                        .map(dataset -> dataset.name() + ": " + datasets.lines(dataset.id(), 0, 10)))
                .containsExactlyInAnyOrder("Added pronunciations: [velquor\tvelcro]", "Added sentences: [velquor]");
    }

    @Test
    void figuresConclusionChartsAndDownloadsAreThere() throws Exception {
        EvaluationView view = show(evaluated());

        String text = words(view);
        // 45 utterances of 4 words: 15 with a deletion, 15 with a substitution and an insertion; 22 with a
        // substitution.
        assertThat(text).contains("25.0 %", "12.2 %", "General", "The test set is small");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText))
                .contains("HTML report", "CSV", "Harbour test");
        assertThat(elements(view.getElement())
                        .filter(element -> !element.isTextNode())
                        .map(element -> element.getProperty("innerHTML", ""))
                        .filter(html -> html.startsWith("<svg")))
                .hasSize(2)
                .allSatisfy(svg -> assertThat(svg).contains("General", "Harbour 1", "var(--attune-chart"));
        assertThat(find(NativeDetails.class, view).all()).hasSize(2);
        open(view, "Side by side");
        assertThat(find(Player.class, view).all()).hasSize(20);
    }

    @Test
    void filterOrderAndSearchChooseTheUtterances() throws Exception {
        EvaluationView view = show(evaluated());
        open(view, "Side by side");

        select(view, "Show", UtteranceQuery.Filter.WORSENED);
        // Worse with the second: right with the first and odd.
        assertThat(names(view)).first().isEqualTo("3.wav");
        assertThat(names(view)).hasSize(7).allMatch(name -> number(name) % 6 == 3);

        select(view, "Show", UtteranceQuery.Filter.ALL);
        select(view, "Order", UtteranceQuery.Order.LENGTH);
        assertThat(names(view)).first().isEqualTo("44.wav");

        test(find(TextField.class, view).single()).setValue("xcz");
        assertThat(names(view)).containsExactly("28.wav");
        test(find(TextField.class, view).single()).setValue("\"cow\"");
        assertThat(names(view)).hasSize(15).allMatch(name -> number(name) % 3 == 2);
        test(find(TextField.class, view).single()).setValue("\"co\"");
        assertThat(names(view)).isEmpty();
        test(find(TextField.class, view).single()).setValue("elephant");
        assertThat(names(view)).isEmpty();
        assertThat(words(view)).contains("No utterance is like that");
    }

    @Test
    void recordingsThatAreGoneAreSaidToBeGone() throws Exception {
        Evaluation evaluation = evaluated();
        workbench.context.getBean(DatasetService.class).delete(evaluation.dataset());

        EvaluationView view = show(evaluation);
        open(view, "Side by side");

        assertThat(find(Player.class, view).all()).isEmpty();
        assertThat(words(view)).contains("The recording was deleted");
        assertThat(marks(view, "substitution")).isPositive();
    }

    @Test
    void theListTellsWhatToDoNext() throws Exception {
        assertThat(words(showList())).contains("Bring recordings to test with", "Go to Data");

        workbench.dataset(project, List.of("one"));
        assertThat(words(showList())).contains("Train a model first", "Go to Training");

        models.with("tuned", "Harbour 1", "custom", List.of("one"));
        assertThat(words(showList())).contains("See whether your model is better");
    }

    @Test
    void aListThatIsShownAfterATestEndedSaysSo() throws Exception {
        DatasetId data = data();
        try (HeldJobs held = new HeldJobs(workbench.jobs)) {
            String id = workbench
                    .evaluations
                    .create(project, "Crates", "", data, List.of("base", "tuned"))
                    .id()
                    .toString();
            held.awaitBegun(id);
            EvaluationListView view = list();
            assertThat(view.open(theProject(), Optional.empty())).isTrue();
            held.awaitEnd(id);

            UI.getCurrent().add(view);

            @SuppressWarnings("unchecked")
            Grid<Evaluation> table = find(Grid.class, view).single();
            assertThat(words(test(table).getCellComponent(0, 2))).isEqualTo("Succeeded");
        }
    }

    @Test
    void theDialogSuggestsTheBaselineAndTheNewestModel() throws Exception {
        data();
        models.with("older", "Harbour 0", "custom", List.of());
        showList();
        test(find(Button.class).withText("Create a test").single()).click();

        @SuppressWarnings("unchecked")
        CheckboxGroup<ModelDescription> group = find(CheckboxGroup.class)
                .withCondition(found -> "Models".equals(found.getLabel()))
                .single();
        assertThat(group.getValue()).extracting(ModelDescription::id).containsExactlyInAnyOrder("base", "tuned");
        Button create = find(Button.class).withText("Create").single();
        assertThat(create.isEnabled()).isFalse();
        test(find(TextField.class).withLabel("Name").single()).setValue("Crates");
        assertThat(create.isEnabled()).isTrue();
        test(create).click();

        Evaluation made = workbench.evaluations.list(project).getFirst();
        assertThat(made.name()).isEqualTo("Crates");
        assertThat(made.models()).extracting(TestedModel::modelId).containsExactly("base", "tuned");
        workbench.await(made.id());
        assertThat(workbench.find(made.id()).status()).isEqualTo(EvaluationStatus.SUCCEEDED);
    }

    @Test
    void theDialogSuggestsTheBaselineThatTheModelWasMadeFrom() {
        models.with("commands", "Commands", "baseline", List.of())
                .descending("commands", "Commands and search", List.of())
                .with("base", "General", "baseline", List.of())
                .descending("base", "General", List.of())
                .with("phone", "Telephone", "baseline", List.of())
                .descending("phone", "Telephone", List.of("base"))
                .with("tuned", "Calls 2", "custom", List.of())
                .descending("tuned", "Telephone", List.of("calls", "phone", "base"));
        assertThat(suggested()).containsExactlyInAnyOrder("phone", "tuned");

        models.descending("tuned", "General", List.of("gone"));
        assertThat(suggested()).containsExactlyInAnyOrder("base", "tuned");

        models.descending("tuned", "No such scenario", List.of("gone"));
        assertThat(suggested()).containsExactlyInAnyOrder("commands", "tuned");

        models.remove("tuned");
        assertThat(suggested()).containsExactly("base");
    }

    private List<String> suggested() {
        NewTestDialog dialog = new NewTestDialog(workbench.evaluations, theProject(), () -> {});
        @SuppressWarnings("unchecked")
        CheckboxGroup<ModelDescription> group = find(CheckboxGroup.class, dialog)
                .withCondition(found -> "Models".equals(found.getLabel()))
                .single();
        return group.getValue().stream().map(ModelDescription::id).toList();
    }

    @Test
    void eachKindOfMarkCanBeSwitchedOff() throws Exception {
        EvaluationView view = show(evaluated());
        open(view, "Side by side");
        long deletions = marks(view, "deletion");
        long insertions = marks(view, "insertion");
        // 15 words are missing with the first model, 15 are added with it; 15 and 22 are others.
        assertThat(words(view)).contains("substitution 15 → 22", "deletion 15 → 0", "insertion 15 → 0");

        checkbox(view, "Mark substitutions").setValue(false);

        assertThat(marks(view, "substitution")).isZero();
        assertThat(marks(view, "deletion")).isEqualTo(deletions).isPositive();
        assertThat(marks(view, "insertion")).isEqualTo(insertions).isPositive();
        checkbox(view, "Mark substitutions").setValue(true);
        checkbox(view, "Mark deletions").setValue(false);
        assertThat(marks(view, "deletion")).isZero();
        assertThat(marks(view, "substitution")).isPositive();
    }

    @Test
    void textCanBeShownAsItWasWritten() throws Exception {
        models.with("base", "General", "baseline", List.of("load crate two"));
        DatasetId dataset = workbench.dataset(project, List.of("Load crate 2."));
        EvaluationView view = show(evaluated(dataset, "base"));
        open(view, "Side by side");
        assertThat(marks(view, "substitution")).isZero();
        assertThat(cells(view)).contains("load", "crate", "two");

        select(view, "Text", Marks.Text.AS_RECOGNIZED);

        assertThat(cells(view)).contains("Load", "crate", "2.");
        assertThat(marks(view, "substitution")).isEqualTo(2);
    }

    @Test
    void kindsOfErrorAndGroupsChooseTheUtterances() throws Exception {
        DatasetId dataset = data();
        workbench.columns(dataset, "Room", i -> i % 2 == 0 ? "hall" : "yard");
        EvaluationView view = show(evaluated(dataset, "base", "tuned"));
        open(view, "Side by side");
        select(view, "Order", UtteranceQuery.Order.POSITION);

        select(view, "Kind of error", "INSERTION");
        assertThat(names(view)).hasSize(15).allMatch(name -> number(name) % 3 == 2);
        select(view, "Group", "Room");
        select(view, "Room", "yard");
        assertThat(names(view)).isNotEmpty().allMatch(name -> number(name) % 6 == 5);
        assertThat(words(view)).contains("yard");
        select(view, "Kind of error", "");
        select(view, "Group", "");
        assertThat(names(view)).hasSize(20);
    }

    @Test
    void anyTwoModelsCanBeComparedAndTheLeastConfidentComeFirst() throws Exception {
        models.with("base", "General", "baseline", List.of("one", "two x", "three"))
                .with("worse", "Worse", "custom", List.of("x", "x", "x"))
                .with("best", "Best", "custom", List.of("one", "two", "three"));
        EvaluationView view =
                show(evaluated(workbench.dataset(project, List.of("one", "two", "three")), "base", "worse", "best"));
        open(view, "Side by side");

        select(view, "With", 2);
        select(view, "Show", UtteranceQuery.Filter.IMPROVED);
        assertThat(names(view)).containsExactly("1.wav");
        select(view, "Show", UtteranceQuery.Filter.WORSENED);
        assertThat(names(view)).isEmpty();
        select(view, "Compare", 1);
        select(view, "Show", UtteranceQuery.Filter.IMPROVED);
        assertThat(names(view)).hasSize(3);
        select(view, "Order", UtteranceQuery.Order.CONFIDENCE);
        assertThat(names(view)).containsExactly("0.wav", "1.wav", "2.wav");
    }

    @Test
    void jumpsGoFromDifferenceToDifferenceOverThePages() throws Exception {
        EvaluationView view = show(evaluated());
        open(view, "Side by side");
        select(view, "Order", UtteranceQuery.Order.POSITION);
        Button next = find(Button.class, view).withText("Next difference").single();

        test(next).click();
        // Both are right on 0; on 1 the first misses the last word and the second has another one.
        assertThat(current(view)).containsExactly("crates");
        test(next).click();
        assertThat(current(view)).containsExactly("now");
        test(find(Button.class, view).withAriaLabel("Previous difference").single())
                .click();
        assertThat(current(view)).containsExactly("crates");

        int jumps = 0;
        while (!names(view).contains("44.wav") && jumps++ < 200) {
            test(next).click();
        }
        assertThat(names(view)).contains("44.wav");
        for (int i = 0; i < 20; i++) {
            test(next).click();
        }
        assertThat(names(view)).as("at the end it stays where it is").contains("44.wav");
    }

    @Test
    void inspectionsShowTextsWithoutAScore() throws Exception {
        models.with("base", "General", "baseline", List.of("one two", "three"))
                .with("tuned", "Harbour 1", "custom", List.of("one too", "three"));
        DatasetId dataset = workbench.dataset(project, List.of("one two", "three"));
        EvaluationId id = workbench
                .evaluations
                .create(project, "Look", "", EvaluationKind.INSPECTION, List.of(dataset), List.of("base", "tuned"))
                .id();
        workbench.await(id);
        EvaluationView view = show(workbench.find(id));

        assertThat(words(view)).contains("Inspection").doesNotContain("WER", "Reference", "Word error rate");
        assertThat(names(view)).containsExactly("0.wav", "1.wav");
        assertThat(marks(view, "different")).isEqualTo(1);
        assertThat(marks(view, "substitution")).isZero();
        select(view, "Show", UtteranceQuery.Filter.DIFFERENT);
        assertThat(names(view)).containsExactly("0.wav");
    }

    @Test
    void chartsShowWhereTheErrorsAreAndLeadToTheUtterances() throws Exception {
        DatasetId dataset = data();
        workbench.columns(dataset, "Room", i -> i % 2 == 0 ? "hall" : "yard");
        EvaluationView view = show(evaluated(dataset, "base", "tuned"));

        open(view, "Charts");

        assertThat(headings(view))
                .contains(
                        "Utterances, one model against the other",
                        "Confidence",
                        "By duration",
                        "By noise",
                        "By rate of speech",
                        "By room");
        List<String> drawings = elements(view.getElement())
                .filter(element -> !element.isTextNode())
                .map(element -> element.getProperty("innerHTML", ""))
                .filter(html -> html.startsWith("<svg"))
                .toList();
        assertThat(drawings.getFirst()).contains("data-key=", "role=\"button\"");
        assertThat(drawings).anySatisfy(svg -> assertThat(svg).contains("hall", "yard"));
        // Silence has no noise that could be told from speech.
        assertThat(words(view)).contains("was not measured");
        assertThat(find(NativeDetails.class, view).all()).hasSizeGreaterThan(4);
    }

    @Test
    void theListShowsHowTheModelsOfAProjectLearn() throws Exception {
        evaluated();
        assertThat(headings(showList()))
                .as("of a model that comes from elsewhere")
                .doesNotContain("Learning curve");
        models.descending("tuned", "general", List.of("base"));

        EvaluationListView list = showList();

        assertThat(headings(list)).contains("Learning curve");
        assertThat(words(list)).contains("General", "Harbour 1", "25.0", "12.2");
    }

    @Test
    void severalDataSetsMakeOneTest() throws Exception {
        models.with("base", "General", "baseline", List.of("one", "x"));
        DatasetId here = workbench.dataset(project, List.of("one", "two"));
        DatasetId there = workbench.dataset(project, List.of("one", "two"));
        EvaluationId id = workbench
                .evaluations
                .create(project, "Both", "", EvaluationKind.ACCURACY, List.of(here, there), List.of("base"))
                .id();
        workbench.await(id);
        EvaluationView view = show(workbench.find(id));
        open(view, "Side by side");

        assertThat(names(view))
                .containsExactlyInAnyOrder(
                        "Harbour test/0.wav", "Harbour test/1.wav", "Harbour test/0.wav", "Harbour test/1.wav");
        assertThat(marks(view, "substitution")).isEqualTo(2);
    }

    @Test
    void wordsAreCountedAndLeadToTheirUtterances() throws Exception {
        EvaluationView view = show(evaluated());

        open(view, "Words");

        assertThat(headings(view))
                .contains(
                        "Words, one model against the other",
                        "Words out of the vocabulary",
                        "Missed words",
                        "Inserted words",
                        "Confused words",
                        "Terms that matter");
        // 15 times "now" is missing and 15 times it is taken for "cow"; the second model says 22 times "crates".
        assertThat(words(view)).contains("now 45 30 0 −30", "the 15 15 0 −15", "crate → crates 45 0 22 +22");
        test(find(Button.class, view)
                        .withAriaLabel("Show the utterances with the")
                        .single())
                .click();
        assertThat(names(view)).hasSize(15).allMatch(name -> number(name) % 3 == 2);
    }

    /** A page hears of an end that was before it, and sometimes twice: the reader is somewhere else by then. */
    @Test
    void anEndThatIsToldLateLeavesTheReaderWhereHeIs() throws Exception {
        EvaluationView view = view();
        Evaluation evaluation = evaluated();
        assertThat(view.open(theProject(), Optional.of(evaluation.id().value())))
                .isTrue();
        open(view, "Words");

        UI.getCurrent().add(view);

        assertThat(find(TextArea.class, view).single().isVisible()).isTrue();
    }

    @Test
    void termsAreKeptForTheProjectAndJudged() throws Exception {
        EvaluationView view = show(evaluated());
        open(view, "Words");

        find(TextArea.class, view).single().setValue("now\n\nload crate");
        test(find(Button.class, view).withText("Keep the list").single()).click();

        assertThat(workbench.evaluations.terms(project)).containsExactly("now", "load crate");
        assertThat(words(view)).contains("recall", "now 45 33.3 % 100.0 % 100.0 % 100.0 %", "All terms 90");
    }

    @Test
    void theDialogTakesSeveralDataSetsAndInspections() throws Exception {
        data();
        workbench.dataset(project, List.of("one"));
        showList();
        test(find(Button.class).withText("Create a test").single()).click();
        test(find(TextField.class).withLabel("Name").single()).setValue("Look");
        @SuppressWarnings("unchecked")
        RadioButtonGroup<EvaluationKind> kind = find(RadioButtonGroup.class).single();
        kind.setValue(EvaluationKind.INSPECTION);
        @SuppressWarnings("unchecked")
        CheckboxGroup<Dataset> sets = find(CheckboxGroup.class)
                .withCondition(found -> "Data sets".equals(found.getLabel()))
                .single();
        sets.setValue(new HashSet<>(sets.getListDataView().getItems().toList()));
        @SuppressWarnings("unchecked")
        CheckboxGroup<ModelDescription> group = find(CheckboxGroup.class)
                .withCondition(found -> "Models".equals(found.getLabel()))
                .single();
        assertThat(group.getValue()).isNotEmpty();
        models.with("base", "General", "baseline", new ArrayList<>(Collections.nCopies(UTTERANCES, "x")))
                .with("tuned", "Harbour 1", "custom", new ArrayList<>(Collections.nCopies(UTTERANCES, "y")));
        test(find(Button.class).withText("Create").single()).click();

        Evaluation made = workbench.evaluations.list(project).getFirst();
        assertThat(made.kind()).isEqualTo(EvaluationKind.INSPECTION);
        assertThat(made.testSets()).hasSize(2);
        assertThat(made.utterances()).isEqualTo(UTTERANCES + 1);
        workbench.await(made.id());
        assertThat(workbench.find(made.id()).status()).isEqualTo(EvaluationStatus.SUCCEEDED);
    }

    private Evaluation evaluated(DatasetId dataset, String... chosen) throws Exception {
        EvaluationId id = workbench
                .evaluations
                .create(project, "Crates", "", dataset, List.of(chosen))
                .id();
        workbench.await(id);
        return workbench.find(id);
    }

    private static void open(EvaluationView view, String label) {
        Tabs tabs = elements(view.getElement())
                .flatMap(element -> element.getComponent().stream())
                .filter(Tabs.class::isInstance)
                .map(Tabs.class::cast)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < tabs.getTabCount(); i++) {
            if (tabs.getTabAt(i).getLabel().equals(label)) {
                tabs.setSelectedIndex(i);
                return;
            }
        }
        throw new AssertionError("no tab " + label);
    }

    private Checkbox checkbox(EvaluationView view, String label) {
        return find(Checkbox.class, view).withAriaLabel(label).single();
    }

    private static List<String> headings(Component view) {
        return elements(view.getElement())
                .filter(element -> !element.isTextNode() && element.getTag().equals("h2"))
                .map(Element::getText)
                .toList();
    }

    private static List<String> cells(Component view) {
        return elements(view.getElement())
                .filter(element -> !element.isTextNode() && element.getTag().equals("td"))
                .filter(element -> element.getClassList().contains("step"))
                .map(Element::getText)
                .toList();
    }

    private static List<String> current(Component view) {
        return elements(view.getElement())
                .filter(element ->
                        !element.isTextNode() && element.getClassList().contains("step-current"))
                .map(Element::getText)
                .toList();
    }

    private <T> void select(EvaluationView view, String label, T value) {
        @SuppressWarnings("unchecked")
        Select<T> select = find(Select.class, view).withAriaLabel(label).single();
        select.setValue(value);
    }

    private static List<String> names(Component view) {
        return elements(view.getElement())
                .filter(element ->
                        !element.isTextNode() && element.getClassList().contains("comparison-name"))
                .map(Element::getText)
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    private static long marks(Component view, String kind) {
        return elements(view.getElement())
                .filter(element -> !element.isTextNode() && element.getTag().equals("td"))
                .filter(element -> element.getClassList().contains("step-" + kind))
                .count();
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
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(EvaluationPagesTest::elements));
    }
}
