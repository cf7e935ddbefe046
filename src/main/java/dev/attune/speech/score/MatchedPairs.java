package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The matched-pairs sentence-segment word error test (MAPSSWE) of two recognisers on the same utterances.
 *
 * <p>An utterance is cut where both have {@value #BUFFER_WORDS} words right in a row, with no insertion between: errors on the two sides
 * of such a place are taken as independent. Each segment with an error gives one difference, errors of a minus errors of b; their mean is
 * compared with zero. As in NIST's sc_stats, except that words inserted by b alone after an utterance's last word count here.
 *
 * <p>Source: Gillick and Cox, Some statistical issues in the comparison of speech recognition algorithms, ICASSP 1989.
 *
 * @param segments segments with at least one error
 * @param mean mean difference; above 0 when b makes fewer errors
 * @param standardDeviation of the differences, by segments - 1
 * @param z mean over its standard error; 0 when it cannot be told
 * @param pValue two-sided, by the normal distribution; 1 when it cannot be told
 */
public record MatchedPairs(int segments, double mean, double standardDeviation, double z, double pValue) {

    private static final int BUFFER_WORDS = 2;

    /**
     * Runs the test.
     *
     * @param a alignments of one recogniser
     * @param b alignments of the other, in the same order and with the same references
     * @throws IllegalArgumentException if an utterance's references differ
     */
    static MatchedPairs test(List<Alignment> a, List<Alignment> b) {
        List<Integer> differences = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            addDifferences(a.get(i), b.get(i), differences);
        }
        return ofDifferences(differences);
    }

    static MatchedPairs ofDifferences(List<Integer> differences) {
        int n = differences.size();
        double mean = differences.stream().mapToInt(d -> d).average().orElse(0);
        if (n < 2) {
            return new MatchedPairs(n, mean, 0, 0, 1);
        }
        double squares =
                differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        double deviation = Math.sqrt(squares / (n - 1));
        if (deviation == 0) {
            // All alike: no difference at all, or one that never fails to appear, which this test cannot weigh.
            return new MatchedPairs(n, mean, 0, 0, 1);
        }
        double z = mean / (deviation / Math.sqrt(n));
        return new MatchedPairs(n, mean, deviation, z, Normal.twoSided(z));
    }

    private static void addDifferences(Alignment a, Alignment b, List<Integer> differences) {
        int[] errorsA = errorsByWord(a);
        int[] errorsB = errorsByWord(b);
        if (errorsA.length != errorsB.length) {
            throw new IllegalArgumentException("references must be the same; got " + (errorsA.length - 1) / 2 + " and "
                    + (errorsB.length - 1) / 2 + " words");
        }
        int sumA = 0;
        int sumB = 0;
        int right = 0;
        // Even places hold the insertions before a word, odd places the word itself.
        for (int place = 0; place < errorsA.length; place++) {
            if (errorsA[place] + errorsB[place] > 0) {
                sumA += errorsA[place];
                sumB += errorsB[place];
                right = 0;
            } else if (place % 2 == 1 && ++right == BUFFER_WORDS && sumA + sumB > 0) {
                differences.add(sumA - sumB);
                sumA = 0;
                sumB = 0;
            }
        }
        if (sumA + sumB > 0) {
            differences.add(sumA - sumB);
        }
    }

    /** [2 words + 1]: insertions before word i at 2 i, 1 for a wrong word i at 2 i + 1, insertions at the end last. */
    private static int[] errorsByWord(Alignment alignment) {
        int[] errors = new int[2 * alignment.counts().words() + 1];
        int place = 0;
        for (EditStep step : alignment.steps()) {
            switch (step.kind()) {
                case INSERTION -> errors[place]++;
                case HIT -> place += 2;
                case SUBSTITUTION, DELETION -> {
                    errors[place + 1] = 1;
                    place += 2;
                }
            }
        }
        return errors;
    }
}
