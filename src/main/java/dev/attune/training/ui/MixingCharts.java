package dev.attune.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.attune.chart.LineChart;
import dev.attune.training.TrainingMetric;
import dev.attune.ui.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the weight of the text in the language model does to the text itself and to general speech, with the weight that was taken. */
final class MixingCharts extends Div {

    private static final int PERCENT = 100;

    private MixingCharts(List<TrainingMetric.Point> text, List<TrainingMetric.Point> general, @Nullable Double weight) {
        Paragraph note = new Paragraph(note(general, weight));
        note.addClassName("quiet");
        Div charts = new Div(
                chart("Your text", "Perplexity of sentences kept aside", text, weight),
                chart("General speech", "Perplexity of general sentences", general, weight));
        charts.addClassName("training-curves");
        add(note, charts);
    }

    /** Empty for a training that mixed no text or had too little of it to keep some aside. */
    static Optional<MixingCharts> of(
            Map<TrainingMetric, List<TrainingMetric.Point>> metrics, Map<String, Double> figures) {
        List<TrainingMetric.Point> text = metrics.getOrDefault(TrainingMetric.TEXT_PERPLEXITY, List.of());
        List<TrainingMetric.Point> general = metrics.getOrDefault(TrainingMetric.GENERAL_PERPLEXITY, List.of());
        return text.isEmpty() || general.isEmpty()
                ? Optional.empty()
                : Optional.of(new MixingCharts(text, general, figures.get("lmWeight")));
    }

    private static String note(List<TrainingMetric.Point> general, @Nullable Double weight) {
        String meaning =
                "Perplexity is the number of words among which the language model has to choose on average: less"
                        + " is better. General sentences are drawn from the baseline's own language model.";
        if (weight == null) {
            return meaning;
        }
        double before = general.getFirst().value();
        double after = at(general, weight);
        return String.format(
                Locale.ENGLISH,
                "With a weight of %s, general speech has a perplexity of %.1f, where the baseline alone has %.1f. %s",
                Formats.percent(weight),
                after,
                before,
                meaning);
    }

    private static Div chart(String name, String title, List<TrainingMetric.Point> points, @Nullable Double weight) {
        List<LineChart.Line> lines = new ArrayList<>();
        lines.add(new LineChart.Line(
                name,
                points.stream()
                        .map(point -> new LineChart.Point(point.step(), point.value()))
                        .toList()));
        if (weight != null) {
            lines.add(new LineChart.Line(
                    "Weight taken", List.of(new LineChart.Point(PERCENT * weight, at(points, weight)))));
        }
        Div div = new Div();
        div.addClassName("chart");
        div.getElement()
                .setProperty("innerHTML", new LineChart(title, "Weight of the text in %", title, lines).svg(true));
        return div;
    }

    /** On the straight line between the two points beside the weight, as the chart draws it. */
    private static double at(List<TrainingMetric.Point> points, double weight) {
        double percent = PERCENT * weight;
        TrainingMetric.Point before = points.getFirst();
        for (TrainingMetric.Point point : points) {
            if (point.step() >= percent) {
                double part =
                        point.step() == before.step() ? 0 : (percent - before.step()) / (point.step() - before.step());
                return before.value() + Math.max(0, part) * (point.value() - before.value());
            }
            before = point;
        }
        return before.value();
    }
}
