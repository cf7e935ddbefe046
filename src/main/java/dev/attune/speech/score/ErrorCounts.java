package dev.attune.speech.score;

/**
 * Errors against a reference, of one utterance or of many.
 *
 * @param words reference tokens, the N of the rate; {@code correct + substitutions + deletions}
 * @param correct tokens that are the same on both sides
 * @param substitutions reference tokens recognised as another
 * @param deletions reference tokens that are missing
 * @param insertions recognised tokens without a reference token
 */
public record ErrorCounts(int words, int correct, int substitutions, int deletions, int insertions) {

    public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0, 0, 0);

    public ErrorCounts {
        if (correct < 0 || substitutions < 0 || deletions < 0 || insertions < 0) {
            throw new IllegalArgumentException("counts must be >= 0; got " + correct + ", " + substitutions + ", "
                    + deletions + ", " + insertions);
        }
        if (words != correct + substitutions + deletions) {
            throw new IllegalArgumentException("words must be correct + substitutions + deletions = "
                    + (correct + substitutions + deletions) + "; got " + words);
        }
    }

    public int errors() {
        return substitutions + deletions + insertions;
    }

    /** (S + D + I) / N. Without reference tokens 0 if nothing was recognised either, otherwise 1. */
    public double rate() {
        if (words == 0) {
            return insertions == 0 ? 0 : 1;
        }
        return errors() / (double) words;
    }

    public ErrorCounts plus(ErrorCounts other) {
        return new ErrorCounts(
                words + other.words,
                correct + other.correct,
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions);
    }
}
