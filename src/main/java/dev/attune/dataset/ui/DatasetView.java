package dev.attune.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.shared.Problem;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Dialogs;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Routes;
import dev.attune.ui.Section;
import dev.attune.ui.StatusBadge;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One data set: its figures, its validation report, its utterances or lines. */
@Route(Routes.DATA_ITEM)
class DatasetView extends ProjectPage {

    private final DatasetService datasets;
    private final JobService jobs;
    private final AudioLinks links;
    private final Div content = new Div();
    private final JobMeter meter = new JobMeter();
    private @Nullable DatasetId shown;
    private @Nullable Dataset drawn;

    DatasetView(ProjectService projects, DatasetService datasets, JobService jobs, AudioLinks links) {
        super(projects);
        this.datasets = datasets;
        this.jobs = jobs;
        this.links = links;
        add(content);
        LiveJobs.follow(this, jobs, this::jobChanged);
    }

    @Override
    protected boolean open(Project project, Optional<UUID> item) {
        Optional<Dataset> dataset = item.flatMap(id -> datasets.find(new DatasetId(id)))
                .filter(found -> found.project().equals(project.id()));
        dataset.ifPresent(found -> {
            shown = found.id();
            setBrowserTitle(found.name(), project);
            setTrail("Data", Routes.of(Routes.DATA, project.id()));
            show(found);
        });
        return dataset.isPresent();
    }

    @Override
    protected String listRoute() {
        return Routes.DATA;
    }

    private void show(Dataset dataset) {
        drawn = dataset;
        setHeading(
                dataset.name(),
                dataset.description(),
                StatusBadge.of(dataset.status().label()));
        setActions(deleteButton(dataset));
        content.removeAll();
        content.add(new Section(
                "Overview",
                Fact.row(
                        new Fact("Kind", dataset.kind().label()),
                        new Fact("Accepted", DatasetTexts.amount(dataset)),
                        new Fact("Left out", Formats.count(dataset.rejected())),
                        new Fact("Warnings", Formats.count(dataset.warnings())),
                        new Fact("File", dataset.fileName() + ", " + Formats.bytes(dataset.bytes())),
                        new Fact("Language", dataset.locale()),
                        new Fact("Created", Formats.dateTime(dataset.created())))));
        if (dataset.status() == DatasetStatus.PROCESSING) {
            jobs.latestFor(dataset.id().toString())
                    .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
            content.add(new Section("Import", meter));
            return;
        }
        if (dataset.failure() != null) {
            Section failure = new Section("Why it failed", Message.bad(dataset.failure()));
            content.add(failure);
        }
        List<Problem> problems = datasets.report(dataset.id());
        // What failed the whole set is told above already.
        boolean more = problems.stream().anyMatch(problem -> !problem.message().equals(dataset.failure()));
        if (dataset.failure() == null || more) {
            ValidationReport report = new ValidationReport(problems);
            content.add(new Section("Validation report", report).withTools(report.filter()));
        }
        if (dataset.accepted() > 0) {
            content.add(
                    dataset.kind().hasAudio()
                            ? new Section(
                                    dataset.kind() == DatasetKind.ACOUSTIC ? "Utterances" : "Recordings",
                                    new UtteranceList(datasets, links, dataset.id()))
                            : new Section("Lines", new TextLineList(datasets, dataset)));
        }
    }

    private Button deleteButton(Dataset dataset) {
        return new Button(
                "Delete",
                VaadinIcon.TRASH.create(),
                event -> Dialogs.confirmDelete(
                        "the data set \"" + dataset.name() + "\"",
                        "Its files and its report are removed. Models that were trained with it stay as they are.",
                        () -> {
                            datasets.delete(dataset.id());
                            Notifications.done("The data set \"" + dataset.name() + "\" was deleted.");
                            getUI().ifPresent(ui -> ui.navigate(Routes.of(Routes.DATA, dataset.project())));
                        }));
    }

    private void jobChanged(Job job) {
        if (shown == null || !job.subject().equals(shown.toString())) {
            return;
        }
        if (job.state().isFinal()) {
            // An end may be told again: what is drawn already stays, with the place where its reader is.
            datasets.find(shown).filter(found -> !found.equals(drawn)).ifPresent(this::show);
        } else {
            meter.show(job.progress(), job.phase(), job.remaining());
        }
    }
}
