package dev.attune.speech.display;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the punctuation model looks at, hashed into a fixed number of buckets so that the model needs no dictionary.
 *
 * <p>Source: Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009. The hash is FNV-1a.
 */
final class PunctuationFeatures {

    static final int BUCKETS = 1 << 17;

    /** Distance in words beyond which it does not matter how long a clause is. */
    private static final int LONGEST = 24;

    private static final String EDGE = "_";

    /** Words from a closed class, of which the surrounding words say enough. */
    private static final Set<String> QUESTION_WORDS = Set.of(
            "who", "whom", "whose", "what", "which", "when", "where", "why", "how", "do", "does", "did", "is", "are",
            "was", "were", "am", "can", "could", "will", "would", "shall", "should", "may", "have", "has", "had", "isn't",
            "aren't", "don't", "doesn't", "didn't", "won't", "can't", "couldn't", "wouldn't", "shouldn't", "haven't");

    private PunctuationFeatures() {}

    /**
     * For the mark after a word.
     *
     * @param sentence place of the first word of the sentence so far
     * @param clause place of the first word after the last mark
     */
    static int[] marks(List<String> words, int at, int sentence, int clause) {
        String word = shape(words, at);
        String next = shape(words, at + 1);
        String first = shape(words, sentence);
        String second = sentence + 1 <= at ? shape(words, sentence + 1) : EDGE;
        int length = Math.min(LONGEST, at - clause + 1);
        String asked = QUESTION_WORDS.contains(first) ? first : EDGE;
        String last = shape(words, clause);
        return new int[] {
            bucket("w", word),
            bucket("n", next),
            bucket("p", shape(words, at - 1)),
            bucket("m", shape(words, at + 2)),
            bucket("wn", word + " " + next),
            bucket("pw", shape(words, at - 1) + " " + word),
            bucket("nm", next + " " + shape(words, at + 2)),
            bucket("l", Integer.toString(length)),
            bucket("ln", length / 3 + " " + next),
            bucket("s", first + " " + (next.equals(EDGE) ? EDGE : "")),
            bucket("s2", first + " " + second + " " + (next.equals(EDGE) ? EDGE : "")),
            bucket("an", asked + " " + next),
            bucket("c", last + " " + (next.equals(EDGE) ? EDGE : "")),
            bucket("x", ending(word) + " " + next),
        };
    }

    /**
     * For the capital of a word inside a sentence.
     *
     * @param capitalBefore whether the word before has one
     * @param name whether the word is known as a name
     */
    static int[] capitals(List<String> words, int at, boolean capitalBefore, boolean name) {
        String word = shape(words, at);
        String before = shape(words, at - 1);
        String next = shape(words, at + 1);
        String context = (capitalBefore ? "C" : "c") + (name ? "N" : "n");
        return new int[] {
            bucket("W", word),
            bucket("N", context),
            bucket("P", before + " " + context),
            bucket("F", next + " " + context),
            bucket("PW", before + " " + word),
            bucket("WF", word + " " + next),
            bucket("E", ending(word) + " " + context),
            bucket("WC", word + " " + context),
        };
    }

    /** A word, or what stands for all numbers, or the mark of an edge. */
    private static String shape(List<String> words, int at) {
        if (at < 0 || at >= words.size()) {
            return EDGE;
        }
        String word = words.get(at).toLowerCase(Locale.ROOT);
        return word.chars().anyMatch(Character::isDigit) ? "0" : word;
    }

    private static String ending(String word) {
        return word.substring(Math.max(0, word.length() - 3));
    }

    private static int bucket(String kind, String value) {
        return hash(kind + ":" + value) & BUCKETS - 1;
    }

    static int hash(String text) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        // FNV's low bits alone are weak.
        return hash ^ hash >>> 15;
    }
}
