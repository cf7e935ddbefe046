package dev.attune.speech.score;

/**
 * One word with two recognisers on the same utterances.
 *
 * @param a its counts with the first
 * @param b its counts with the second; the word was said as often
 */
public record WordChange(WordCounts a, WordCounts b) {

    public WordChange {
        if (!a.word().equals(b.word()) || a.inReference() != b.inReference()) {
            throw new IllegalArgumentException("both must be of the same word, said as often; got " + a + " and " + b);
        }
    }

    public String word() {
        return a.word();
    }

    /** How much oftener b misses it; below 0 when b is better. */
    public int missedChange() {
        return b.missed() - a.missed();
    }

    /** How much oftener b inserts it; below 0 when b is better. */
    public int insertedChange() {
        return b.inserted() - a.inserted();
    }
}
