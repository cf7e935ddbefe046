package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The words of a test set's references that a recogniser does not know, and therefore must get wrong.
 *
 * @param words reference words, counted at every place
 * @param unknown the unknown ones, most frequent first, then by the alphabet
 */
public record OutOfVocabulary(int words, List<Missing> unknown) {

    /**
     * A word that is not in the vocabulary.
     *
     * @param count how often it was said
     */
    public record Missing(String word, int count) {}

    public OutOfVocabulary {
        unknown = List.copyOf(unknown);
    }

    /**
     * Looks the words up.
     *
     * @param references normalised texts
     * @param vocabulary true for a word that can be recognised
     */
    public static OutOfVocabulary of(List<String> references, Predicate<String> vocabulary) {
        Map<String, Integer> counts = new TreeMap<>();
        int words = 0;
        for (String reference : references) {
            for (String word : Tokens.words(reference)) {
                counts.merge(word, 1, Integer::sum);
                words++;
            }
        }
        List<Missing> unknown = new ArrayList<>();
        counts.forEach((word, count) -> {
            if (!vocabulary.test(word)) {
                unknown.add(new Missing(word, count));
            }
        });
        unknown.sort(Comparator.comparingInt(Missing::count).reversed());
        return new OutOfVocabulary(words, unknown);
    }

    /** Places where an unknown word was said. */
    public int unknownWords() {
        return unknown.stream().mapToInt(Missing::count).sum();
    }

    /** Share of the reference words that are unknown, in [0, 1]; 0 without words. */
    public double share() {
        return words == 0 ? 0 : unknownWords() / (double) words;
    }
}
