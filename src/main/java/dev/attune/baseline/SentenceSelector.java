package dev.attune.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Chooses sentences for being spoken: short and long ones in fixed shares, and such that many different words occur often enough.
 *
 * <p>Goes through the sentences in random order twice: first it takes those with a word that is still rare among the chosen, then it fills
 * up each length class with any others. Deterministic for the same sentences and seed.
 */
final class SentenceSelector {

    /** Longest sentence of each class in words, and the share of the class. */
    private static final int[] CLASS_MAXIMUM = {4, 9, 14, 20};

    private static final double[] CLASS_SHARE = {0.22, 0.40, 0.26, 0.12};
    private static final int MINIMUM_WORDS = 2;
    private static final int WANTED_OCCURRENCES = 4;

    /** Room for sentences with rare words; the rest keeps the mixture of the sources. */
    private static final double RARE_SHARE = 0.5;

    private SentenceSelector() {}

    /**
     * @param sentences candidates, normalised
     * @param vocabulary only sentences of these words are taken
     * @param count number wanted; fewer are returned if there are not enough
     */
    static List<String> select(List<String> sentences, Set<String> vocabulary, int count, long seed) {
        List<String> candidates = new ArrayList<>(new LinkedHashSet<>(sentences));
        Collections.shuffle(candidates, new Random(seed));
        List<String> suitable = candidates.stream()
                .filter(sentence -> sizeClass(sentence) >= 0)
                .filter(sentence -> vocabulary.containsAll(Arrays.asList(sentence.split(" "))))
                .toList();
        Set<String> chosen = new LinkedHashSet<>();
        int[] room = new int[CLASS_SHARE.length];
        Map<String, Integer> occurrences = new HashMap<>();
        for (boolean rareOnly : new boolean[] {true, false}) {
            for (int i = 0; i < room.length; i++) {
                double share = rareOnly ? RARE_SHARE : 1 - RARE_SHARE;
                room[i] += (int) Math.round(CLASS_SHARE[i] * share * count);
            }
            for (String sentence : suitable) {
                int size = sizeClass(sentence);
                if (room[size] > 0 && !chosen.contains(sentence) && (!rareOnly || hasRareWord(sentence, occurrences))) {
                    chosen.add(sentence);
                    room[size]--;
                    for (String word : sentence.split(" ")) {
                        occurrences.merge(word, 1, Integer::sum);
                    }
                }
            }
        }
        List<String> result = new ArrayList<>(chosen);
        Collections.shuffle(result, new Random(seed + 1));
        return result;
    }

    private static boolean hasRareWord(String sentence, Map<String, Integer> occurrences) {
        for (String word : sentence.split(" ")) {
            if (occurrences.getOrDefault(word, 0) < WANTED_OCCURRENCES) {
                return true;
            }
        }
        return false;
    }

    private static int sizeClass(String sentence) {
        int words = TextSource.words(sentence);
        if (words < MINIMUM_WORDS) {
            return -1;
        }
        for (int i = 0; i < CLASS_MAXIMUM.length; i++) {
            if (words <= CLASS_MAXIMUM[i]) {
                return i;
            }
        }
        return -1;
    }
}
