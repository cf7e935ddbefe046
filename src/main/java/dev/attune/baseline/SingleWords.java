package dev.attune.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Draws words for being spoken alone. A word is drawn in proportion to the square root of its count in the text: as it is, the text would have little but
 * "the", and with all words alike "seven" would be as rare as "sever".
 */
final class SingleWords {

    private SingleWords() {}

    /**
     * @param sentences that are counted, normalised
     * @param vocabulary only these words are drawn
     * @param count of words, the same ones again and again if there are few; none if the sentences have none of the vocabulary
     */
    static List<String> draw(List<String> sentences, Set<String> vocabulary, int count, long seed) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String sentence : sentences) {
            for (String word : sentence.split(" ")) {
                if (vocabulary.contains(word)) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
        }
        List<String> words = List.copyOf(counts.keySet());
        double[] upTo = new double[words.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += Math.sqrt(counts.get(words.get(i)));
            upTo[i] = sum;
        }
        Random random = new Random(seed);
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < count && sum > 0; i++) {
            int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            drawn.add(words.get(Math.min(at < 0 ? -at - 1 : at + 1, words.size() - 1)));
        }
        return drawn;
    }
}
