package dev.attune.speech.decode;

import java.util.List;

/**
 * Words that a request expects, and how much it expects them.
 *
 * @param words as the lexicon writes them, at least one
 * @param weight in (0, {@link #LARGEST_WEIGHT}]; {@link #USUAL_WEIGHT} for most. Each word of the phrase is worth {@code weight * }{@link #BOOST}
 */
public record Phrase(List<String> words, double weight) {

    public static final double USUAL_WEIGHT = 1;
    public static final double LARGEST_WEIGHT = 10;

    /** Natural log that a word of a phrase with weight 1 adds to the score of a reading. */
    public static final double BOOST = 3;

    public Phrase {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a phrase must have at least one word");
        }
        if (!(weight > 0 && weight <= LARGEST_WEIGHT)) {
            throw new IllegalArgumentException("weight must be in (0, " + LARGEST_WEIGHT + "]; got " + weight);
        }
    }

    public Phrase(List<String> words) {
        this(words, USUAL_WEIGHT);
    }

    double boostOfWord() {
        return weight * BOOST;
    }
}
