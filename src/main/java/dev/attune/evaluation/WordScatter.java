package dev.attune.evaluation;

import dev.attune.chart.ScatterChart;
import dev.attune.speech.score.WordChange;
import dev.attune.speech.score.WordChanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each word of the references by how often two models miss it. Words at the same place are one larger point; words that neither misses are
 * left out.
 *
 * @param chart the key of a point is its place in {@code words}
 * @param words the words behind each point
 */
public record WordScatter(ScatterChart chart, List<List<String>> words) {

    private static final int NAMED = 10;
    private static final int LISTED = 6;

    public WordScatter {
        words = words.stream().map(List::copyOf).toList();
    }

    /**
     * @param nameA of the model on the axis below
     * @param nameB of the model on the axis beside
     */
    public static WordScatter of(String nameA, String nameB, WordChanges changes) {
        Map<List<Integer>, List<String>> places = new LinkedHashMap<>();
        changes.words().stream()
                .filter(word -> word.a().missed() + word.b().missed() > 0)
                .sorted(Comparator.comparingInt(WordScatter::weight).reversed())
                .forEach(word -> places.computeIfAbsent(
                                List.of(word.a().missed(), word.b().missed()), place -> new ArrayList<>())
                        .add(word.word()));
        List<ScatterChart.Point> better = new ArrayList<>();
        List<ScatterChart.Point> worse = new ArrayList<>();
        List<ScatterChart.Point> equal = new ArrayList<>();
        List<List<String>> words = new ArrayList<>();
        places.forEach((place, members) -> {
            int x = place.get(0);
            int y = place.get(1);
            List<ScatterChart.Point> kind = y < x ? better : y > x ? worse : equal;
            kind.add(new ScatterChart.Point(
                    x,
                    y,
                    members.size(),
                    label(members),
                    String.valueOf(words.size()),
                    members.size() == 1 && words.size() < NAMED));
            words.add(members);
        });
        return new WordScatter(
                new ScatterChart(
                        "Words with two models",
                        nameA + ": times missed",
                        nameB + ": times missed",
                        true,
                        List.of(
                                new ScatterChart.Group("As often", false, equal),
                                new ScatterChart.Group("Less often missed", false, better),
                                new ScatterChart.Group("More often missed", false, worse))),
                words);
    }

    /** Words that are missed often, and those that changed, deserve a name. */
    private static int weight(WordChange word) {
        return word.a().missed() + word.b().missed() + Math.abs(word.missedChange());
    }

    private static String label(List<String> members) {
        String first = String.join(", ", members.subList(0, Math.min(LISTED, members.size())));
        return members.size() > LISTED ? first + " and " + (members.size() - LISTED) + " more" : first;
    }
}
