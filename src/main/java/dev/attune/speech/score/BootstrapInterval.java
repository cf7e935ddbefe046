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

    private static final int HALF = 32;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    /** Interval of the error rate of the utterances together; without utterances it is a point at 0. */
    public static BootstrapInterval ofRate(List<ErrorCounts> utterances) {
        return of(rates(utterances), sum(utterances).rate());
    }

    /** The error rate of each drawn set; the n-th set has the same utterances for every list of the same size. */
    static double[] rates(List<ErrorCounts> utterances) {
        // Words and errors of an utterance side by side, so that one addition draws both.
        long[] counts = utterances.stream()
                .mapToLong(utterance -> (long) utterance.words() << HALF | utterance.errors())
                .toArray();
        double[] rates = new double[REPLICATES];
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            long sum = drawnSum(counts, new SplittableRandom(SEED + replicate));
            long words = sum >>> HALF;
            long errors = sum & LOW_HALF;
            // As ErrorCounts.rate has it.
            rates[replicate] = words == 0 ? Math.min(errors, 1) : errors / (double) words;
        }
        return rates;
    }

    /** Each half of a random number picks one utterance, as its fraction of the list: far quicker than a division, and as even to 1 in 10^5. */
    private static long drawnSum(long[] counts, SplittableRandom random) {
        long n = counts.length;
        long sum = 0;
        for (int i = 1; i < n; i += 2) {
            long bits = random.nextLong();
            sum += counts[(int) ((bits >>> HALF) * n >>> HALF)] + counts[(int) ((bits & LOW_HALF) * n >>> HALF)];
        }
        return n % 2 == 0 ? sum : sum + counts[(int) ((random.nextLong() >>> HALF) * n >>> HALF)];
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
