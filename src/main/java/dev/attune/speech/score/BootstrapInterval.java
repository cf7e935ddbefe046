package dev.attune.speech.score;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far a figure of a test set would move with another set of its kind: 95 % of the figures of {@value #REPLICATES} sets, drawn from
 * this one with replacement, lie between {@code low} and {@code high}.
 *
 * <p>Whole utterances are drawn, because errors inside one belong together. The seed is fixed: the same set gives the same interval.
 *
 * <p>Source: Bisani and Ney, Bootstrap estimates for confidence intervals in ASR performance evaluation, ICASSP 2004.
 *
 * @param estimate the figure of the set itself
 * @param low 2.5 % of the drawn sets lie below
 * @param high 2.5 % lie above
 */
public record BootstrapInterval(double estimate, double low, double high) {

    public static final int REPLICATES = 2_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 20_040_517;

    /** Interval of the error rate of the utterances together. */
    public static BootstrapInterval ofRate(List<ErrorCounts> utterances) {
        return of(rates(utterances), sum(utterances).rate());
    }

    /** The error rate of each drawn set; the n-th set has the same utterances for every list of the same size. */
    static double[] rates(List<ErrorCounts> utterances) {
        int[] words = utterances.stream().mapToInt(ErrorCounts::words).toArray();
        int[] errors = utterances.stream().mapToInt(ErrorCounts::errors).toArray();
        double[] rates = new double[REPLICATES];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            long wordSum = 0;
            long errorSum = 0;
            for (int i = 0; i < words.length; i++) {
                int drawn = random.nextInt(words.length);
                wordSum += words[drawn];
                errorSum += errors[drawn];
            }
            // As ErrorCounts.rate has it.
            rates[replicate] = wordSum == 0 ? Math.min(errorSum, 1) : errorSum / (double) wordSum;
        }
        return rates;
    }

    static BootstrapInterval of(double[] replicates, double estimate) {
        double[] sorted = replicates.clone();
        Arrays.sort(sorted);
        int cut = (int) (TAIL * sorted.length);
        return new BootstrapInterval(estimate, sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    private static ErrorCounts sum(List<ErrorCounts> utterances) {
        return utterances.stream().reduce(ErrorCounts.NONE, ErrorCounts::plus);
    }
}
