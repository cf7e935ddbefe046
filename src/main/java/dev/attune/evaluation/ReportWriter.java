package dev.attune.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what came out of an evaluation into a folder. Plain Java; see the package for a call from beginning to end.
 *
 * <table>
 * <caption>Files</caption>
 * <tr><td>{@code report.html}</td><td>everything in one file that needs nothing else</td></tr>
 * <tr><td>{@code models.csv}</td><td>one line a model: counts, rates, intervals</td></tr>
 * <tr><td>{@code pairs.csv}</td><td>one line for every two models: difference, interval, tests</td></tr>
 * <tr><td>{@code utterances.csv}</td><td>one line an utterance and model: texts and counts</td></tr>
 * <tr><td>{@code edits.csv}</td><td>one line an error</td></tr>
 * <tr><td>{@code edits.json}</td><td>one object an utterance and model with its whole alignment</td></tr>
 * <tr><td>{@code words.csv}</td><td>one line a word and model: how often said, missed, inserted, mistaken</td></tr>
 * <tr><td>{@code confusions.csv}</td><td>one line for every two confused words and model</td></tr>
 * <tr><td>{@code terms.csv}</td><td>one line a term and model: how often said and recognised, where there is a list of terms</td></tr>
 * <tr><td>{@code tokens.csv}</td><td>token error rate of display text by class of error, where there is display text</td></tr>
 * <tr><td>{@code robustness.csv}</td><td>one line a condition and model, where robustness was measured</td></tr>
 * <tr><td>{@code sclite-reference.trn}, {@code sclite-MODEL.trn}</td><td>transcripts for NIST's sclite</td></tr>
 * <tr><td>{@code sclite-MODEL.trn.pra}, {@code sclite-MODEL.trn.sgml}</td><td>what sclite makes of them</td></tr>
 * <tr><td>{@code word-error-rate.svg}, {@code errors-by-kind.svg}</td><td>the charts</td></tr>
 * </table>
 *
 * <p>CSV files are UTF-8 with a header, commas, quotes as RFC 4180 has them, and {@code \n} as line end; rates are fractions.
 */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes the files; older ones of the same names are replaced, others stay. Each file is complete or not there.
     *
     * @param folder made if missing
     * @throws IOException if the folder cannot be written
     */
    public static void write(EvaluationReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> files = files(report);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Path part = folder.resolve(file.getKey() + ".part");
            try {
                Files.writeString(part, file.getValue(), StandardCharsets.UTF_8);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** The file {@code report.html} alone. */
    public static String html(EvaluationReport report) {
        return ReportHtml.of(report);
    }

    /** The file {@code utterances.csv} alone. */
    public static String utterancesCsv(Comparison comparison) {
        return ReportCsv.utterances(comparison);
    }

    private static Map<String, String> files(EvaluationReport report) {
        Comparison comparison = report.comparison();
        List<String> names =
                comparison.models().stream().map(ComparedModel::name).toList();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("models.csv", ReportCsv.models(comparison));
        files.put("pairs.csv", ReportCsv.pairs(comparison));
        files.put("utterances.csv", ReportCsv.utterances(comparison));
        files.put("edits.csv", ReportCsv.edits(comparison));
        files.put("edits.json", ReportJson.edits(report));
        EvaluationWords words = report.words();
        files.put("words.csv", ReportCsv.words(words));
        files.put("confusions.csv", ReportCsv.confusions(words));
        if (words.models().stream().anyMatch(model -> !model.terms().isEmpty())) {
            files.put("terms.csv", ReportCsv.terms(words));
        }
        if (comparison.models().stream().anyMatch(model -> model.tokens() != null)) {
            files.put("tokens.csv", ReportCsv.tokens(comparison));
        }
        Robustness robustness = report.details().robustness();
        if (robustness != null) {
            files.put("robustness.csv", ReportCsv.robustness(robustness));
        }
        files.putAll(ScliteReport.files(report));
        files.put(
                "word-error-rate.svg",
                EvaluationCharts.wordErrorRates(names, comparison.figures()).svg(false));
        files.put(
                "errors-by-kind.svg",
                EvaluationCharts.errorKinds(names, comparison.figures()).svg(false));
        files.put("report.html", ReportHtml.of(report));
        return files;
    }
}
