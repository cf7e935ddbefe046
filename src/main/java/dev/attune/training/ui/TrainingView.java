package dev.attune.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.pronunciation.ui.NewWordList;
import dev.attune.training.Training;
import dev.attune.training.TrainingId;
import dev.attune.training.TrainingService;
import dev.attune.training.TrainingStatus;
import dev.attune.ui.Dialogs;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Routes;
import dev.attune.ui.Section;
import dev.attune.ui.StatusBadge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One training: how far it is, its curves, what it was made of, its log, its model. */
@Route(Routes.TRAINING_ITEM)
class TrainingView extends ProjectPage {

    /** Curves and log are sent again at most this often while the training runs. */
    private static final long REDRAW_NANOS = Duration.ofSeconds(2).toNanos();

    private final TrainingService trainings;
    private final ModelService models;
    private final PronunciationService pronunciations;
    private final JobService jobs;
    private final Div content = new Div();
    private final JobMeter meter = new JobMeter();
    private final TrainingCurves curves = new TrainingCurves();
    private final Pre log = new Pre();
    private @Nullable TrainingId shown;
    private @Nullable Training drawn;
    private long redrawn;

    TrainingView(
            ProjectService projects,
            TrainingService trainings,
            ModelService models,
            PronunciationService pronunciations,
            JobService jobs) {
        super(projects);
        this.pronunciations = pronunciations;
        this.trainings = trainings;
        this.models = models;
        this.jobs = jobs;
        log.addClassName("log");
        log.getElement().setAttribute("tabindex", "0");
        log.getElement().setAttribute("aria-label", "Log");
        add(content);
        LiveJobs.follow(this, jobs, this::jobChanged);
    }

    @Override
    protected boolean open(Project project, Optional<UUID> item) {
        Optional<Training> training = item.flatMap(id -> trainings.find(new TrainingId(id)))
                .filter(found -> found.project().equals(project.id()));
        training.ifPresent(found -> {
            shown = found.id();
            setBrowserTitle(found.name(), project);
            setTrail("Training", Routes.of(Routes.TRAINING, project.id()));
            show(found);
        });
        return training.isPresent();
    }

    @Override
    protected String listRoute() {
        return Routes.TRAINING;
    }

    private void show(Training training) {
        drawn = training;
        setHeading(
                training.name(),
                training.description(),
                StatusBadge.of(training.status().label()));
        setActions(actions(training).toArray(Component[]::new));
        content.removeAll();
        if (training.status() == TrainingStatus.PROCESSING) {
            jobs.latestFor(training.id().toString())
                    .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
            content.add(new Section("Progress", meter));
        }
        if (training.failure() != null) {
            content.add(new Section("Why it failed", Message.bad(training.failure())));
        }
        if (training.model() != null) {
            content.add(result(training, training.model()));
        }
        if (training.audioSeconds() > 0) {
            content.add(new Section("Curves", curves));
        }
        MixingCharts.of(trainings.metrics(training.id()), trainings.figures(training.id()))
                .ifPresent(charts -> content.add(new Section("Weight of the text", charts)));
        content.add(new Section("Parameters", parameters(training)));
        content.add(new Section("Data", new TrainingDataTable(training)));
        if (training.model() != null) {
            NewWordList.section(pronunciations, training.project(), training.model(), training.baseline())
                    .ifPresent(content::add);
        }
        content.add(new Section("Log", log));
        redraw();
    }

    private List<Component> actions(Training training) {
        List<Component> actions = new ArrayList<>();
        if (training.status() == TrainingStatus.PROCESSING) {
            Button cancel = new Button(
                    "Cancel", VaadinIcon.BAN.create(), event -> TrainingActions.askCancel(trainings, training));
            actions.add(cancel);
            return actions;
        }
        actions.add(new Button(
                "Delete",
                VaadinIcon.TRASH.create(),
                event -> Dialogs.confirmDelete(
                        "the training \"" + training.name() + "\"",
                        "Its curves and its log are removed. The model that it made stays.",
                        () -> {
                            trainings.delete(training.id());
                            Notifications.done("The training \"" + training.name() + "\" was deleted.");
                            getUI().ifPresent(ui -> ui.navigate(Routes.of(Routes.TRAINING, training.project())));
                        })));
        if (training.status() == TrainingStatus.SUCCEEDED) {
            Button test = new Button("Go to Testing", VaadinIcon.BAR_CHART_H.create(), event -> getUI().ifPresent(
                            ui -> ui.navigate(Routes.of(Routes.TESTING, training.project()))));
            test.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(test);
        } else {
            Button again = new Button("Start again", VaadinIcon.REFRESH.create(), event -> {
                trainings.restart(training.id());
                trainings.find(training.id()).ifPresent(this::show);
            });
            again.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(again);
        }
        return actions;
    }

    private Section result(Training training, String model) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model", modelLink(training, model, training.name())));
        Map<String, Double> figures = trainings.figures(training.id());
        FigureTexts.ORDER.stream()
                .filter(figures::containsKey)
                .flatMap(name -> FigureTexts.of(name, figures.get(name)).stream())
                .forEach(text -> facts.add(new Fact(text.label(), text.value())));
        return new Section("Result", Fact.row(facts.toArray(Fact[]::new)));
    }

    private Span modelLink(Training training, String model, String name) {
        return models.find(model).isPresent()
                ? new Span(new Anchor(Routes.of(Routes.MODELS_ITEM, training.project(), model), name))
                : new Span(name + " (deleted)");
    }

    private Component parameters(Training training) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Scenario", training.scenario()));
        facts.add(new Fact("Baseline", modelLink(training, training.baseline(), training.baselineName())));
        facts.add(new Fact("Weight of the text", TrainingTexts.lmWeight(training.lmWeight())));
        facts.add(new Fact("Time limit", TrainingTexts.timeLimit(training.maxMinutes())));
        if (training.speakText()) {
            facts.add(new Fact("Text", "Also spoken"));
        }
        facts.add(new Fact("Seed", String.valueOf(training.seed())));
        facts.add(
                new Fact("Test afterwards", training.testDatasetName() == null ? "None" : training.testDatasetName()));
        facts.add(new Fact("Created", Formats.dateTime(training.created())));
        if (training.started() != null && training.finished() != null) {
            facts.add(new Fact(
                    "Duration",
                    Formats.length(Duration.between(training.started(), training.finished())
                                    .toMillis()
                            / 1000.0)));
        }
        facts.add(new Fact("Attune", training.codeVersion()));
        if (!training.machine().isEmpty()) {
            facts.add(new Fact("Machine", training.machine()));
        }
        return Fact.row(facts.toArray(Fact[]::new));
    }

    private void jobChanged(Job job) {
        if (shown == null || !job.subject().equals(shown.toString())) {
            return;
        }
        if (job.state().isFinal()) {
            // An end may be told again: what is drawn already stays, with the place where its reader is.
            trainings.find(shown).filter(found -> !found.equals(drawn)).ifPresent(this::show);
            return;
        }
        meter.show(job.progress(), job.phase(), job.remaining());
        if (System.nanoTime() - redrawn > REDRAW_NANOS) {
            redraw();
        }
    }

    private void redraw() {
        if (shown != null) {
            redrawn = System.nanoTime();
            curves.show(trainings.metrics(shown));
            log.setText(String.join("\n", trainings.log(shown)));
        }
    }
}
