package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.Route;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.EvaluationStatus;
import dev.attune.evaluation.LearningCurve;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.TestedModel;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.ui.EmptyState;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Routes;
import dev.attune.ui.StatusBadge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tests of a project. */
@Route(Routes.TESTING)
class EvaluationListView extends ProjectPage {

    private final EvaluationService evaluations;
    private final EvaluationStatistics statistics;
    private final JobService jobs;
    private final Grid<Evaluation> table = new Grid<>();
    private final Div content = new Div();
    private final Set<String> processing = new HashSet<>();
    private final Map<String, JobMeter> meters = new HashMap<>();
    private @Nullable Project project;

    EvaluationListView(
            ProjectService projects, EvaluationService evaluations, EvaluationStatistics statistics, JobService jobs) {
        super(projects);
        this.evaluations = evaluations;
        this.statistics = statistics;
        this.jobs = jobs;
        setHeading("Testing", "How many words each model gets wrong on the same recordings, and where.");
        table.addClassName("table");
        table.setAllRowsVisible(true);
        table.addColumn(new ComponentRenderer<>(this::name))
                .setHeader("Name")
                .setFlexGrow(2)
                .setWidth("11rem");
        table.addColumn(new ComponentRenderer<>(this::models))
                .setHeader("Models and word error rate")
                .setFlexGrow(3)
                .setWidth("14rem");
        table.addColumn(new ComponentRenderer<>(this::status))
                .setHeader("Status")
                .setFlexGrow(1)
                .setWidth("11rem");
        table.addColumn(evaluation -> Formats.dateTime(evaluation.created()))
                .setHeader("Created")
                .setWidth("10rem")
                .setFlexGrow(0);
        table.addColumn(new ComponentRenderer<>(this::endButton))
                .setWidth("4rem")
                .setFlexGrow(0);
        add(content);
        LiveJobs.follow(this, jobs, this::jobChanged);
    }

    @Override
    protected boolean open(Project opened, Optional<UUID> item) {
        project = opened;
        setBrowserTitle("Testing", opened);
        refresh();
        return true;
    }

    @Override
    protected String listRoute() {
        return Routes.TESTING;
    }

    private void refresh() {
        Project shown = project;
        if (shown == null) {
            return;
        }
        List<Evaluation> all = evaluations.list(shown.id());
        processing.clear();
        all.stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.PROCESSING)
                .forEach(evaluation -> processing.add(evaluation.id().toString()));
        meters.clear();
        content.removeAll();
        if (all.isEmpty()) {
            setActions();
            content.add(emptyState(shown));
        } else {
            setActions(createButton());
            table.setItems(all);
            content.add(table);
            List<LearningCurve> curves = statistics.learningCurves(shown.id());
            if (!curves.isEmpty()) {
                content.add(new LearningCurveSection(curves));
            }
        }
    }

    private EmptyState emptyState(Project shown) {
        if (evaluations.testSets(shown.id(), EvaluationKind.INSPECTION).isEmpty()) {
            return new EmptyState(
                    VaadinIcon.BAR_CHART_H,
                    "Bring recordings to test with",
                    "A test needs recordings with transcripts that no model was trained with, best of other speakers."
                            + " Upload them under Data, then come back here.",
                    new Anchor(Routes.of(Routes.DATA, shown.id()), "Go to Data"));
        }
        boolean trained = evaluations.models(shown.id()).stream()
                .anyMatch(model -> !model.kind().equals(NewTestDialog.BASELINE));
        Anchor training = new Anchor(Routes.of(Routes.TRAINING, shown.id()), "Go to Training");
        return trained
                ? new EmptyState(
                        VaadinIcon.BAR_CHART_H,
                        "See whether your model is better",
                        "A test recognises the same recordings with each model, counts the wrong words, and shows them"
                                + " side by side.",
                        createButton())
                : new EmptyState(
                        VaadinIcon.BAR_CHART_H,
                        "Train a model first",
                        "A test compares your models with the baseline on the same recordings. Train one, then come back"
                                + " here; or see how the baseline alone does.",
                        training,
                        createButton());
    }

    private Button createButton() {
        Button create = new Button("Create a test", VaadinIcon.PLUS.create(), event -> openCreate());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    private void openCreate() {
        if (project != null) {
            new NewTestDialog(evaluations, project, this::refresh).open();
        }
    }

    private Component name(Evaluation evaluation) {
        Anchor link =
                new Anchor(Routes.of(Routes.TESTING_ITEM, evaluation.project(), evaluation.id()), evaluation.name());
        link.addClassName("wrapping");
        String kind = evaluation.kind() == EvaluationKind.INSPECTION ? "Inspection, " : "";
        Span below =
                new Span(kind + evaluation.datasetName() + ", " + Formats.count(evaluation.utterances(), "utterance"));
        below.addClassNames("quiet", "small", "wrapping");
        Div cell = new Div(link, below);
        cell.addClassName("stack");
        return cell;
    }

    private Component models(Evaluation evaluation) {
        Div cell = new Div();
        cell.addClassName("tested-models");
        double best = evaluation.models().stream()
                .map(TestedModel::figures)
                .mapToDouble(figures -> figures == null ? Double.NaN : figures.wordErrorRate())
                .min()
                .orElse(Double.NaN);
        for (TestedModel model : evaluation.models()) {
            ModelFigures figures = model.figures();
            Span name = new Span(model.name());
            Span rate = new Span(figures == null ? "–" : Formats.percent(figures.wordErrorRate()));
            rate.addClassName("number");
            if (figures != null && evaluation.models().size() > 1 && figures.wordErrorRate() == best) {
                rate.addClassName("best");
            }
            cell.add(name, rate);
        }
        return cell;
    }

    private Component status(Evaluation evaluation) {
        StatusBadge badge = StatusBadge.of(evaluation.status().label());
        if (evaluation.status() != EvaluationStatus.PROCESSING) {
            return badge;
        }
        JobMeter meter = new JobMeter();
        jobs.latestFor(evaluation.id().toString())
                .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
        meters.put(evaluation.id().toString(), meter);
        return new Div(badge, meter);
    }

    private Component endButton(Evaluation evaluation) {
        boolean running = evaluation.status() == EvaluationStatus.PROCESSING;
        Button button = running
                ? new Button(VaadinIcon.STOP.create(), event -> evaluations.cancel(evaluation.id()))
                : new Button(
                        VaadinIcon.TRASH.create(),
                        event -> EvaluationActions.askDelete(evaluations, evaluation, this::refresh));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel((running ? "Cancel " : "Delete ") + evaluation.name());
        button.setTooltipText(running ? "Cancel" : "Delete");
        return button;
    }

    private void jobChanged(Job job) {
        // Whether or not its row has a meter: one that is not drawn yet has none, and would be drawn as it was read.
        if (job.state().isFinal() && processing.contains(job.subject())) {
            refresh();
            return;
        }
        JobMeter meter = meters.get(job.subject());
        if (meter != null) {
            meter.show(job.progress(), job.phase(), job.remaining());
        }
    }
}
