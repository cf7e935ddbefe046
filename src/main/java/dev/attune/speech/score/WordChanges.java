package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * The words of two recognisers on the same utterances: which one does better on which word.
 *
 * @param words every word that either side has, in the order of the alphabet
 * @param confusions every pair that either recogniser confused, the greatest change first
 */
public record WordChanges(List<WordChange> words, List<ConfusionChange> confusions) {

    public WordChanges {
        words = List.copyOf(words);
        confusions = List.copyOf(confusions);
    }

    /**
     * Compares b with a.
     *
     * @throws IllegalArgumentException if a word was not said as often in one as in the other
     */
    public static WordChanges of(WordStatistics a, WordStatistics b) {
        TreeSet<String> all = new TreeSet<>();
        a.words().forEach(word -> all.add(word.word()));
        b.words().forEach(word -> all.add(word.word()));
        List<WordChange> words =
                all.stream().map(word -> new WordChange(a.of(word), b.of(word))).toList();
        return new WordChanges(words, confusions(a, b));
    }

    /** Words that b misses less often than a, the greatest gain first. */
    public List<WordChange> improved(int limit) {
        return first(change -> -change.missedChange(), limit);
    }

    /** Words that b misses oftener than a, the greatest loss first. */
    public List<WordChange> worsened(int limit) {
        return first(WordChange::missedChange, limit);
    }

    /** Words that b inserts oftener than a, the greatest loss first. */
    public List<WordChange> oftenerInserted(int limit) {
        return first(WordChange::insertedChange, limit);
    }

    /** Words that b inserts less often than a, the greatest gain first. */
    public List<WordChange> lessOftenInserted(int limit) {
        return first(change -> -change.insertedChange(), limit);
    }

    private List<WordChange> first(ToIntFunction<WordChange> size, int limit) {
        return words.stream()
                .filter(change -> size.applyAsInt(change) > 0)
                .sorted(Comparator.comparingInt(size).reversed())
                .limit(limit)
                .toList();
    }

    private static List<ConfusionChange> confusions(WordStatistics a, WordStatistics b) {
        Map<List<String>, Integer> before = new HashMap<>();
        a.confusions().forEach(c -> before.put(List.of(c.reference(), c.hypothesis()), c.count()));
        List<ConfusionChange> changes = new ArrayList<>();
        for (Confusion now : b.confusions()) {
            Integer was = before.remove(List.of(now.reference(), now.hypothesis()));
            changes.add(new ConfusionChange(now.reference(), now.hypothesis(), was == null ? 0 : was, now.count()));
        }
        before.forEach((pair, count) -> changes.add(new ConfusionChange(pair.get(0), pair.get(1), count, 0)));
        changes.sort(Comparator.comparingInt((ConfusionChange change) -> -Math.abs(change.change()))
                .thenComparing(ConfusionChange::reference)
                .thenComparing(ConfusionChange::hypothesis));
        return changes;
    }
}
