package dev.attune.evaluation;

import dev.attune.chart.BarChart;
import dev.attune.chart.StackedBarChart;
import java.util.ArrayList;
import java.util.List;

/** The charts of an evaluation, the same on pages and in reports. */
public final class EvaluationCharts {

    private EvaluationCharts() {}

    /**
     * Word error rates with their intervals.
     *
     * @param names of the models
     * @param figures of the same models
     */
    public static BarChart wordErrorRates(List<String> names, List<ModelFigures> figures) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ModelFigures model = figures.get(i);
            bars.add(
                    new BarChart.Bar(names.get(i), 100 * model.wordErrorRate(), 100 * model.low(), 100 * model.high()));
        }
        return new BarChart("Word error rate with 95 % interval", "Word error rate in %", bars);
    }

    /** Kinds of error, in errors per 100 reference words. */
    public static StackedBarChart errorKinds(List<String> names, List<ModelFigures> figures) {
        List<StackedBarChart.Stack> stacks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            var words = figures.get(i).words();
            double scale = 100.0 / Math.max(1, words.words());
            stacks.add(new StackedBarChart.Stack(
                    names.get(i),
                    List.of(words.substitutions() * scale, words.deletions() * scale, words.insertions() * scale)));
        }
        return new StackedBarChart(
                "Errors by kind", "Errors per 100 words", List.of("Substitutions", "Deletions", "Insertions"), stacks);
    }
}
