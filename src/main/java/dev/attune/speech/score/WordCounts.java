package dev.attune.speech.score;

/**
 * What became of one word in a test set, counted over alignments.
 *
 * @param word as it is scored
 * @param correct places where it was said and recognised
 * @param deleted places where it was said and nothing was recognised
 * @param substituted places where it was said and another word was recognised
 * @param inserted places where it was recognised and nothing was said
 * @param mistaken places where it was recognised and another word was said
 */
public record WordCounts(String word, int correct, int deleted, int substituted, int inserted, int mistaken) {

    /** A word that does not occur. */
    static WordCounts none(String word) {
        return new WordCounts(word, 0, 0, 0, 0, 0);
    }

    /** Times that it was said. */
    public int inReference() {
        return correct + deleted + substituted;
    }

    /** Times that it was recognised, rightly or not. */
    public int inHypothesis() {
        return correct + inserted + mistaken;
    }

    /** Times that it was said and not recognised. */
    public int missed() {
        return deleted + substituted;
    }

    /** Share of the times it was said in which it was recognised, in [0, 1]; NaN if it was never said. */
    public double recall() {
        return correct / (double) inReference();
    }

    /** Share of the times it was recognised in which it was said, in [0, 1]; NaN if it was never recognised. */
    public double precision() {
        return correct / (double) inHypothesis();
    }
}
