package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.attune.evaluation.EvaluationCharts;
import dev.attune.evaluation.LearningCurve;
import dev.attune.ui.ChartView;
import dev.attune.ui.Section;
import java.util.List;

/** The models of a project in the order in which they were made, on one test set at a time. */
final class LearningCurveSection extends Section {

    /**
     * @param curves at least one
     */
    LearningCurveSection(List<LearningCurve> curves) {
        super("Learning curve");
        addClassName("learning-curve");
        Div place = new Div();
        Select<LearningCurve> choice = new Select<>();
        choice.setItems(curves);
        choice.setItemLabelGenerator(LearningCurve::label);
        choice.setAriaLabel("Data set and baseline of the curve");
        choice.addValueChangeListener(event -> {
            place.removeAll();
            place.add(new ChartView(EvaluationCharts.learningCurve(event.getValue())));
        });
        choice.setValue(curves.getFirst());
        withTools(choice);
        add(place);
    }
}
