package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.Degradation;
import dev.attune.speech.score.Sctk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTest {

    private static final List<ComparedUtterance> UTTERANCES = List.of(
            new ComparedUtterance("1.wav", "Load \"it\", please <now>", "load it please now", 2.5),
            new ComparedUtterance("2.wav", "Turn left", "turn left", 1));
    private static final Comparison COMPARISON = Comparison.of(
            UTTERANCES,
            List.of(
                    ComparedModel.score("Base & co", UTTERANCES, List.of("loaded it a please", "turn left left")),
                    ComparedModel.score("Mine, tuned", UTTERANCES, List.of("load it please now", "turn"))));
    private static final EvaluationReport REPORT = new EvaluationReport(
            "Crane <test>", "A description", "Harbour", Instant.parse("2026-01-02T03:04:05Z"), COMPARISON);

    @Test
    void theFolderHoldsEverythingAndNoPart(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("new/report");
        ReportWriter.write(REPORT, report);
        ReportWriter.write(REPORT, report);

        try (Stream<Path> files = Files.list(report)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "models.csv",
                            "pairs.csv",
                            "utterances.csv",
                            "edits.csv",
                            "edits.json",
                            "words.csv",
                            "confusions.csv",
                            "sclite-reference.trn",
                            "sclite-base-co.trn",
                            "sclite-base-co.trn.pra",
                            "sclite-base-co.trn.sgml",
                            "sclite-mine-tuned.trn",
                            "sclite-mine-tuned.trn.pra",
                            "sclite-mine-tuned.trn.sgml",
                            "word-error-rate.svg",
                            "errors-by-kind.svg");
        }
    }

    @Test
    void tablesHoldTheCounts(@TempDir Path folder) throws IOException {
        ReportWriter.write(REPORT, folder);

        // Base: loaded/load S, a I, now D; left I. Mine: left D.
        assertThat(Files.readAllLines(folder.resolve("models.csv")).get(1))
                .startsWith("Base & co,0.666667,")
                .contains(",6,4,1,1,2,2,1.000000,");
        assertThat(Files.readAllLines(folder.resolve("models.csv")).get(2))
                .startsWith("\"Mine, tuned\",0.166667,")
                .contains(",6,5,0,1,0,2,0.500000,");
        assertThat(Files.readAllLines(folder.resolve("utterances.csv")))
                .contains(
                        "1.wav,2.50,\"Load \"\"it\"\", please <now>\",load it please now,Base & co,loaded it a please,4,1,1,1",
                        "2.wav,1.00,Turn left,turn left,\"Mine, tuned\",turn,2,0,1,0");
        assertThat(Files.readAllLines(folder.resolve("pairs.csv")).get(1))
                .startsWith("Base & co,\"Mine, tuned\",-0.500000,");
    }

    @Test
    void everyEditIsWritten(@TempDir Path folder) throws IOException {
        ReportWriter.write(REPORT, folder);

        assertThat(Files.readAllLines(folder.resolve("edits.csv")))
                .containsExactly(
                        "file,model,position,edit,reference,hypothesis",
                        "1.wav,Base & co,0,S,load,loaded",
                        "1.wav,Base & co,2,I,,a",
                        "1.wav,Base & co,3,D,now,",
                        "2.wav,Base & co,1,I,,left",
                        "2.wav,\"Mine, tuned\",1,D,left,");
        JsonNode details = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("edits.json")))
                .get("details");
        assertThat(details.size()).isEqualTo(4);
        assertThat(details.get(3).toString())
                .isEqualTo(
                        "{\"model\":\"Mine, tuned\",\"audio\":\"2.wav\",\"reference\":\"turn left\",\"hypothesis\":\"turn\","
                                + "\"wordCount\":2,\"substitutions\":0,\"deletions\":1,\"insertions\":0,\"alignment\":["
                                + "{\"op\":\"C\",\"ref\":\"turn\",\"hyp\":\"turn\"},{\"op\":\"D\",\"ref\":\"left\"}]}");
        assertThat(Files.readAllLines(folder.resolve("words.csv")))
                .contains("Base & co,load,1,0,0,1,0,0", "Base & co,left,1,1,0,0,1,0");
        assertThat(Files.readAllLines(folder.resolve("confusions.csv")))
                .containsExactly("model,reference,hypothesis,count", "Base & co,load,loaded,1");
    }

    /** Given the transcripts of the report, the program writes the alignments of the report. */
    @Test
    void scliteWritesTheSameAlignments(@TempDir Path folder) throws Exception {
        Sctk.assume();
        ReportWriter.write(REPORT, folder);
        String pra = Files.readString(folder.resolve("sclite-base-co.trn.pra"));
        Files.delete(folder.resolve("sclite-base-co.trn.pra"));

        Sctk.run(
                folder,
                "sclite",
                "-r",
                "sclite-reference.trn",
                "trn",
                "-h",
                "sclite-base-co.trn",
                "trn",
                "-i",
                "rm",
                "-o",
                "pra",
                "sgml");

        assertThat(Files.readString(folder.resolve("sclite-base-co.trn.pra"))).isEqualTo(pra);
    }

    @Test
    void theReportRatesAdvisesAndListsWords() {
        String html = ReportWriter.html(REPORT);

        assertThat(html)
                .contains("Base &amp; co: Poor; it needs adaptation to your speech.")
                .contains("Mine, tuned: Acceptable; more training is worth a thought.")
                .contains("load\u00a0\u2192 loaded\u00a0<small>1</small>", "now\u00a0<small>1 of 1</small>")
                .contains("Missed more often: left\u00a0<small>0 \u2192 1</small>");
    }

    @Test
    void theMarksInTheReportAreTheErrorsThatWereCounted() {
        String html = ReportWriter.html(REPORT);

        assertThat(count(html, "<td class=\"step-substitution\">")).isEqualTo(1);
        assertThat(count(html, "<td class=\"step-deletion\">")).isEqualTo(2);
        assertThat(count(html, "<td class=\"step-insertion\">")).isEqualTo(2);
        assertThat(html)
                .contains("Crane &lt;test&gt;", "Base &amp; co", "66.7 %", "16.7 %", "2 January 2026, 03:04 UTC")
                .doesNotContain("<test>", "<script", "http://localhost");
    }

    @Test
    void theReportShowsWhereTheErrorsAre() {
        String html = ReportWriter.html(REPORT);

        assertThat(html)
                .contains("Utterances, Base &amp; co \u2192 Mine, tuned")
                .contains("Missed words, Base &amp; co \u2192 Mine, tuned")
                .contains("<figcaption>By duration</figcaption>", "<figcaption>By rate of speech</figcaption>")
                // Nobody knows of noise, confidences, speakers and robustness here.
                .doesNotContain("By noise", "Confidence and right words", "By speaker", "Robustness");
        assertThat(count(html, "<svg")).isEqualTo(count(html, "<figure>")).isEqualTo(6);
    }

    @Test
    void theReportShowsNoiseConfidenceSpeakersAndRobustnessWhereTheyAreKnown(@TempDir Path folder) throws IOException {
        List<UtteranceFigures> utterances = ReportDetails.utterances(COMPARISON, List.of(12.5, Double.NaN));
        assertThat(utterances.get(0).snrDb()).isEqualTo(12.5);
        assertThat(utterances.get(1).snrDb()).isNull();
        assertThat(utterances.get(0).errors())
                .isEqualTo(COMPARISON.models().stream()
                        .map(model ->
                                model.score().utterances().getFirst().words().errors())
                        .toList());
        Calibration.Counter counter = new Calibration.Counter();
        counter.addAll(List.of(0.9, 0.95), List.of(true, false));
        counter.addAll(List.of(0.1), List.of(true, true));
        Calibration calibration = counter.result();
        assertThat(calibration.words()).isEqualTo(2);
        List<ModelFigures> figures = COMPARISON.figures();
        Robustness robustness = new Robustness(
                List.of("Base & co", "Mine, tuned"),
                Degradation.standard().stream()
                        .map(condition -> new Robustness.Row(
                                condition,
                                condition.kind() == Degradation.Kind.SPEED
                                        ? Arrays.asList(figures.get(0), null)
                                        : figures))
                        .toList());
        EvaluationReport report = new EvaluationReport(
                "t",
                "",
                "Harbour",
                REPORT.created(),
                COMPARISON,
                "",
                COMPARISON.words(),
                new ReportDetails(utterances, List.of(calibration, calibration), robustness));

        ReportWriter.write(report, folder);

        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html)
                .contains("By noise", "Confidence and right words", "expected calibration error", "<h2>Robustness</h2>")
                .contains("<figcaption>Noise</figcaption>", "<td>\u2013</td>", "on 2 utterances")
                .contains("66.7 % <small>");
        Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(html);
        assertThat(ids.results().map(found -> found.group(1)).toList()).doesNotHaveDuplicates();
        List<String> csv = Files.readAllLines(folder.resolve("robustness.csv"));
        long unmeasured = Degradation.standard().stream()
                .filter(condition -> condition.kind() == Degradation.Kind.SPEED)
                .count();
        assertThat(csv).hasSize((int) (1 + 2 * Degradation.standard().size() - unmeasured));
        assertThat(csv.get(1)).startsWith("Clean,none,0.0,Base & co,0.666667,");
        assertThat(csv.get(2)).startsWith("Clean,none,0.0,\"Mine, tuned\",");
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
