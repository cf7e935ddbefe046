package dev.attune.evaluation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.project.Project;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks which models shall be tested on which recordings. */
final class NewTestDialog extends Dialog {

    static final String BASELINE = "baseline";
    private static final String CUSTOM = "custom";
    private static final String USUAL_SCENARIO = "General";

    private final EvaluationService evaluations;
    private final Project project;
    private final Runnable afterwards;
    private final List<ModelDescription> all;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final RadioButtonGroup<EvaluationKind> kind = new RadioButtonGroup<>("Kind");
    private final CheckboxGroup<Dataset> testSets = new CheckboxGroup<>("Data sets");
    private final CheckboxGroup<ModelDescription> models = new CheckboxGroup<>("Models");
    private final Div problem = new Div();
    private final Button create;

    NewTestDialog(EvaluationService evaluations, Project project, Runnable afterwards) {
        this.evaluations = evaluations;
        this.project = project;
        this.afterwards = afterwards;
        this.all = evaluations.models(project.id());
        setHeaderTitle("Create a test");
        setWidth("36rem");
        setCloseOnOutsideClick(false);

        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        description.setMaxLength(4000);
        description.setWidthFull();
        kind.setItems(EvaluationKind.values());
        kind.setItemLabelGenerator(EvaluationKind::label);
        kind.setValue(EvaluationKind.ACCURACY);
        testSets.setRenderer(new ComponentRenderer<>(NewTestDialog::label));
        testSets.setRequiredIndicatorVisible(true);
        testSets.addClassName("dataset-choice");
        models.setItems(all);
        models.setRenderer(new ComponentRenderer<>(NewTestDialog::label));
        models.setRequiredIndicatorVisible(true);
        models.setHelperText("The first one is what the others are compared with.");
        models.addClassName("model-choice");

        Div form = new Div(name, description, kind, testSets, models, problem);
        form.addClassName("form");
        add(form);
        create = new Button("Create", event -> submit());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button("Cancel", event -> close()), create);

        offerTestSets();
        if (all.isEmpty()) {
            models.setHelperText(
                    "There is no model yet. Train one, or put a model package into the folder \"models\" of"
                            + " Attune's home.");
        }
        models.setValue(preselected());
        name.addValueChangeListener(event -> changed());
        kind.addValueChangeListener(event -> {
            offerTestSets();
            changed();
        });
        testSets.addValueChangeListener(event -> changed());
        models.addValueChangeListener(event -> changed());
        changed();
    }

    /** Inspections take recordings without transcripts, too. What was ticked stays ticked where it can. */
    private void offerTestSets() {
        boolean accuracy = kind.getValue() == EvaluationKind.ACCURACY;
        kind.setHelperText(
                accuracy
                        ? "Counts the words that each model gets wrong. Needs recordings with transcripts."
                        : "Shows the texts of the models side by side, without a score. Transcripts are not needed.");
        List<Dataset> offered = evaluations.testSets(project.id(), kind.getValue());
        Set<DatasetId> ticked = testSets.getValue().stream().map(Dataset::id).collect(Collectors.toSet());
        testSets.setItems(offered);
        testSets.setHelperText(
                offered.isEmpty()
                        ? "There are no recordings " + (accuracy ? "with transcripts " : "")
                                + "in this project; upload some under Data first."
                        : "Recordings that the models were not trained with. Several are tested as one set and can be told"
                                + " apart in the result.");
        Set<Dataset> kept = new LinkedHashSet<>();
        offered.stream().filter(dataset -> ticked.contains(dataset.id())).forEach(kept::add);
        if (kept.isEmpty() && !offered.isEmpty()) {
            kept.add(offered.getFirst());
        }
        testSets.setValue(kept);
    }

    private static Div label(Dataset dataset) {
        Span size = new Span(
                Formats.count(dataset.accepted(), "utterance") + ", " + Formats.length(dataset.audioSeconds()));
        size.addClassNames("quiet", "small");
        Div label = new Div(new Span(dataset.name()), size);
        label.addClassName("model-label");
        return label;
    }

    /** In the order of the list, however they were ticked. */
    private List<Dataset> chosenSets() {
        return evaluations.testSets(project.id(), kind.getValue()).stream()
                .filter(dataset -> testSets.getValue().stream()
                        .anyMatch(ticked -> ticked.id().equals(dataset.id())))
                .toList();
    }

    /**
     * The newest model of the project's own and the baseline that it was made from; if that is gone, the one that is meant for the same. Without a model of its own the
     * baseline for general use.
     */
    private Set<ModelDescription> preselected() {
        Optional<ModelDescription> custom =
                all.stream().filter(model -> model.kind().equals(CUSTOM)).findFirst();
        String scenario = custom.map(ModelDescription::scenario).orElse(USUAL_SCENARIO);
        Set<ModelDescription> chosen = new LinkedHashSet<>();
        custom.flatMap(this::parentOf)
                .or(() -> baselines()
                        .filter(model -> model.scenario().equals(scenario))
                        .findFirst())
                .or(() -> baselines().findFirst())
                .ifPresent(chosen::add);
        custom.ifPresent(chosen::add);
        return chosen;
    }

    /** The nearest parent that is no model of the project's own. */
    private Optional<ModelDescription> parentOf(ModelDescription custom) {
        return custom.provenance().parents().stream()
                .flatMap(parent ->
                        all.stream().filter(candidate -> candidate.id().equals(parent)))
                .filter(candidate -> !candidate.kind().equals(CUSTOM))
                .findFirst();
    }

    private Stream<ModelDescription> baselines() {
        return all.stream().filter(model -> model.kind().equals(BASELINE));
    }

    private static Div label(ModelDescription model) {
        Span kind = new Span(model.kind().equals(BASELINE) ? "Baseline" : Formats.dateTime(model.created()));
        kind.addClassNames("quiet", "small");
        Div label = new Div(new Span(model.name()), kind);
        label.addClassName("model-label");
        return label;
    }

    /** In the order of the list, however they were ticked. */
    private List<ModelDescription> chosen() {
        return all.stream().filter(models.getValue()::contains).toList();
    }

    private void changed() {
        problem.removeAll();
        List<ModelDescription> chosen = chosen();
        create.setEnabled(!name.getValue().isBlank() && !testSets.getValue().isEmpty() && !chosen.isEmpty());
        if (chosen.size() > EvaluationService.MOST_MODELS) {
            problem.add(Message.bad(
                    "Choose at most " + EvaluationService.MOST_MODELS + " models, so that they fit side by side."));
            create.setEnabled(false);
        }
    }

    private void submit() {
        problem.removeAll();
        try {
            evaluations.create(
                    project.id(),
                    name.getValue(),
                    description.getValue(),
                    kind.getValue(),
                    chosenSets().stream().map(Dataset::id).toList(),
                    chosen().stream().map(ModelDescription::id).toList());
            close();
            Notifications.done("The test \"" + name.getValue().strip() + "\" has started.");
            afterwards.run();
        } catch (ProblemException e) {
            problem.add(Message.bad(String.valueOf(e.getMessage())));
        }
    }
}
