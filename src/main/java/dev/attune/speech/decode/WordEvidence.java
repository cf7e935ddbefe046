package dev.attune.speech.decode;

/**
 * What speaks for a recognised word.
 *
 * @param meanLogProb mean of its tokens' best ln P along the best path
 * @param minLogProb least of these
 * @param agreement share of the n best readings that have the word at that time, in [0, 1]
 * @param lmLogProb ln P of the language model
 * @param tokens length of its pronunciation
 */
public record WordEvidence(double meanLogProb, double minLogProb, double agreement, double lmLogProb, int tokens) {

    /** The numbers that a {@link ConfidenceModel} looks at, kept in ranges that suit a linear model. */
    double[] features() {
        return new double[] {
            Math.max(-10, meanLogProb),
            Math.max(-15, minLogProb) / 2,
            agreement,
            Math.max(-15, lmLogProb) / 5,
            Math.log(1 + tokens)
        };
    }
}
