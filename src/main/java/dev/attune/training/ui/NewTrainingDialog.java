package dev.attune.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.training.TrainingOrder;
import dev.attune.training.TrainingService;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what a new model shall be called and made of. */
final class NewTrainingDialog extends Dialog {

    private static final int PERCENT = 100;

    private final TrainingService trainings;
    private final DatasetService data;
    private final List<Dataset> all;
    private final Project project;
    private final Runnable afterwards;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final BaselineChoice baseline;
    private final DatasetChoice datasets;
    private final Checkbox speak = new Checkbox("Have the text spoken and learn from it too");
    private final Checkbox testAfterwards = new Checkbox("Test the accuracy after the training");
    private final Select<Dataset> testDataset = new Select<>();
    private final IntegerField weight = new IntegerField("Weight of the text in %");
    private final IntegerField minutes = new IntegerField("Time limit in minutes");
    private final IntegerField seed = new IntegerField("Seed");
    private final Paragraph estimate = new Paragraph();
    private final Div notes = new Div();
    private final Div problem = new Div();
    private final Button create;

    NewTrainingDialog(
            TrainingService trainings, DatasetService data, ModelService models, Project project, Runnable afterwards) {
        this.trainings = trainings;
        this.data = data;
        this.project = project;
        this.afterwards = afterwards;
        this.all = data.list(project.id());
        List<ModelDescription> bases = models.list(project.id());
        baseline = new BaselineChoice(bases);
        datasets = new DatasetChoice(trainings, all);
        setHeaderTitle("Train a new model");
        setWidth("38rem");
        setCloseOnOutsideClick(false);

        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        description.setMaxLength(4000);
        description.setWidthFull();
        estimate.addClassNames("form-note", "footer-note");

        Div form = new Div(
                name, description, baseline, datasets, speak, advanced(), testAfterwards, testChoice(), notes, problem);
        form.addClassName("form");
        List<String> synthesizers = trainings.synthesizers();
        speak.setEnabled(!synthesizers.isEmpty());
        speak.setHelperText(
                synthesizers.isEmpty()
                        ? "Needs flite or espeak-ng on the machine of the workbench."
                        : String.join(" and ", synthesizers)
                                + " say the sentences. Takes some minutes, and often far fewer words are wrong.");
        add(form);

        create = new Button("Create", event -> submit());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(estimate, new Button("Cancel", event -> close()), create);

        if (bases.isEmpty()) {
            problem.add(
                    Message.bad(
                            "There is no baseline to start from; put a model package into the folder \"models\" of Attune's home."));
        }
        name.addValueChangeListener(event -> changed());
        baseline.addValueChangeListener(event -> {
            datasets.setBaseline(event.getValue());
            changed();
        });
        datasets.addValueChangeListener(event -> changed());
        speak.addValueChangeListener(event -> changed());
        minutes.addValueChangeListener(event -> changed());
        datasets.setBaseline(baseline.getValue());
        changed();
    }

    private Details advanced() {
        weight.setPlaceholder("Automatic");
        weight.setMin(1);
        weight.setMax(PERCENT);
        weight.setHelperText("Left empty, it is tuned on a part of your text.");
        minutes.setPlaceholder("None");
        minutes.setMin(1);
        minutes.setHelperText("For recordings. The best state by then is kept.");
        seed.setValue((int) TrainingOrder.DEFAULT_SEED);
        seed.setHelperText("The same seed and data give the same model.");
        Div fields = new Div(weight, minutes, seed);
        fields.addClassName("advanced-fields");
        Details details = new Details("Advanced", fields);
        details.setWidthFull();
        return details;
    }

    private Select<Dataset> testChoice() {
        List<Dataset> tests = all.stream()
                .filter(dataset ->
                        dataset.kind() == DatasetKind.ACOUSTIC && dataset.status() == DatasetStatus.SUCCEEDED)
                .toList();
        testDataset.setLabel("Test data");
        testDataset.setItems(tests);
        testDataset.setItemLabelGenerator(dataset -> dataset.name() + " (" + TrainingTexts.amount(dataset) + ")");
        testDataset.setHelperText("Recordings that the model is not trained with, best of other speakers.");
        testDataset.setWidthFull();
        testDataset.setVisible(false);
        testDataset.addValueChangeListener(event -> changed());
        testAfterwards.setEnabled(!tests.isEmpty());
        if (tests.isEmpty()) {
            testAfterwards.setHelperText("A test needs a data set with audio and transcripts.");
        }
        testAfterwards.addValueChangeListener(event -> {
            testDataset.setVisible(event.getValue());
            changed();
        });
        return testDataset;
    }

    /** Keeps button, estimate and warnings in step with what is chosen. */
    private void changed() {
        problem.removeAll();
        notes.removeAll();
        speak.setVisible(trainings.canSpeak(datasets.getValue(), baseline.getValue()));
        boolean enough = !datasets.getValue().isEmpty() && baseline.getValue() != null;
        create.setEnabled(enough && !name.getValue().isBlank());
        estimate.setText(enough ? estimate() : "Choose one or more data sets.");
        Dataset test = chosenTest();
        if (test != null) {
            for (Dataset dataset : datasets.getValue()) {
                int shared =
                        dataset.kind() == DatasetKind.ACOUSTIC && !dataset.id().equals(test.id())
                                ? data.sharedAudio(test.id(), dataset.id())
                                : 0;
                if (shared > 0) {
                    notes.add(Message.warning(Formats.count(shared, "recording") + " of the test data "
                            + (shared == 1 ? "is" : "are") + " also in \"" + dataset.name()
                            + "\", so the test will flatter the model."));
                }
            }
        }
    }

    private String estimate() {
        return "Will take "
                + Formats.remaining(trainings.estimate(datasets.getValue(), maxMinutes(), speaks()))
                + " once it has its turn"
                + (trainings.mayTakeTwiceAsLong(datasets.getValue(), maxMinutes())
                        ? ", twice that if the baseline understands little of the recordings."
                        : ".");
    }

    private @Nullable Dataset chosenTest() {
        return testAfterwards.getValue() ? testDataset.getValue() : null;
    }

    private boolean speaks() {
        return speak.isVisible() && speak.getValue();
    }

    private double maxMinutes() {
        return minutes.getValue() == null ? 0 : minutes.getValue();
    }

    private void submit() {
        problem.removeAll();
        if (testAfterwards.getValue() && testDataset.getValue() == null) {
            problem.add(Message.bad("Choose the data set for the test, or leave the test out."));
            return;
        }
        if (weight.isInvalid() || minutes.isInvalid() || seed.isInvalid()) {
            problem.add(Message.bad("Under Advanced: the weight is 1 to 100, the time limit at least 1 minute, and the"
                    + " seed a whole number."));
            return;
        }
        Dataset test = chosenTest();
        // In the order of the list, so that the same choice gives the same training.
        List<DatasetId> chosen = all.stream()
                .filter(datasets.getValue()::contains)
                .map(Dataset::id)
                .toList();
        try {
            trainings.create(new TrainingOrder(
                    project.id(),
                    name.getValue(),
                    description.getValue(),
                    baseline.getValue() == null ? "" : baseline.getValue().id(),
                    chosen,
                    test == null ? null : test.id(),
                    weight.getValue() == null ? 0 : weight.getValue() / (double) PERCENT,
                    maxMinutes(),
                    seed.getValue() == null ? TrainingOrder.DEFAULT_SEED : seed.getValue(),
                    speaks()));
            close();
            Notifications.done("The training of \"" + name.getValue().strip() + "\" has started.");
            afterwards.run();
        } catch (ProblemException e) {
            problem.add(Message.bad(String.valueOf(e.getMessage())));
        }
    }
}
