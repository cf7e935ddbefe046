package dev.attune.evaluation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationId;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.SuggestionService;
import dev.attune.evaluation.TestSet;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import dev.attune.ui.Routes;
import dev.attune.ui.Section;
import dev.attune.ui.StatusBadge;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** One test: its figures, what they say, and every utterance side by side. */
@Route(Routes.TESTING_ITEM)
class EvaluationView extends ProjectPage {

    private final EvaluationService evaluations;
    private final SuggestionService suggestions;
    private final EvaluationStatistics statistics;
    private final JobService jobs;
    private final AudioLinks links;
    private final Div content = new Div();
    private final JobMeter meter = new JobMeter();
    private @Nullable EvaluationId shown;
    private @Nullable Evaluation drawn;
    private @Nullable TrialSections trials;

    EvaluationView(
            ProjectService projects,
            EvaluationService evaluations,
            SuggestionService suggestions,
            EvaluationStatistics statistics,
            JobService jobs,
            AudioLinks links) {
        super(projects);
        this.suggestions = suggestions;
        this.evaluations = evaluations;
        this.statistics = statistics;
        this.jobs = jobs;
        this.links = links;
        add(content);
        LiveJobs.follow(this, jobs, this::jobChanged);
    }

    @Override
    protected boolean open(Project project, Optional<UUID> item) {
        Optional<Evaluation> evaluation = item.flatMap(id -> evaluations.find(new EvaluationId(id)))
                .filter(found -> found.project().equals(project.id()));
        evaluation.ifPresent(found -> {
            shown = found.id();
            setBrowserTitle(found.name(), project);
            setTrail("Testing", Routes.of(Routes.TESTING, project.id()));
            show(found);
        });
        return evaluation.isPresent();
    }

    @Override
    protected String listRoute() {
        return Routes.TESTING;
    }

    private void show(Evaluation evaluation) {
        drawn = evaluation;
        setHeading(
                evaluation.name(),
                evaluation.description(),
                StatusBadge.of(evaluation.status().label()));
        content.removeAll();
        switch (evaluation.status()) {
            case PROCESSING -> showProgress(evaluation);
            case SUCCEEDED -> showResult(evaluation);
            case FAILED, CANCELLED -> showEnd(evaluation);
        }
    }

    private void showProgress(Evaluation evaluation) {
        setActions(new Button("Cancel", VaadinIcon.STOP.create(), event -> evaluations.cancel(evaluation.id())));
        jobs.latestFor(evaluation.id().toString())
                .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
        content.add(new Section("Progress", meter), new Section("Overview", models(evaluation), overview(evaluation)));
    }

    private void showEnd(Evaluation evaluation) {
        Button resume = new Button("Go on", VaadinIcon.PLAY.create(), event -> {
            evaluations.resume(evaluation.id());
            evaluations.find(evaluation.id()).ifPresent(this::show);
        });
        resume.setTooltipText("What has been recognised is kept");
        setActions(resume, deleteButton(evaluation));
        content.add(
                evaluation.failure() == null
                        ? Message.neutral("This test was cancelled. It can go on where it was.")
                        : Message.bad(evaluation.failure()),
                new Section("Overview", models(evaluation), overview(evaluation)));
    }

    private void showResult(Evaluation evaluation) {
        if (evaluation.kind() == EvaluationKind.ACCURACY) {
            setActions(
                    EvaluationActions.htmlReport(evaluations, evaluation),
                    EvaluationActions.csv(evaluations, evaluation),
                    deleteButton(evaluation));
        } else {
            setActions(deleteButton(evaluation));
        }
        ResultTabs tabs = new ResultTabs(evaluations, statistics, suggestions, links, evaluation);
        if (trials != null) {
            trials.addTo(tabs, evaluation);
        }
        content.add(overview(evaluation), tabs);
    }

    private static Div models(Evaluation evaluation) {
        Fact[] facts = IntStream.range(0, evaluation.models().size())
                .mapToObj(i -> new Fact(
                        i == 0 ? "Model" : "Compared with it",
                        evaluation.models().get(i).name()))
                .toArray(Fact[]::new);
        return Fact.row(facts);
    }

    private Div overview(Evaluation evaluation) {
        Div testSets = new Div();
        testSets.addClassName("test-sets");
        for (TestSet testSet : evaluation.testSets()) {
            testSets.add(
                    new Anchor(Routes.of(Routes.DATA_ITEM, evaluation.project(), testSet.dataset()), testSet.name()));
        }
        Div facts = Fact.row(
                new Fact("Kind", evaluation.kind().label()),
                new Fact(evaluation.testSets().size() == 1 ? "Data set" : "Data sets", testSets),
                new Fact("Utterances", Formats.count(evaluation.utterances())),
                new Fact("Audio", Formats.length(evaluation.audioSeconds())),
                new Fact("Created", Formats.dateTime(evaluation.created())));
        String rules = evaluations.normalization(evaluation.id());
        if (!rules.isEmpty()) {
            facts.add(new Fact("Normalisation", rules));
        }
        facts.addClassName("test-facts");
        return facts;
    }

    private Button deleteButton(Evaluation evaluation) {
        return new Button(
                "Delete",
                VaadinIcon.TRASH.create(),
                event -> EvaluationActions.askDelete(evaluations, evaluation, () -> getUI().ifPresent(
                                ui -> ui.navigate(Routes.of(Routes.TESTING, evaluation.project())))));
    }

    /** Not in the constructor: the page also does without. */
    @Autowired
    void setTrials(TrialSections sections) {
        this.trials = sections;
    }

    private void jobChanged(Job job) {
        if (shown == null || !job.subject().equals(shown.toString())) {
            return;
        }
        if (job.state().isFinal()) {
            // An end may be told again: what is drawn already stays, with the place where its reader is.
            evaluations.find(shown).filter(found -> !found.equals(drawn)).ifPresent(this::show);
        } else {
            meter.show(job.progress(), job.phase(), job.remaining());
        }
    }
}
