package dev.attune.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Formats;
import java.util.List;

/** The models that a training can start from, the newest baseline first; the newest for general speech is chosen. */
final class BaselineChoice extends ComboBox<ModelDescription> {

    private static final String USUAL_SCENARIO = "General";

    BaselineChoice(List<ModelDescription> models) {
        super("Scenario and baseline");
        setItems(models);
        setItemLabelGenerator(model -> model.scenario() + " – " + model.name());
        setRenderer(new ComponentRenderer<>(BaselineChoice::row));
        setRequiredIndicatorVisible(true);
        setWidthFull();
        addValueChangeListener(event -> setHelperText(event.getValue() == null ? "" : about(event.getValue())));
        // The newest is not what most people want if it is for telephones.
        models.stream()
                .filter(model -> model.scenario().equals(USUAL_SCENARIO))
                .findFirst()
                .or(() -> models.stream().findFirst())
                .ifPresent(this::setValue);
    }

    private static Component row(ModelDescription model) {
        Span about = new Span(about(model));
        about.addClassNames("quiet", "small");
        Div row = new Div(new Span(model.scenario() + " – " + model.name()), about);
        row.addClassName("stack");
        return row;
    }

    private static String about(ModelDescription model) {
        String kind =
                switch (model.kind()) {
                    case "baseline" -> "Baseline";
                    case "imported" -> "Imported baseline, takes text and pronunciations";
                    default -> "Custom model of this project";
                };
        return kind + " of " + Formats.dateTime(model.created()) + ", " + model.locale();
    }
}
