package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.chart.LineChart;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.audio.Degradation.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a measurement that is not complete yet. */
final class RobustnessTest {

    private static final List<ComparedUtterance> UTTERANCES =
            List.of(new ComparedUtterance("1.wav", "one two", "one two", 1));

    private static ModelFigures figures(String hypothesis) {
        return ModelFigures.of(
                ComparedModel.score("m", UTTERANCES, List.of(hypothesis)).score());
    }

    /** The first model is measured under the first conditions, the second under none. */
    private static Robustness measured(int conditions) {
        List<Degradation> standard = Degradation.standard();
        return new Robustness(
                List.of("A", "B"),
                standard.stream()
                        .map(condition -> new Robustness.Row(
                                condition,
                                Arrays.asList(
                                        standard.indexOf(condition) >= conditions
                                                ? null
                                                : figures(condition.equals(Degradation.CLEAN) ? "one two" : "one too"),
                                        null)))
                        .toList());
    }

    @Test
    void nothingIsSaidOfAModelBeforeItsLastCondition() {
        int all = Degradation.standard().size();

        assertThat(measured(all - 1).sentences()).isEmpty();
        assertThat(measured(all).sentences())
                .singleElement()
                .asString()
                .startsWith(
                        "\u201cA\u201d makes 0.0 % word errors on the recordings as they are, and 50.0 % at worst: ");
    }

    @Test
    void knowsWhatWasMeasured() {
        assertThat(measured(0).measured()).isZero();
        assertThat(measured(1).measured()).isEqualTo(1);
        // The clean recordings alone make no curve.
        assertThat(measured(1).has(Kind.NOISE)).isFalse();
        assertThat(measured(2).has(Kind.NOISE)).isTrue();
        assertThat(measured(2).has(Kind.SPEED)).isFalse();
    }

    @Test
    void aModelWithoutPointsHasNoCurve() {
        LineChart chart = EvaluationCharts.robustness(measured(3), Kind.NOISE);

        assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("A");
    }
}
