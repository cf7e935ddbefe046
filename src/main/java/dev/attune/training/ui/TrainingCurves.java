package dev.attune.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.attune.chart.LineChart;
import dev.attune.training.TrainingMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The curves of a training: its loss, and the errors on what was kept aside. */
final class TrainingCurves extends Div {

    private static final int PERCENT = 100;

    private final Div loss = chart();
    private final Div errors = chart();
    private final Paragraph nothing =
            new Paragraph("The curve begins with the first steps of the network. Trainings with text alone have none.");

    TrainingCurves() {
        addClassName("training-curves");
        nothing.addClassName("quiet");
        add(nothing, loss, errors);
    }

    private static Div chart() {
        Div div = new Div();
        div.addClassName("chart");
        return div;
    }

    void show(Map<TrainingMetric, List<TrainingMetric.Point>> metrics) {
        List<LineChart.Line> losses = new ArrayList<>();
        addLine(losses, "Training", metrics.get(TrainingMetric.TRAINING_LOSS), 1);
        addLine(losses, "Validation", metrics.get(TrainingMetric.VALIDATION_LOSS), 1);
        draw(loss, losses, "Loss", "Loss per token");
        List<LineChart.Line> rates = new ArrayList<>();
        addLine(rates, "Phone errors", metrics.get(TrainingMetric.PHONE_ERROR_RATE), PERCENT);
        addLine(rates, "Letter errors", metrics.get(TrainingMetric.LETTER_ERROR_RATE), PERCENT);
        draw(errors, rates, "Errors on the utterances kept aside", "Errors in %");
        nothing.setVisible(losses.isEmpty());
    }

    private static void addLine(
            List<LineChart.Line> lines, String name, List<TrainingMetric.Point> points, double scale) {
        if (points != null && !points.isEmpty()) {
            lines.add(new LineChart.Line(
                    name,
                    points.stream()
                            .map(point -> new LineChart.Point(point.step(), scale * point.value()))
                            .toList()));
        }
    }

    private static void draw(Div place, List<LineChart.Line> lines, String title, String unit) {
        place.setVisible(!lines.isEmpty());
        if (!lines.isEmpty()) {
            place.getElement().setProperty("innerHTML", new LineChart(title, "Step", unit, lines).svg(true));
        }
    }
}
