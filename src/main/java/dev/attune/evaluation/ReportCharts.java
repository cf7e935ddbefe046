package dev.attune.evaluation;

import dev.attune.chart.Chart;
import dev.attune.speech.audio.Degradation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The charts in a report: figures, utterances and words of two models against each other, groups, confidence, robustness. */
final class ReportCharts {

    private final EvaluationReport report;
    private final List<String> names;
    private final StringBuilder out;

    ReportCharts(EvaluationReport report, StringBuilder out) {
        this.report = report;
        this.names =
                report.comparison().models().stream().map(ComparedModel::name).toList();
        this.out = out;
    }

    /** The figures of the models. */
    void figures() {
        List<ModelFigures> figures = report.comparison().figures();
        Map<String, Chart> charts = new LinkedHashMap<>();
        charts.put("Word error rate with 95 % interval", EvaluationCharts.wordErrorRates(names, figures));
        charts.put("Errors by kind", EvaluationCharts.errorKinds(names, figures));
        out.append("<section class=\"charts\">\n");
        charts.forEach(this::figure);
        out.append("</section>\n");
    }

    /** Where the errors are. */
    void details() {
        ReportDetails details = report.details();
        out.append("<section>\n<h2>Where the errors are</h2>\n");
        if (names.size() > 1) {
            out.append(
                    "<p class=\"quiet\">Utterances and words below the line are better with the second model.</p>\n");
        }
        out.append("<div class=\"charts\">\n");
        for (int b = 1; b < names.size(); b++) {
            String models = names.getFirst() + " \u2192 " + names.get(b);
            figure(
                    "Utterances, " + models,
                    UtteranceScatter.of(names, details.utterances(), 0, b).chart());
            WordScatter words = WordScatter.of(
                    names.getFirst(), names.get(b), report.words().changes(0, b));
            if (!words.words().isEmpty()) {
                figure("Missed words, " + models, words.chart());
            }
        }
        if (details.calibrations().stream().anyMatch(calibration -> calibration.words() > 0)) {
            figure("Confidence and right words", EvaluationCharts.calibration(names, details.calibrations()));
        }
        for (GroupChart group : GroupChart.of(names, details.utterances())) {
            Chart chart = group.chart();
            if (chart != null) {
                figure(group.heading(), chart);
            }
        }
        out.append("</div>\n");
        calibrationErrors(details.calibrations());
        out.append("</section>\n");
    }

    private void calibrationErrors(List<Calibration> calibrations) {
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < calibrations.size(); i++) {
            if (calibrations.get(i).words() > 0) {
                errors.add(names.get(i) + " "
                        + FigureTexts.percent(calibrations.get(i).error()));
            }
        }
        if (!errors.isEmpty()) {
            out.append(
                            "<p class=\"quiet\">On the line, confidence says how many words are right. Mean distance from it")
                    .append(" (expected calibration error): ")
                    .append(ReportHtml.escape(String.join(", ", errors)))
                    .append(".</p>\n");
        }
    }

    /** Curves and figures under degraded sound, where they were measured. */
    void robustness() {
        Robustness robustness = report.details().robustness();
        if (robustness == null) {
            return;
        }
        out.append("<section>\n<h2>Robustness</h2>\n");
        robustness.sentences().forEach(sentence -> out.append("<p>")
                .append(ReportHtml.escape(sentence))
                .append("</p>\n"));
        out.append("<div class=\"charts\">\n");
        for (Kind kind : List.of(Kind.NOISE, Kind.REVERBERATION, Kind.SPEED)) {
            if (robustness.has(kind)) {
                figure(kind.label(), EvaluationCharts.robustness(robustness, kind));
            }
        }
        out.append("</div>\n<div class=\"scroll\"><table class=\"figures\">\n<tr><th>Condition</th>");
        robustness.models().forEach(name -> out.append("<th>")
                .append(ReportHtml.escape(name))
                .append("</th>"));
        out.append("</tr>\n");
        for (Robustness.Row row : robustness.rows()) {
            out.append("<tr><td>").append(ReportHtml.escape(row.condition().label()));
            for (ModelFigures figures : row.figures()) {
                out.append("</td><td>")
                        .append(
                                figures == null
                                        ? "\u2013"
                                        : String.format(
                                                Locale.ROOT,
                                                "%s <small>%s \u2013 %s</small>",
                                                FigureTexts.percent(figures.wordErrorRate()),
                                                FigureTexts.percent(figures.low()),
                                                FigureTexts.percent(figures.high())));
            }
            out.append("</td></tr>\n");
        }
        out.append("</table></div>\n");
        robustness.rows().stream()
                .flatMap(row -> row.figures().stream())
                .filter(figures -> figures != null)
                .findFirst()
                .ifPresent(figures -> out.append("<p class=\"quiet\">Word error rates with their 95 % intervals on ")
                        .append(FigureTexts.count(figures.utterances(), "utterance"))
                        .append(". Clean: as recorded.</p>\n"));
        out.append("</section>\n");
    }

    private void figure(String caption, Chart chart) {
        out.append("<figure><figcaption>")
                .append(ReportHtml.escape(caption))
                .append("</figcaption>\n")
                .append(chart.svg(true))
                .append("</figure>\n");
    }
}
