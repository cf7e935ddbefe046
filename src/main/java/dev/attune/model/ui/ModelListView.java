package dev.attune.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.Route;
import dev.attune.model.ModelImportService;
import dev.attune.model.ModelOrigin;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.EmptyState;
import dev.attune.ui.Formats;
import dev.attune.ui.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The project's own models, and the baselines. */
@Route(Routes.MODELS)
class ModelListView extends ProjectPage {

    private final ModelService models;
    private final ModelImportService imports;
    private final DataDirectory home;
    private final Div content = new Div();
    private @Nullable Project project;

    ModelListView(ProjectService projects, ModelService models, ModelImportService imports, DataDirectory home) {
        super(projects);
        this.models = models;
        this.imports = imports;
        this.home = home;
        setHeading("Models", "What recognises speech: the models you have trained, and the baselines they start from.");
        add(content);
    }

    @Override
    protected boolean open(Project opened, Optional<UUID> item) {
        project = opened;
        setBrowserTitle("Models", opened);
        Button button = new Button("Import a model", VaadinIcon.UPLOAD.create(), event -> new ImportModelDialog(
                        imports, home, opened, this::refresh)
                .open());
        setActions(button);
        refresh();
        return true;
    }

    @Override
    protected String listRoute() {
        return Routes.MODELS;
    }

    private void refresh() {
        if (project == null) {
            return;
        }
        List<ModelDescription> all = models.list(project.id());
        List<ModelDescription> own = all.stream().filter(this::isOwn).toList();
        List<ModelDescription> baselines =
                all.stream().filter(model -> !own.contains(model)).toList();
        content.removeAll();
        content.add(
                own.isEmpty()
                        ? new EmptyState(
                                VaadinIcon.CUBES,
                                "No model of your own yet",
                                "Train one from a baseline and your data. It is listed here with all that went into it,"
                                        + " and can be downloaded as one file.",
                                new Anchor(Routes.of(Routes.TRAINING, project.id()), "Go to Training"))
                        : table(own));
        if (!baselines.isEmpty()) {
            H2 heading = new H2("Baselines");
            heading.addClassName("list-heading");
            content.add(heading, table(baselines));
        }
    }

    private boolean isOwn(ModelDescription model) {
        return models.origin(model.id())
                .map(ModelOrigin::project)
                .filter(owner -> project != null && owner.equals(project.id()))
                .isPresent();
    }

    private Grid<ModelDescription> table(List<ModelDescription> rows) {
        Grid<ModelDescription> table = new Grid<>();
        table.addClassName("table");
        table.setAllRowsVisible(true);
        table.addColumn(new ComponentRenderer<>(this::name))
                .setHeader("Name")
                .setFlexGrow(3)
                .setWidth("12rem");
        table.addColumn(new ComponentRenderer<>(this::origin))
                .setHeader("Made from")
                .setFlexGrow(2)
                .setWidth("10rem");
        table.addColumn(model -> Formats.bytes(size(model)))
                .setHeader("Size")
                .setAutoWidth(true)
                .setFlexGrow(0);
        table.addColumn(model -> Formats.dateTime(model.created()))
                .setHeader("Created")
                .setAutoWidth(true)
                .setFlexGrow(0);
        table.addColumn(new ComponentRenderer<>(this::buttons)).setWidth("7rem").setFlexGrow(0);
        table.setItems(rows);
        return table;
    }

    private Component name(ModelDescription model) {
        Anchor link = new Anchor(
                project == null ? "" : Routes.of(Routes.MODELS_ITEM, project.id(), model.id()), model.name());
        return stack(link, model.scenario());
    }

    private Component origin(ModelDescription model) {
        List<String> parents = model.provenance().parents();
        String parent = parents.isEmpty()
                ? ModelService.isImported(model) ? "Elsewhere" : "From scratch"
                : models.find(parents.getFirst()).map(ModelDescription::name).orElse("A model that is gone");
        return stack(new Span(parent), ModelTexts.kind(model) + ", " + model.locale());
    }

    private static Component stack(Component first, String second) {
        Span below = new Span(second);
        below.addClassNames("quiet", "small", "wrapping");
        Div cell = new Div(first, below);
        cell.addClassName("stack");
        return cell;
    }

    private long size(ModelDescription model) {
        try {
            return Files.size(models.file(model.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Component buttons(ModelDescription model) {
        Button fetch = new Button(VaadinIcon.DOWNLOAD.create());
        fetch.addThemeVariants(ButtonVariant.TERTIARY);
        fetch.setAriaLabel("Download " + model.name());
        fetch.setTooltipText("Download package");
        Anchor download = ModelActions.download(models, model, "");
        download.add(fetch);
        // The anchor takes the focus; a second stop on the button would do the same.
        fetch.setTabIndex(-1);
        download.setAriaLabel("Download " + model.name());
        Div cell = new Div(download);
        cell.addClassName("cell-buttons");
        if (isOwn(model) || ModelService.isImported(model)) {
            Button delete = new Button(VaadinIcon.TRASH.create(), event -> {
                if (project != null) {
                    ModelActions.askDelete(models, project.id(), model, this::refresh);
                }
            });
            delete.addThemeVariants(ButtonVariant.TERTIARY);
            delete.setAriaLabel("Delete " + model.name());
            delete.setTooltipText("Delete");
            cell.add(delete);
        }
        return cell;
    }
}
