package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.score.ErrorCounts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real sets have now and then: nothing said, nothing recognised, one utterance, hours in one file. */
class UnusualTestSetsTest {

    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void nothingSaidAndNothingRecognisedIsNoError(@TempDir Path folder) throws Exception {
        Comparison comparison = compare(List.of("", ""), List.of("", ""), List.of("a b", ""));

        ModelFigures silent = comparison.figures().get(0);
        ModelFigures chatty = comparison.figures().get(1);
        assertThat(silent.wordErrorRate()).isZero();
        assertThat(silent.sentenceErrorRate()).isZero();
        assertThat(chatty.words()).isEqualTo(new ErrorCounts(0, 0, 0, 0, 2));
        assertThat(chatty.wordErrorRate()).isEqualTo(1);
        assertThat(chatty.high()).isEqualTo(1);
        report(comparison, folder);
    }

    @Test
    void emptyReferencesAndHypothesesStandAmongOthers(@TempDir Path folder) throws Exception {
        Comparison comparison =
                compare(List.of("", "turn left", "stop"), List.of("uh", "", "stop"), List.of("", "turn left", ""));

        assertThat(comparison.figures().get(0).words()).isEqualTo(new ErrorCounts(3, 1, 0, 2, 1));
        assertThat(comparison.figures().get(1).words()).isEqualTo(new ErrorCounts(3, 2, 0, 1, 0));
        assertThat(comparison.pairs().getFirst().bBetter()).isEqualTo(2);
        assertThat(comparison.words().models().get(0).statistics().mostInserted(9))
                .singleElement()
                .satisfies(word -> assertThat(word.word()).isEqualTo("uh"));
        report(comparison, folder);
    }

    @Test
    void oneUtteranceAllowsNoConclusion(@TempDir Path folder) throws Exception {
        Comparison comparison = compare(List.of("turn left now"), List.of("turn right"), List.of("turn left now"));

        assertThat(comparison.figures().getFirst().low())
                .isEqualTo(comparison.figures().getFirst().high());
        Conclusion conclusion = comparison.conclusions().getFirst();
        assertThat(conclusion.verdict()).isEqualTo(Conclusion.Verdict.UNDECIDED);
        assertThat(conclusion.caution()).contains("1 utterance, 3 words");
        report(comparison, folder);
    }

    @Test
    void anHourInOneUtteranceIsCompared(@TempDir Path folder) throws Exception {
        StringBuilder reference = new StringBuilder();
        StringBuilder hypothesis = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            reference.append("w").append(i % 97).append(' ');
            hypothesis.append(i % 10 == 0 ? "" : "w" + i % 97 + " ");
        }
        Comparison comparison = compare(
                List.of(reference.toString().strip()),
                List.of(hypothesis.toString().strip()),
                List.of(reference.toString().strip()));

        assertThat(comparison.figures().get(0).words()).isEqualTo(new ErrorCounts(9_000, 8_100, 0, 900, 0));
        assertThat(comparison.figures().get(1).wordErrorRate()).isZero();
        report(comparison, folder);
    }

    private static Comparison compare(List<String> references, List<String> a, List<String> b) {
        List<ComparedUtterance> utterances = IntStream.range(0, references.size())
                .mapToObj(i -> new ComparedUtterance(i + ".wav", references.get(i), references.get(i), 0))
                .toList();
        return Comparison.of(
                utterances, List.of(ComparedModel.score("A", utterances, a), ComparedModel.score("B", utterances, b)));
    }

    private static void report(Comparison comparison, Path folder) throws Exception {
        ReportWriter.write(new EvaluationReport("Unusual", "", "set", CREATED, comparison), folder);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("sclite-a.trn.sgml")).isNotEmptyFile();
    }
}
