package dev.attune.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.attune.dataset.Dataset;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.training.TrainingService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The project's data sets with a box each; those that cannot be trained with say why. */
final class DatasetChoice extends CheckboxGroup<Dataset> {

    private final TrainingService trainings;
    private final List<Dataset> datasets;
    private @Nullable ModelDescription baseline;

    DatasetChoice(TrainingService trainings, List<Dataset> datasets) {
        this.trainings = trainings;
        this.datasets = datasets;
        setLabel("Data sets");
        addClassName("dataset-choice");
        setRequiredIndicatorVisible(true);
        setItems(datasets);
        setItemLabelGenerator(Dataset::name);
        setRenderer(new ComponentRenderer<>(this::row));
        setItemEnabledProvider(dataset -> objection(dataset).isEmpty());
    }

    /** What fits depends on the model: one without weights takes no recordings. */
    void setBaseline(@Nullable ModelDescription model) {
        baseline = model;
        Set<Dataset> kept = getValue().stream()
                .filter(dataset -> objection(dataset).isEmpty())
                .collect(Collectors.toSet());
        setItems(datasets);
        setItemEnabledProvider(dataset -> objection(dataset).isEmpty());
        setValue(kept);
    }

    private Optional<String> objection(Dataset dataset) {
        return trainings.objection(dataset, baseline);
    }

    private Component row(Dataset dataset) {
        Span name = new Span(dataset.name());
        Span about = new Span(
                objection(dataset).orElseGet(() -> dataset.kind().label() + " · " + TrainingTexts.amount(dataset)));
        about.addClassNames("quiet", "small");
        Div row = new Div(name, about);
        row.addClassName("stack");
        return row;
    }
}
