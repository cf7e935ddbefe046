package dev.attune.speech.train;

import java.util.Arrays;
import java.util.List;

/**
 * Trigram probabilities of the tokens of a head, estimated from the targets of a training and smoothed after Witten and Bell: {@code P(c | a, b)}. Token 0, the
 * blank, never is a part of a target; in a history it stands for the beginning, as a token for the end.
 *
 * <p>Source: Witten and Bell, The zero-frequency problem, IEEE Transactions on Information Theory 37(4), 1991.
 */
final class TokenTrigrams {

    private final int tokens;
    private final double[] probabilities;

    private TokenTrigrams(int tokens, double[] probabilities) {
        this.tokens = tokens;
        this.probabilities = probabilities;
    }

    /**
     * @param targets of utterances
     * @param tokens of the head, with the blank
     */
    static TokenTrigrams of(List<int[]> targets, int tokens) {
        int histories = tokens * tokens;
        double[] threes = new double[histories * tokens];
        double[] twos = new double[histories];
        double[] ones = new double[tokens];
        for (int[] target : targets) {
            int a = 0;
            int b = 0;
            for (int i = 0; i <= target.length; i++) {
                int c = i < target.length ? target[i] : 0;
                threes[(a * tokens + b) * tokens + c]++;
                twos[b * tokens + c]++;
                ones[c]++;
                a = b;
                b = c;
            }
        }
        double[] uniform = new double[tokens];
        Arrays.fill(uniform, 1.0 / tokens);
        double[] one = new double[tokens];
        smooth(ones, 0, uniform, 0, one, tokens);
        double[] two = new double[histories];
        for (int b = 0; b < tokens; b++) {
            smooth(twos, b * tokens, one, 0, two, tokens);
        }
        double[] three = new double[histories * tokens];
        for (int history = 0; history < histories; history++) {
            smooth(threes, history * tokens, two, history % tokens * tokens, three, tokens);
        }
        return new TokenTrigrams(tokens, three);
    }

    /** As many draws from the lower order as there were different tokens after a history. */
    private static void smooth(double[] counts, int at, double[] lower, int lowerAt, double[] smoothed, int tokens) {
        double total = 0;
        int kinds = 0;
        for (int i = at; i < at + tokens; i++) {
            total += counts[i];
            kinds += counts[i] > 0 ? 1 : 0;
        }
        for (int i = 0; i < tokens; i++) {
            smoothed[at + i] =
                    total == 0 ? lower[lowerAt + i] : (counts[at + i] + kinds * lower[lowerAt + i]) / (total + kinds);
        }
    }

    int tokens() {
        return tokens;
    }

    /** {@code P(c | a, b)} at {@code (a * tokens + b) * tokens + c}; not to be written to. */
    double[] probabilities() {
        return probabilities;
    }

    /** ln P of a target with its end. */
    double logProbability(int[] target) {
        double sum = 0;
        int a = 0;
        int b = 0;
        for (int i = 0; i <= target.length; i++) {
            int c = i < target.length ? target[i] : 0;
            sum += Math.log(probabilities[(a * tokens + b) * tokens + c]);
            a = b;
            b = c;
        }
        return sum;
    }
}
