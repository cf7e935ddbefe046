package dev.attune.speech.score;

import java.util.List;

/**
 * Two recognisers on the same utterances: does b make fewer word errors than a, and could that be chance?
 *
 * @param difference word error rate of b minus that of a; below 0 when b is better
 * @param interval the difference's 95 % bootstrap interval, drawing the same utterances for both
 * @param probabilityOfImprovement share of the drawn sets on which b is better; an even one counts half
 * @param matchedPairs the MAPSSWE test
 * @param signTest the sign test over utterances
 */
public record PairedComparison(
        double difference,
        BootstrapInterval interval,
        double probabilityOfImprovement,
        MatchedPairs matchedPairs,
        SignTest signTest) {

    /**
     * Compares two scores.
     *
     * @throws IllegalArgumentException if they are not of the same utterances in the same order
     */
    public static PairedComparison of(CorpusScore a, CorpusScore b) {
        if (!ids(a).equals(ids(b))) {
            throw new IllegalArgumentException("both scores must have the same utterances in the same order");
        }
        List<ErrorCounts> countsA = counts(a);
        List<ErrorCounts> countsB = counts(b);
        double[] ratesA = BootstrapInterval.rates(countsA);
        double[] ratesB = BootstrapInterval.rates(countsB);
        double[] differences = new double[ratesA.length];
        double better = 0;
        for (int i = 0; i < differences.length; i++) {
            differences[i] = ratesB[i] - ratesA[i];
            better += differences[i] < 0 ? 1 : differences[i] == 0 ? 0.5 : 0;
        }
        double difference = b.wordErrorRate() - a.wordErrorRate();
        return new PairedComparison(
                difference,
                BootstrapInterval.of(differences, difference),
                better / differences.length,
                MatchedPairs.test(alignments(a), alignments(b)),
                SignTest.test(countsA, countsB));
    }

    /** The chance of a difference like this between equally good recognisers, by the matched-pairs test. */
    public double pValue() {
        return matchedPairs.pValue();
    }

    private static List<String> ids(CorpusScore score) {
        return score.utterances().stream().map(UtteranceScore::id).toList();
    }

    private static List<ErrorCounts> counts(CorpusScore score) {
        return score.utterances().stream().map(UtteranceScore::words).toList();
    }

    private static List<Alignment> alignments(CorpusScore score) {
        return score.utterances().stream().map(UtteranceScore::alignment).toList();
    }
}
