package dev.attune.speech.score;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The errors of a recogniser word by word: which words it misses, which it makes up, and which it takes for one another. Counted over the
 * very alignments that give the error rate, so the counts of all words add up to its errors. Immutable and thread-safe.
 */
public final class WordStatistics {

    private static final Comparator<Confusion> MOST_CONFUSED = Comparator.comparingInt(Confusion::count)
            .reversed()
            .thenComparing(Confusion::reference)
            .thenComparing(Confusion::hypothesis);

    private final SortedMap<String, WordCounts> words;
    private final List<Confusion> confusions;

    private WordStatistics(SortedMap<String, WordCounts> words, List<Confusion> confusions) {
        this.words = Collections.unmodifiableSortedMap(words);
        this.confusions = List.copyOf(confusions);
    }

    /** Counts the words of all utterances together. */
    public static WordStatistics of(CorpusScore score) {
        Map<String, Tally> tallies = new HashMap<>();
        Map<Pair, Integer> pairs = new HashMap<>();
        for (UtteranceScore utterance : score.utterances()) {
            for (EditStep step : utterance.alignment().steps()) {
                String reference = step.reference();
                String hypothesis = step.hypothesis();
                if (reference != null) {
                    tallies.computeIfAbsent(reference, word -> new Tally()).said(step.kind());
                }
                if (hypothesis != null) {
                    tallies.computeIfAbsent(hypothesis, word -> new Tally()).recognized(step.kind());
                }
                if (reference != null && hypothesis != null && step.kind() == EditStep.Kind.SUBSTITUTION) {
                    pairs.merge(new Pair(reference, hypothesis), 1, Integer::sum);
                }
            }
        }
        SortedMap<String, WordCounts> words = new TreeMap<>();
        tallies.forEach((word, tally) -> words.put(word, tally.counts(word)));
        List<Confusion> confusions = pairs.entrySet().stream()
                .map(pair ->
                        new Confusion(pair.getKey().reference(), pair.getKey().hypothesis(), pair.getValue()))
                .sorted(MOST_CONFUSED)
                .toList();
        return new WordStatistics(words, confusions);
    }

    /** Every word that was said or recognised, in the order of the alphabet. */
    public Collection<WordCounts> words() {
        return words.values();
    }

    /** The counts of one word; all 0 if it does not occur. */
    public WordCounts of(String word) {
        return words.getOrDefault(word, WordCounts.none(word));
    }

    /** Every pair of words that was confused, most often confused first. */
    public List<Confusion> confusions() {
        return confusions;
    }

    /** Words that were said and not recognised, most often missed first; none that was never missed. */
    public List<WordCounts> mostMissed(int limit) {
        return most(WordCounts::missed, limit);
    }

    /** Words that were recognised where nothing was said, most often inserted first; none that was never inserted. */
    public List<WordCounts> mostInserted(int limit) {
        return most(WordCounts::inserted, limit);
    }

    private List<WordCounts> most(ToIntFunction<WordCounts> count, int limit) {
        // The sort keeps the alphabet among equals.
        return words.values().stream()
                .filter(word -> count.applyAsInt(word) > 0)
                .sorted(Comparator.comparingInt(count).reversed())
                .limit(limit)
                .toList();
    }

    private record Pair(String reference, String hypothesis) {}

    private static final class Tally {

        private int correct;
        private int deleted;
        private int substituted;
        private int inserted;
        private int mistaken;

        void said(EditStep.Kind kind) {
            switch (kind) {
                case HIT -> correct++;
                case SUBSTITUTION -> substituted++;
                case DELETION -> deleted++;
                case INSERTION -> throw new IllegalArgumentException("an insertion has no reference");
            }
        }

        void recognized(EditStep.Kind kind) {
            switch (kind) {
                case HIT -> {} // counted where it was said
                case SUBSTITUTION -> mistaken++;
                case INSERTION -> inserted++;
                case DELETION -> throw new IllegalArgumentException("a deletion has no hypothesis");
            }
        }

        WordCounts counts(String word) {
            return new WordCounts(word, correct, deleted, substituted, inserted, mistaken);
        }
    }
}
