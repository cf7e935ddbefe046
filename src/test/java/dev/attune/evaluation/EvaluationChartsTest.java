package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.chart.DotChart;
import dev.attune.chart.ScatterChart;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationChartsTest {

    @Test
    void calibrationIsTheDistanceOfConfidenceAndRightWords() {
        Calibration.Counter counter = new Calibration.Counter();
        // Eight words of 0.75 of which six are right, and two of 1 of which one is right.
        for (int i = 0; i < 8; i++) {
            counter.add(0.75, i < 6);
        }
        counter.add(1, true);
        counter.add(1, false);

        Calibration calibration = counter.result();

        assertThat(calibration.bins())
                .containsExactly(new Calibration.Bin(8, 0.75, 0.75), new Calibration.Bin(2, 1, 0.5));
        assertThat(calibration.error()).isCloseTo(0.1, within(1e-12));
        assertThat(calibration.words()).isEqualTo(10);
        assertThat(new Calibration.Counter().result().error()).isZero();
    }

    @Test
    void utterancesOfTheSameRatesAreOnePointThatOpensThemAll() {
        UtteranceScatter scatter = UtteranceScatter.of(
                List.of("a", "b"),
                List.of(utterance(0, 4, 1, 0), utterance(1, 8, 2, 0), utterance(2, 4, 0, 0), utterance(3, 4, 0, 40)),
                0,
                1);

        assertThat(scatter.rows()).containsExactly(List.of(0, 1), List.of(2), List.of(3));
        List<ScatterChart.Group> groups = scatter.chart().groups();
        assertThat(groups).extracting(ScatterChart.Group::name).containsExactly("As good", "Improved", "Worsened");
        assertThat(groups.get(1).points())
                .containsExactly(new ScatterChart.Point(25, 0, 2, "2 utterances: 25.0 % → 0.0 %", "0", false));
        assertThat(groups.get(2).points())
                .containsExactly(new ScatterChart.Point(0, 200, 1, "3.wav: 0.0 % → 1000.0 %", "2", false));
    }

    @Test
    void groupsSayHowMuchStandsBehindThem() {
        DotChart chart = EvaluationCharts.groups(
                "t", "Room", List.of("a", "b"), GroupRates.byColumn(List.of(utterance(0, 4, 1, 2)), "Room"));

        assertThat(chart.rows().getFirst().size()).isEqualTo("1 utterance, 4 words");
        assertThat(chart.table().headings()).containsExactly("Room", "Size", "a", "Interval", "b", "Interval");
        assertThat(chart.table().rows())
                .containsExactly(List.of("hall", "1 utterance, 4 words", "25.0", "25.0 – 25.0", "50.0", "50.0 – 50.0"));
    }

    private static UtteranceFigures utterance(int index, int words, int errorsA, int errorsB) {
        TreeMap<String, String> columns = new TreeMap<>();
        columns.put("Room", "hall");
        return new UtteranceFigures(index, index + ".wav", 1, null, words, List.of(errorsA, errorsB), columns);
    }
}
