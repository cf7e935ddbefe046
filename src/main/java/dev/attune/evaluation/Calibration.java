package dev.attune.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model's confidence can be believed: of the words that it gives a confidence of 0.8, eight in ten should be right.
 *
 * <p>Source: Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015.
 *
 * @param bins parts of the confidence scale of the same width that hold words, lowest first
 * @param error the expected calibration error: mean distance of confidence and share of right words over the bins, weighed by words, in [0, 1]
 */
public record Calibration(List<Bin> bins, double error) {

    private static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Words of about the same confidence.
     *
     * @param confidence their mean
     * @param right share of them that is right
     */
    public record Bin(int words, double confidence, double right) {}

    /** Words of the whole test set. */
    public int words() {
        return bins.stream().mapToInt(Bin::words).sum();
    }

    /** Counts words one by one. Not thread-safe. */
    public static final class Counter {

        private final int[] words = new int[BINS];
        private final int[] rightWords = new int[BINS];
        private final double[] confidence = new double[BINS];

        /**
         * @param value in [0, 1]
         * @param isRight whether the word was said
         */
        public void add(double value, boolean isRight) {
            int bin = Math.clamp((long) (value * BINS), 0, BINS - 1);
            words[bin]++;
            rightWords[bin] += isRight ? 1 : 0;
            confidence[bin] += value;
        }

        /**
         * Counts the words of one reading.
         *
         * @param confidences of its words, in their order
         * @param right whether each was said; another number of words than confidences means that normalisation joined or split some, and nothing is counted
         */
        public void addAll(List<Double> confidences, List<Boolean> right) {
            if (confidences.size() == right.size()) {
                for (int i = 0; i < right.size(); i++) {
                    add(confidences.get(i), right.get(i));
                }
            }
        }

        public Calibration result() {
            List<Bin> bins = new ArrayList<>();
            double distance = 0;
            int total = 0;
            for (int i = 0; i < BINS; i++) {
                if (words[i] > 0) {
                    bins.add(new Bin(words[i], confidence[i] / words[i], rightWords[i] / (double) words[i]));
                    distance += Math.abs(confidence[i] - rightWords[i]);
                    total += words[i];
                }
            }
            return new Calibration(bins, total == 0 ? 0 : distance / total);
        }
    }
}
