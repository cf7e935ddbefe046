package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

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
    private static final String NUMBER = "0";
    private static final int BASIS = 0x811C9DC5;
    private static final int PRIME = 0x01000193;
    private static final String[] LENGTHS =
            IntStream.rangeClosed(0, LONGEST).mapToObj(Integer::toString).toArray(String[]::new);

    /** First words of questions. */
    private static final Set<String> QUESTION_WORDS = Set.of(
            "who",
            "whom",
            "whose",
            "what",
            "which",
            "when",
            "where",
            "why",
            "how",
            "do",
            "does",
            "did",
            "is",
            "are",
            "was",
            "were",
            "am",
            "can",
            "could",
            "will",
            "would",
            "shall",
            "should",
            "may",
            "have",
            "has",
            "had",
            "isn't",
            "aren't",
            "don't",
            "doesn't",
            "didn't",
            "won't",
            "can't",
            "couldn't",
            "wouldn't",
            "shouldn't",
            "haven't");

    private PunctuationFeatures() {}

    /** The words as the features see them: lower case, one form for all numbers. */
    static List<String> shapes(List<String> words) {
        List<String> shapes = new ArrayList<>(words.size());
        for (String word : words) {
            shapes.add(word.chars().anyMatch(Character::isDigit) ? NUMBER : word.toLowerCase(Locale.ROOT));
        }
        return shapes;
    }

    /**
     * For the mark after a word.
     *
     * @param shapes of all words
     * @param sentence place of the first word of the sentence so far
     * @param clause place of the first word after the last mark
     * @return buckets, each once
     */
    static int[] marks(List<String> shapes, int at, int sentence, int clause) {
        String word = at(shapes, at);
        String next = at(shapes, at + 1);
        String before = at(shapes, at - 1);
        String afterNext = at(shapes, at + 2);
        String first = at(shapes, sentence);
        String second = sentence + 1 <= at ? at(shapes, sentence + 1) : EDGE;
        String asked = QUESTION_WORDS.contains(first) ? first : EDGE;
        // What a sentence begins with matters most at its end.
        String end = next.equals(EDGE) ? EDGE : "";
        int length = Math.min(LONGEST, at - clause + 1);
        return distinct(
                bucket('w', word, ""),
                bucket('n', next, ""),
                bucket('p', before, ""),
                bucket('m', afterNext, ""),
                bucket('b', word, next),
                bucket('q', before, word),
                bucket('f', next, afterNext),
                bucket('l', LENGTHS[length], ""),
                bucket('k', LENGTHS[length / 3], next),
                bucket('s', first, end),
                bucket('t', first + " " + second, end),
                bucket('a', asked, next),
                bucket('c', at(shapes, clause), end),
                bucket('x', ending(word), next));
    }

    /**
     * For the capital of a word inside a sentence.
     *
     * @param shapes of all words
     * @param capitalBefore whether the word before has one
     * @param name whether the word is known as a name
     * @return buckets, each once
     */
    static int[] capitals(List<String> shapes, int at, boolean capitalBefore, boolean name) {
        String word = at(shapes, at);
        String before = at(shapes, at - 1);
        String next = at(shapes, at + 1);
        String context = (capitalBefore ? "C" : "c") + (name ? "N" : "n");
        return distinct(
                bucket('W', word, ""),
                bucket('N', context, ""),
                bucket('P', before, context),
                bucket('F', next, context),
                bucket('Q', before, word),
                bucket('B', word, next),
                bucket('E', ending(word), context),
                bucket('C', word, context));
    }

    /** A word, or what stands for an edge. */
    private static String at(List<String> shapes, int at) {
        return at < 0 || at >= shapes.size() ? EDGE : shapes.get(at);
    }

    private static String ending(String word) {
        return word.substring(Math.max(0, word.length() - 3));
    }

    private static int[] distinct(int... buckets) {
        int kept = 0;
        for (int bucket : buckets) {
            boolean seen = false;
            for (int i = 0; i < kept && !seen; i++) {
                seen = buckets[i] == bucket;
            }
            if (!seen) {
                buckets[kept++] = bucket;
            }
        }
        return kept == buckets.length ? buckets : Arrays.copyOf(buckets, kept);
    }

    private static int bucket(char kind, String first, String second) {
        return mixed(hash(second, hash(first, BASIS ^ kind) * PRIME)) & BUCKETS - 1;
    }

    /** FNV-1a of one text. */
    static int hash(String text) {
        return mixed(hash(text, BASIS));
    }

    private static int hash(String text, int start) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    /** FNV's low bits alone are weak. */
    private static int mixed(int hash) {
        return hash ^ hash >>> 15;
    }
}
