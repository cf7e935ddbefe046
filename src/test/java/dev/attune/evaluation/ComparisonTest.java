package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.score.ErrorCounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<ComparedUtterance> THREE = List.of(
            new ComparedUtterance("1.wav", "Please load the blue crate.", "please load the blue crate", 2),
            new ComparedUtterance("2.wav", "Turn left!", "turn left", 1),
            new ComparedUtterance("3.wav", "Stop.", "stop", 1));

    @Test
    void figuresEqualTheTableWorkedOutByHand() {
        // please *** load the blue crate / please a load the *** new: I, D, S; "turn left" right; "stop" missing.
        ComparedModel model = ComparedModel.score("one", THREE, List.of("please a load the new", "turn left", ""));

        ModelFigures figures = Comparison.of(THREE, List.of(model)).figures().getFirst();

        assertThat(figures.words()).isEqualTo(new ErrorCounts(8, 5, 1, 2, 1));
        assertThat(figures.wordErrorRate()).isEqualTo(0.5);
        assertThat(figures.wrongUtterances()).isEqualTo(2);
        assertThat(figures.sentenceErrorRate()).isCloseTo(2 / 3.0, within(1e-12));
        // Characters of the references: 26 + 9 + 4.
        assertThat(figures.characters().words()).isEqualTo(39);
        assertThat(figures.low()).isLessThanOrEqualTo(0.5);
        assertThat(figures.high()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void everyTwoModelsArePairedOnceAndTheFirstIsTheYardstick() {
        ComparedModel bad = ComparedModel.score("bad", THREE, List.of("", "", ""));
        ComparedModel middle = ComparedModel.score("middle", THREE, List.of("please load the blue crate", "", ""));
        ComparedModel good = ComparedModel.score(
                "good", THREE, THREE.stream().map(ComparedUtterance::reference).toList());

        Comparison comparison = Comparison.of(THREE, List.of(bad, middle, good));

        assertThat(comparison.pairs())
                .extracting(pair -> pair.a() + "-" + pair.b())
                .containsExactly("0-1", "0-2", "1-2");
        assertThat(comparison.pairs().get(1).difference()).isEqualTo(-1);
        assertThat(comparison.pairs().get(1).bBetter()).isEqualTo(3);
        assertThat(comparison.conclusions()).hasSize(2);
    }

    @Test
    void aScoreOfOtherUtterancesIsRefused() {
        ComparedModel other = ComparedModel.score("other", THREE.subList(0, 2), List.of("a", "b"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(THREE, List.of(other)))
                .withMessageContaining("other");
    }

    @Test
    void aLargeGainIsCertainAndItsSentenceHoldsTheFigures() {
        Comparison comparison = of(100, 0.4, 0.2);

        Conclusion conclusion = comparison.conclusions().getFirst();

        assertThat(conclusion.verdict()).isEqualTo(Conclusion.Verdict.BETTER);
        assertThat(conclusion.sentence())
                .contains("50 % fewer word errors", "from 40.0 % to 20.0 %", "\u221220.0 points", "p < 0.001");
        assertThat(conclusion.caution()).isNull();
    }

    @Test
    void aLossIsNamedAsSuch() {
        Conclusion conclusion = of(100, 0.2, 0.4).conclusions().getFirst();

        assertThat(conclusion.verdict()).isEqualTo(Conclusion.Verdict.WORSE);
        assertThat(conclusion.sentence()).contains("100 % more word errors", "+20.0 points");
    }

    @Test
    void aSmallSetAllowsNoConclusionAndSaysWhatItCouldTell() {
        Conclusion conclusion = of(3, 0.3, 0.2).conclusions().getFirst();

        assertThat(conclusion.verdict()).isEqualTo(Conclusion.Verdict.UNDECIDED);
        assertThat(conclusion.sentence()).contains("may be chance");
        assertThat(conclusion.caution()).contains("3 utterances, 30 words");
    }

    @Test
    void equalModelsAreCalledEqual() {
        Conclusion conclusion = of(100, 0.3, 0.3).conclusions().getFirst();

        assertThat(conclusion.verdict()).isEqualTo(Conclusion.Verdict.UNDECIDED);
        assertThat(conclusion.sentence()).contains("same number of errors in every utterance");
    }

    /** Utterances of ten words; each model has the given share of them wrong, more in some utterances than in others. */
    private static Comparison of(int count, double shareA, double shareB) {
        List<ComparedUtterance> utterances = new ArrayList<>();
        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int swing = count % 2 == 1 && i == count - 1 ? 0 : i % 2 == 0 ? 1 : -1;
            utterances.add(new ComparedUtterance("u" + i, "", "w ".repeat(10).strip(), 3));
            a.add(withErrors((int) Math.round(10 * shareA) + swing));
            b.add(withErrors(
                    (int) Math.round(10 * shareB) + (shareA == shareB ? swing : count < 10 ? 2 * swing : swing)));
        }
        return Comparison.of(
                utterances, List.of(ComparedModel.score("A", utterances, a), ComparedModel.score("B", utterances, b)));
    }

    private static String withErrors(int errors) {
        return ("x ".repeat(errors) + "w ".repeat(10 - errors)).strip();
    }
}
