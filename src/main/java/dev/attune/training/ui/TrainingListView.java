package dev.attune.training.ui;

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
import dev.attune.dataset.DatasetService;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.training.Training;
import dev.attune.training.TrainingService;
import dev.attune.training.TrainingStatus;
import dev.attune.ui.Dialogs;
import dev.attune.ui.EmptyState;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Notifications;
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

/** The trainings of a project. */
@Route(Routes.TRAINING)
class TrainingListView extends ProjectPage {

    private final TrainingService trainings;
    private final DatasetService datasets;
    private final ModelService models;
    private final JobService jobs;
    private final Grid<Training> table = new Grid<>();
    private final Div content = new Div();
    private final Set<String> processing = new HashSet<>();
    private final Map<String, JobMeter> meters = new HashMap<>();
    private @Nullable Project project;

    TrainingListView(
            ProjectService projects,
            TrainingService trainings,
            DatasetService datasets,
            ModelService models,
            JobService jobs) {
        super(projects);
        this.trainings = trainings;
        this.datasets = datasets;
        this.models = models;
        this.jobs = jobs;
        setHeading("Training", "Models of your domain, each made from a baseline and your data.");
        table.addClassName("table");
        table.setAllRowsVisible(true);
        table.addColumn(new ComponentRenderer<>(this::name))
                .setHeader("Name")
                .setFlexGrow(3)
                .setWidth("11rem");
        table.addColumn(new ComponentRenderer<>(this::baseline))
                .setHeader("Scenario and baseline")
                .setFlexGrow(2)
                .setWidth("9rem");
        table.addColumn(new ComponentRenderer<>(this::status))
                .setHeader("Status")
                .setFlexGrow(2)
                .setWidth("12rem");
        table.addColumn(training -> Formats.dateTime(training.created()))
                .setHeader("Created")
                .setAutoWidth(true)
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
        setBrowserTitle("Training", opened);
        refresh();
        return true;
    }

    @Override
    protected String listRoute() {
        return Routes.TRAINING;
    }

    private void refresh() {
        if (project == null) {
            return;
        }
        List<Training> all = trainings.list(project.id());
        processing.clear();
        all.stream()
                .filter(training -> training.status() == TrainingStatus.PROCESSING)
                .forEach(training -> processing.add(training.id().toString()));
        meters.clear();
        content.removeAll();
        if (!all.isEmpty()) {
            setActions(createButton());
            table.setItems(all);
            content.add(table);
            return;
        }
        setActions();
        boolean hasData = !datasets.list(project.id()).isEmpty();
        Anchor data = new Anchor(Routes.of(Routes.DATA, project.id()), "Go to Data");
        content.add(
                hasData
                        ? new EmptyState(
                                VaadinIcon.SLIDERS,
                                "Train your first model",
                                "Choose a baseline and one or more of your data sets. The new model recognises what the"
                                        + " baseline does, and your words and sounds better.",
                                createButton())
                        : new EmptyState(
                                VaadinIcon.SLIDERS,
                                "Bring data first",
                                "A training needs sentences of your domain, pronunciations, or recordings with"
                                        + " transcripts. Upload them under Data, then come back here.",
                                data));
    }

    private Button createButton() {
        Button create = new Button("Train a new model", VaadinIcon.PLUS.create(), event -> openCreate());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    private void openCreate() {
        if (project != null) {
            new NewTrainingDialog(trainings, datasets, models, project, this::refresh).open();
        }
    }

    private Component name(Training training) {
        Anchor link = new Anchor(Routes.of(Routes.TRAINING_ITEM, training.project(), training.id()), training.name());
        return stack(link, TrainingTexts.datasets(training));
    }

    private Component baseline(Training training) {
        return stack(new Span(training.scenario()), training.baselineName());
    }

    private static Component stack(Component first, String second) {
        Span below = new Span(second);
        below.addClassNames("quiet", "small", "wrapping");
        Div cell = new Div(first, below);
        cell.addClassName("stack");
        return cell;
    }

    private Component status(Training training) {
        if (training.status() != TrainingStatus.PROCESSING) {
            return StatusBadge.of(training.status().label());
        }
        JobMeter meter = new JobMeter();
        jobs.latestFor(training.id().toString())
                .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
        meters.put(training.id().toString(), meter);
        Div cell = new Div(StatusBadge.of(training.status().label()), meter);
        cell.addClassName("status-with-meter");
        return cell;
    }

    private Component endButton(Training training) {
        boolean running = training.status() == TrainingStatus.PROCESSING;
        Button button = running
                ? new Button(VaadinIcon.BAN.create(), event -> TrainingActions.askCancel(trainings, training))
                : new Button(
                        VaadinIcon.TRASH.create(),
                        event -> Dialogs.confirmDelete(
                                "the training \"" + training.name() + "\"",
                                "Its curves and its log are removed. The model that it made stays.",
                                () -> {
                                    trainings.delete(training.id());
                                    Notifications.done("The training \"" + training.name() + "\" was deleted.");
                                    refresh();
                                }));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel((running ? "Cancel " : "Delete ") + training.name());
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
