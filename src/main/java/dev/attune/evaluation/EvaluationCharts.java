package dev.attune.evaluation;

import dev.attune.chart.BarChart;
import dev.attune.chart.DotChart;
import dev.attune.chart.LineChart;
import dev.attune.chart.ScatterChart;
import dev.attune.chart.StackedBarChart;
import dev.attune.speech.audio.Degradation;
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

    /**
     * Word error rates over the levels of one kind of degradation, a curve a model. Reverberation is in milliseconds and begins with the clean
     * recordings, speed is in percent faster, noise in decibels of speech over noise.
     */
    public static LineChart robustness(Robustness robustness, Degradation.Kind kind) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (int model = 0; model < robustness.models().size(); model++) {
            List<LineChart.Point> points = new ArrayList<>();
            for (Robustness.Row row : robustness.curve(kind).rows()) {
                ModelFigures figures = row.figures().get(model);
                if (figures != null) {
                    points.add(new LineChart.Point(across(kind, row.condition()), 100 * figures.wordErrorRate()));
                }
            }
            // Names of models may be alike, those of curves not.
            String name = robustness.models().get(model);
            boolean unique = robustness.models().indexOf(name) == model;
            if (points.stream().noneMatch(point -> Double.isFinite(point.x()))) {
                // Not measured yet; models are measured one after the other, so none behind it has points either.
                continue;
            }
            lines.add(new LineChart.Line(unique ? name : name + " (" + (model + 1) + ")", points));
        }
        String label =
                switch (kind) {
                    case NOISE -> "Speech over noise in dB";
                    case REVERBERATION -> "Reverberation time in ms";
                    case SPEED -> "Faster by %";
                    case NONE, TELEPHONE -> kind.label();
                };
        return new LineChart("Word error rate: " + kind.label(), label, "Word error rate in %", lines);
    }

    /** Clean recordings have no level of noise, which the chart leaves out as not finite. */
    private static double across(Degradation.Kind kind, Degradation condition) {
        boolean clean = condition.kind() == Degradation.Kind.NONE;
        return switch (kind) {
            case NOISE -> clean ? Double.NaN : condition.level();
            case REVERBERATION -> 1000 * condition.level();
            case SPEED -> clean ? 0 : Math.rint(100 * (condition.level() - 1));
            case NONE, TELEPHONE -> 0;
        };
    }

    /** Word error rates of parts of a test set. */
    public static DotChart groups(String title, String rowLabel, List<String> names, GroupRates rates) {
        return new DotChart(
                title,
                rowLabel,
                "Word error rate in %",
                names,
                rates.groups().stream()
                        .map(group -> new DotChart.Row(
                                group.name(),
                                FigureTexts.count(group.utterances(), "utterance") + ", "
                                        + FigureTexts.count(group.words(), "word"),
                                group.rates().stream()
                                        .map(rate -> new DotChart.Dot(
                                                100 * rate.estimate(), 100 * rate.low(), 100 * rate.high()))
                                        .toList()))
                        .toList(),
                false);
    }

    /** The models of a project one after the other. */
    public static DotChart learningCurve(LearningCurve curve) {
        return new DotChart(
                "Word error rate of each model on " + curve.testSet(),
                "Model",
                "Word error rate in %",
                List.of("Word error rate"),
                curve.points().stream()
                        .map(point -> new DotChart.Row(
                                point.model(),
                                "",
                                List.of(new DotChart.Dot(
                                        100 * point.figures().wordErrorRate(),
                                        100 * point.figures().low(),
                                        100 * point.figures().high()))))
                        .toList(),
                true);
    }

    /**
     * Share of right words over confidence; on the diagonal the confidence says what it means.
     *
     * @param names of the models
     * @param calibrations of the same models
     */
    public static ScatterChart calibration(List<String> names, List<Calibration> calibrations) {
        List<ScatterChart.Group> groups = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            groups.add(new ScatterChart.Group(
                    names.get(i),
                    true,
                    calibrations.get(i).bins().stream()
                            .map(bin -> new ScatterChart.Point(
                                    100 * bin.confidence(),
                                    100 * bin.right(),
                                    1,
                                    FigureTexts.count(bin.words(), "word") + " of confidence "
                                            + FigureTexts.percent(bin.confidence()) + ", "
                                            + FigureTexts.percent(bin.right()) + " right",
                                    "",
                                    false))
                            .toList()));
        }
        return new ScatterChart("Confidence and right words", "Mean confidence in %", "Right words in %", true, groups);
    }
}
