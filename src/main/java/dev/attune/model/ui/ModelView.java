package dev.attune.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.Route;
import dev.attune.model.ModelOrigin;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.project.ui.ProjectPage;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.ui.Fact;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Routes;
import dev.attune.ui.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The card of one model: what it is, how it came about, how well it does. */
@Route(Routes.MODELS_ITEM)
class ModelView extends ProjectPage {

    private static final Logger LOG = LoggerFactory.getLogger(ModelView.class);

    private final ModelService models;
    private final List<ModelPanel> panels;
    private final Div content = new Div();

    ModelView(ProjectService projects, ModelService models, List<ModelPanel> panels) {
        super(projects);
        this.models = models;
        this.panels = List.copyOf(panels);
        add(content);
    }

    @Override
    protected boolean open(Project project, Optional<UUID> item) {
        Optional<ModelDescription> model = item.flatMap(id -> models.list(project.id()).stream()
                .filter(found -> found.id().equals(id.toString()))
                .findFirst());
        model.ifPresent(found -> {
            setBrowserTitle(found.name(), project);
            setTrail("Models", Routes.of(Routes.MODELS, project.id()));
            show(project, found);
        });
        return model.isPresent();
    }

    @Override
    protected String listRoute() {
        return Routes.MODELS;
    }

    private void show(Project project, ModelDescription model) {
        Optional<ModelOrigin> origin = models.origin(model.id());
        Span kind = new Span(ModelTexts.kind(model));
        kind.addClassName("tag");
        setHeading(model.name(), model.scenario(), kind);
        setActions(actions(project, model, origin.isPresent() || ModelService.isImported(model))
                .toArray(Component[]::new));
        content.removeAll();
        content.add(new Section("Overview", overview(project, model, origin)));
        if (!model.scores().isEmpty()) {
            content.add(new Section("How well it does", scores(model)));
        }
        panels.forEach(panel -> panel.of(project, model).ifPresent(content::add));
        content.add(new Section("How it came about", provenance(model.provenance())));
        addCard(model);
    }

    private List<Component> actions(Project project, ModelDescription model, boolean own) {
        List<Component> actions = new ArrayList<>();
        if (own) {
            actions.add(new Button(
                    "Delete",
                    VaadinIcon.TRASH.create(),
                    event -> ModelActions.askDelete(models, project.id(), model, () -> getUI().ifPresent(
                                    ui -> ui.navigate(Routes.of(Routes.MODELS, project.id()))))));
        }
        Button button = new Button("Download package", VaadinIcon.DOWNLOAD.create());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setTabIndex(-1);
        Anchor download = ModelActions.download(models, model, "");
        download.setId("download-package");
        download.add(button);
        actions.add(download);
        return actions;
    }

    private Component overview(Project project, ModelDescription model, Optional<ModelOrigin> origin) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Scenario", model.scenario()));
        facts.add(new Fact("Language", model.locale()));
        facts.add(new Fact("Created", Formats.dateTime(model.created())));
        facts.add(new Fact("Made from", parent(project, model)));
        origin.map(ModelOrigin::training)
                .ifPresent(training -> facts.add(new Fact(
                        "Training",
                        new Span(new Anchor(
                                Routes.of(Routes.TRAINING_ITEM, project.id(), training), "Curves and parameters")))));
        facts.add(new Fact("Can be trained with", ModelTexts.takes(model)));
        size(model).ifPresent(bytes -> facts.add(new Fact("Size", Formats.bytes(bytes))));
        facts.add(new Fact("Audio", ModelTexts.audio(model)));
        facts.add(new Fact("Word confidence", ModelTexts.confidence(model)));
        facts.add(new Fact("Licence", model.licence()));
        return Fact.row(facts.toArray(Fact[]::new));
    }

    private Span parent(Project project, ModelDescription model) {
        List<String> parents = model.provenance().parents();
        if (parents.isEmpty()) {
            return new Span(ModelService.isImported(model) ? "Elsewhere" : "From scratch");
        }
        return models.find(parents.getFirst())
                .map(parent ->
                        new Span(new Anchor(Routes.of(Routes.MODELS_ITEM, project.id(), parent.id()), parent.name())))
                .orElseGet(() -> new Span("A model that is gone"));
    }

    private Optional<Long> size(ModelDescription model) {
        try {
            return Optional.of(Files.size(models.file(model.id())));
        } catch (IOException e) {
            LOG.warn("The size of model {} could not be read", model.id(), e);
            return Optional.empty();
        }
    }

    private static Component scores(ModelDescription model) {
        TextTable table = new TextTable("Tested on", "Word error rate", "Words");
        model.scores()
                .forEach(score -> table.add(
                        score.dataset(), Formats.percent(score.wordErrorRate()), Formats.count(score.words())));
        return table;
    }

    private static Component provenance(Provenance provenance) {
        Div parts = new Div();
        parts.addClassName("form");
        parts.add(Fact.row(
                new Fact("Attune", provenance.codeVersion()), new Fact("Seed", String.valueOf(provenance.seed()))));
        addTable(parts, "Data", "SHA-256", provenance.dataHashes());
        addTable(parts, "Setting", "Value", provenance.settings());
        return parts;
    }

    private static void addTable(Div parts, String name, String value, Map<String, String> rows) {
        if (!rows.isEmpty()) {
            TextTable table = new TextTable(name, value);
            rows.forEach(table::add);
            parts.add(table);
        }
    }

    /** The package must be unpacked for it, which also finds a damaged one. */
    private void addCard(ModelDescription model) {
        try {
            String card = models.open(model.id()).card();
            if (!card.isBlank()) {
                Markdown text = new Markdown(card);
                text.addClassName("model-card");
                content.add(new Section("Model card", text));
            }
        } catch (ProblemException e) {
            content.add(new Section("Model card", Message.bad(String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            LOG.warn("The card of model {} could not be read", model.id(), e);
            content.add(new Section("Model card", Message.bad("The model's package could not be read.")));
        }
    }
}
