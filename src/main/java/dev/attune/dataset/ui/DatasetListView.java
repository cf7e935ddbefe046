package dev.attune.dataset.ui;

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
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.ui.LiveJobs;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.shared.DataDirectory;
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

/** The data sets of a project. */
@Route(Routes.DATA)
class DatasetListView extends ProjectPage {

    private final DatasetService datasets;
    private final JobService jobs;
    private final DataDirectory home;
    private final Grid<Dataset> table = new Grid<>();
    private final Div content = new Div();
    private final Set<String> processing = new HashSet<>();
    private final Map<String, JobMeter> meters = new HashMap<>();
    private @Nullable Project project;

    DatasetListView(ProjectService projects, DatasetService datasets, JobService jobs, DataDirectory home) {
        super(projects);
        this.datasets = datasets;
        this.jobs = jobs;
        this.home = home;
        setHeading(
                "Data",
                "What your domain sounds like and how it writes: recordings with transcripts, text, pronunciations.");
        table.addClassName("table");
        table.setAllRowsVisible(true);
        // Wide enough together for a tablet; what is left goes to the names.
        table.addColumn(new ComponentRenderer<>(this::name))
                .setHeader("Name")
                .setFlexGrow(3)
                .setWidth("11rem");
        table.addColumn(new ComponentRenderer<>(DatasetListView::content))
                .setHeader("Content")
                .setFlexGrow(1)
                .setWidth("14.75rem");
        table.addColumn(new ComponentRenderer<>(this::status))
                .setHeader("Status")
                .setFlexGrow(1)
                .setWidth("9rem");
        table.addColumn(dataset -> Formats.dateTime(dataset.created()))
                .setHeader("Created")
                .setFlexGrow(0)
                .setWidth("9.5rem");
        table.addColumn(new ComponentRenderer<>(this::deleteButton))
                .setWidth("3.5rem")
                .setFlexGrow(0);
        add(content);
        LiveJobs.follow(this, jobs, this::jobChanged);
    }

    @Override
    protected boolean open(Project opened, Optional<UUID> item) {
        project = opened;
        setBrowserTitle("Data", opened);
        refresh();
        return true;
    }

    @Override
    protected String listRoute() {
        return Routes.DATA;
    }

    private void refresh() {
        if (project == null) {
            return;
        }
        List<Dataset> all = datasets.list(project.id());
        processing.clear();
        all.stream()
                .filter(dataset -> dataset.status() == DatasetStatus.PROCESSING)
                .forEach(dataset -> processing.add(dataset.id().toString()));
        meters.clear();
        content.removeAll();
        if (all.isEmpty()) {
            setActions();
            content.add(new EmptyState(
                    VaadinIcon.DATABASE,
                    "Bring your first data set",
                    "A zip with recordings and their transcripts, a text file with sentences of your domain, or a list of "
                            + "pronunciations. Every file is checked, and the report says line by line what to mend.",
                    uploadButton()));
        } else {
            setActions(uploadButton());
            table.setItems(all);
            content.add(table);
        }
    }

    private Button uploadButton() {
        Button upload = new Button("Upload data", VaadinIcon.UPLOAD.create(), event -> openUpload());
        upload.addThemeVariants(ButtonVariant.PRIMARY);
        return upload;
    }

    private void openUpload() {
        if (project != null) {
            new UploadDialog(datasets, home, project, this::refresh).open();
        }
    }

    private Component name(Dataset dataset) {
        Anchor link = new Anchor(Routes.of(Routes.DATA_ITEM, dataset.project(), dataset.id()), dataset.name());
        Span file = new Span(dataset.fileName() + ", " + Formats.bytes(dataset.bytes()));
        file.addClassNames("quiet", "small");
        Div cell = new Div(link, file);
        cell.addClassName("stack");
        return cell;
    }

    private static Component content(Dataset dataset) {
        Div cell = new Div(new Span(dataset.kind().label()));
        cell.addClassName("stack");
        if (dataset.accepted() > 0) {
            Span amount = new Span(DatasetTexts.amount(dataset));
            amount.addClassNames("quiet", "small");
            cell.add(amount);
        }
        return cell;
    }

    private Component status(Dataset dataset) {
        if (dataset.status() != DatasetStatus.PROCESSING) {
            boolean mended = dataset.status() == DatasetStatus.SUCCEEDED && dataset.rejected() > 0;
            Div cell = new Div(StatusBadge.of(dataset.status().label()));
            cell.addClassName("stack");
            if (mended) {
                Span rejected = new Span(Formats.count(dataset.rejected()) + " left out");
                rejected.addClassNames("quiet", "small");
                cell.add(rejected);
            }
            return cell;
        }
        JobMeter meter = new JobMeter();
        jobs.latestFor(dataset.id().toString())
                .ifPresent(job -> meter.show(job.progress(), job.phase(), job.remaining()));
        meters.put(dataset.id().toString(), meter);
        return meter;
    }

    private Component deleteButton(Dataset dataset) {
        Button delete = new Button(
                VaadinIcon.TRASH.create(),
                event -> Dialogs.confirmDelete(
                        "the data set \"" + dataset.name() + "\"",
                        "Its files and its report are removed. Models that were trained with it stay as they are.",
                        () -> {
                            datasets.delete(dataset.id());
                            Notifications.done("The data set \"" + dataset.name() + "\" was deleted.");
                            refresh();
                        }));
        delete.addThemeVariants(ButtonVariant.TERTIARY);
        delete.setAriaLabel("Delete " + dataset.name());
        return delete;
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
