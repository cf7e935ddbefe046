package dev.attune.speech.score;

/**
 * A pair of words that one of two recognisers confused, or both.
 *
 * @param reference what was said
 * @param hypothesis what was recognised in its place
 * @param countA how often by the first
 * @param countB how often by the second
 */
public record ConfusionChange(String reference, String hypothesis, int countA, int countB) {

    /** How much oftener b confuses them; below 0 when b is better. */
    public int change() {
        return countB - countA;
    }
}
