package dev.attune.evaluation;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The report as one HTML file with its styles and charts inside; light and dark as the reader's system has it. */
final class ReportHtml {

    /** More would make the file slow to open; the CSV file has them all. */
    private static final int SHOWN_UTTERANCES = 500;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final EvaluationReport report;
    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    private ReportHtml(EvaluationReport report) {
        this.report = report;
        this.comparison = report.comparison();
    }

    static String of(EvaluationReport report) {
        return new ReportHtml(report).write();
    }

    private String write() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(report.title()))
                .append("</title>\n<style>\n")
                .append(styles())
                .append("</style>\n</head>\n<body>\n<main>\n");
        head();
        out.append("<section>\n<h2>What it says</h2>\n");
        conclusions();
        figures();
        out.append("</section>\n");
        ReportCharts charts = new ReportCharts(report, out);
        charts.figures();
        charts.details();
        charts.robustness();
        new ReportWords(report.words(), out).write();
        utterances();
        out.append("<footer>Attune ")
                .append(escape(CodeVersion.get()))
                .append(
                        report.normalization().isEmpty()
                                ? ""
                                : " \u00b7 texts normalised by the rules " + escape(report.normalization()))
                .append("</footer>\n</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private void head() {
        out.append("<header>\n<h1>").append(escape(report.title())).append("</h1>\n");
        if (!report.description().isEmpty()) {
            out.append("<p>").append(escape(report.description())).append("</p>\n");
        }
        double seconds = comparison.utterances().stream()
                .mapToDouble(ComparedUtterance::seconds)
                .sum();
        out.append("<p class=\"quiet\">Test set ")
                .append(escape(report.testSet()))
                .append(": ")
                .append(FigureTexts.count(comparison.utterances().size(), "utterance"))
                .append(", ")
                .append(FigureTexts.count(
                        comparison.figures().getFirst().words().words(), "word"));
        if (seconds > 0) {
            out.append(String.format(Locale.ROOT, ", %.1f minutes of audio", seconds / 60));
        }
        out.append(" \u00b7 ").append(DATE.format(report.created())).append("</p>\n</header>\n");
    }

    private void conclusions() {
        for (Conclusion conclusion : comparison.conclusions()) {
            out.append("<p class=\"verdict ")
                    .append(conclusion.verdict().name().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(escape(conclusion.sentence()).replace(" %", "\u00a0%"))
                    .append("</p>\n");
            if (conclusion.caution() != null) {
                out.append("<p class=\"caution\">")
                        .append(escape(conclusion.caution()))
                        .append("</p>\n");
            }
        }
    }

    private void figures() {
        out.append(
                "<div class=\"scroll\"><table class=\"figures\">\n<tr><th>Model</th><th>WER</th><th>95 % interval</th>"
                        + "<th>Insertions</th><th>Deletions</th><th>Substitutions</th><th>Sentence errors</th><th>CER</th></tr>\n");
        double best = comparison.figures().stream()
                .mapToDouble(ModelFigures::wordErrorRate)
                .min()
                .orElse(0);
        for (int i = 0; i < comparison.models().size(); i++) {
            ModelFigures figures = comparison.figures().get(i);
            ErrorCounts words = figures.words();
            out.append("<tr><td>")
                    .append(escape(comparison.models().get(i).name()))
                    .append(figures.wordErrorRate() == best ? "</td><td class=\"best\">" : "</td><td>")
                    .append(FigureTexts.percent(figures.wordErrorRate()))
                    .append("</td><td>")
                    .append(FigureTexts.percent(figures.low()))
                    .append(" \u2013 ")
                    .append(FigureTexts.percent(figures.high()));
            for (int count : new int[] {words.insertions(), words.deletions(), words.substitutions()}) {
                out.append("</td><td>").append(String.format(Locale.ROOT, "%,d", count));
            }
            out.append("</td><td>")
                    .append(FigureTexts.percent(figures.sentenceErrorRate()))
                    .append("</td><td>")
                    .append(FigureTexts.percent(figures.characterErrorRate()))
                    .append("</td></tr>\n");
        }
        out.append("</table></div>\n<ul class=\"quiet\">\n");
        for (int i = 0; i < comparison.models().size(); i++) {
            ModelFigures figures = comparison.figures().get(i);
            out.append("<li>")
                    .append(escape(comparison.models().get(i).name()))
                    .append(": ")
                    .append(escape(figures.rating().sentence()));
            figures.advice().ifPresent(advice -> out.append(' ').append(escape(advice.sentence())));
            out.append("</li>\n");
        }
        out.append("</ul>\n");
        tokenErrors();
    }

    private void tokenErrors() {
        if (comparison.models().stream().allMatch(model -> model.tokens() == null)) {
            return;
        }
        out.append(
                "<div class=\"scroll\"><table class=\"figures\">\n<tr><th>Display text</th><th>TER</th><th>Capitals</th>"
                        + "<th>Punctuation</th><th>Written form</th><th>Words</th><th>Others</th></tr>\n");
        for (ComparedModel model : comparison.models()) {
            TokenErrors tokens = model.tokens();
            if (tokens != null) {
                out.append("<tr><td>")
                        .append(escape(model.name()))
                        .append("</td><td>")
                        .append(FigureTexts.percent(tokens.rate()));
                for (TokenErrorClass each : TokenErrorClass.values()) {
                    out.append("</td><td>")
                            .append(String.format(
                                    Locale.ROOT, "%,d", tokens.edits().get(each)));
                }
                out.append("</td></tr>\n");
            }
        }
        out.append("</table></div>\n");
    }

    private void utterances() {
        List<Integer> order = IntStream.range(0, comparison.utterances().size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -errors(i)).thenComparing(i -> i))
                .limit(SHOWN_UTTERANCES)
                .toList();
        out.append("<section>\n<h2>Utterances</h2>\n<p class=\"quiet\">");
        out.append(
                order.size() < comparison.utterances().size()
                        ? "The " + SHOWN_UTTERANCES + " with most errors; utterances.csv has all "
                                + String.format(
                                        Locale.ROOT,
                                        "%,d",
                                        comparison.utterances().size()) + "."
                        : "Those with most errors first.");
        out.append("</p>\n<p class=\"legend\"><span class=\"step-substitution\">substitution</span> "
                + "<span class=\"step-deletion\">deletion</span> "
                + "<span class=\"step-insertion\">insertion</span></p>\n");
        order.forEach(this::utterance);
        out.append("</section>\n");
    }

    private int errors(int utterance) {
        return comparison.models().stream()
                .mapToInt(model ->
                        model.score().utterances().get(utterance).words().errors())
                .sum();
    }

    private void utterance(int index) {
        ComparedUtterance utterance = comparison.utterances().get(index);
        List<Alignment> alignments = comparison.models().stream()
                .map(model -> model.score().utterances().get(index).alignment())
                .toList();
        AlignedColumns aligned = AlignedColumns.of(alignments);
        out.append("<article>\n<h3>").append(escape(utterance.id()));
        if (utterance.seconds() > 0) {
            out.append(String.format(Locale.ROOT, " <small>%.1f s</small>", utterance.seconds()));
        }
        out.append("</h3>\n<div class=\"scroll\"><table class=\"aligned\">\n<tr><th>Reference</th>");
        for (AlignedColumns.Column column : aligned.columns()) {
            String word = column.reference();
            out.append("<td>").append(word == null ? "" : escape(word)).append("</td>");
        }
        out.append("</tr>\n");
        for (int model = 0; model < alignments.size(); model++) {
            out.append("<tr><th>")
                    .append(escape(comparison.models().get(model).name()))
                    .append("</th>");
            for (AlignedColumns.Column column : aligned.columns()) {
                EditStep step = column.steps().get(model);
                out.append(step == null ? "<td></td>" : cell(step));
            }
            out.append("</tr>\n");
        }
        out.append("</table></div>\n</article>\n");
    }

    private static String cell(EditStep step) {
        String found = step.hypothesis();
        String text = escape(String.valueOf(found == null ? step.reference() : found));
        return switch (step.kind()) {
            case HIT -> "<td>" + text + "</td>";
            case SUBSTITUTION -> "<td class=\"step-substitution\">" + text + "</td>";
            case DELETION -> "<td class=\"step-deletion\">" + text + "</td>";
            case INSERTION -> "<td class=\"step-insertion\">" + text + "</td>";
        };
    }

    private static String styles() {
        try (InputStream in = ReportHtml.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
