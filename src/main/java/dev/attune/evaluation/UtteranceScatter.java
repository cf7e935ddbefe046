package dev.attune.evaluation;

import dev.attune.chart.ScatterChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each utterance by its word error rate with two models. Utterances at the same place are one larger point.
 *
 * @param chart the key of a point is its place in {@code rows}
 * @param rows places in the test set of the utterances behind each point
 */
public record UtteranceScatter(ScatterChart chart, List<List<Integer>> rows) {

    /** Beyond, one utterance would squeeze all others into a corner; it is drawn at the edge and keeps its figure in the table. */
    private static final double HIGHEST = 2;

    private static final double ROUNDING = 1000;

    public UtteranceScatter {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * @param a place of the model on the axis below
     * @param b place of the model on the axis beside
     */
    public static UtteranceScatter of(List<String> names, List<UtteranceFigures> utterances, int a, int b) {
        Map<List<Double>, List<UtteranceFigures>> places = new LinkedHashMap<>();
        for (UtteranceFigures utterance : utterances) {
            places.computeIfAbsent(
                            List.of(rounded(utterance.rate(a)), rounded(utterance.rate(b))), place -> new ArrayList<>())
                    .add(utterance);
        }
        List<ScatterChart.Point> better = new ArrayList<>();
        List<ScatterChart.Point> worse = new ArrayList<>();
        List<ScatterChart.Point> equal = new ArrayList<>();
        List<List<Integer>> rows = new ArrayList<>();
        places.forEach((place, members) -> {
            double x = place.get(0);
            double y = place.get(1);
            List<ScatterChart.Point> kind = y < x ? better : y > x ? worse : equal;
            kind.add(new ScatterChart.Point(
                    100 * Math.min(x, HIGHEST),
                    100 * Math.min(y, HIGHEST),
                    members.size(),
                    label(members, x, y),
                    String.valueOf(rows.size()),
                    false));
            rows.add(members.stream().map(UtteranceFigures::index).toList());
        });
        return new UtteranceScatter(
                new ScatterChart(
                        "Utterances with two models",
                        names.get(a) + ": word error rate in %",
                        names.get(b) + ": word error rate in %",
                        true,
                        List.of(
                                new ScatterChart.Group("As good", false, equal),
                                new ScatterChart.Group("Improved", false, better),
                                new ScatterChart.Group("Worsened", false, worse))),
                rows);
    }

    private static String label(List<UtteranceFigures> members, double x, double y) {
        String who = members.size() == 1 ? members.getFirst().id() : FigureTexts.count(members.size(), "utterance");
        return who + ": " + FigureTexts.percent(x) + " \u2192 " + FigureTexts.percent(y);
    }

    private static double rounded(double rate) {
        return Math.round(rate * ROUNDING) / ROUNDING;
    }
}
