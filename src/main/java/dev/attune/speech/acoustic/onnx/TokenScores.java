package dev.attune.speech.acoustic.onnx;

import dev.attune.speech.acoustic.ImportedNetwork.Scores;
import java.util.Arrays;

/** Brings one frame of a network's outputs into log probabilities of a package's tokens. */
final class TokenScores {

    /** ln of what a probability of 0 counts as, so that no path is ruled out by rounding. */
    private static final double LEAST = -103;

    private TokenScores() {}

    /**
     * Writes ln of the sum of the probabilities of all outputs that count for a token.
     *
     * @param raw the network's numbers, of which those from {@code at} on belong to the frame
     * @param tokenMap for each output its token, below {@code tokens}
     */
    static void fold(float[] raw, int at, int[] tokenMap, Scores scores, float[] out, int outAt, int tokens) {
        double[] sums = new double[tokens];
        double largest = 0;
        double total = 1;
        if (scores == Scores.LOGITS) {
            largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < tokenMap.length; i++) {
                largest = Math.max(largest, raw[at + i]);
            }
            total = 0;
        }
        double[] logs = new double[tokens];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        int[] sources = new int[tokens];
        for (int i = 0; i < tokenMap.length; i++) {
            double value = raw[at + i];
            double probability = scores == Scores.LOGITS ? Math.exp(value - largest) : value;
            total += scores == Scores.LOGITS ? probability : 0;
            int token = tokenMap[i];
            sums[token] += probability;
            // A token with one source keeps its logarithm, which is exact far below what a probability can hold.
            logs[token] = scores == Scores.LOGITS ? value - largest : Math.log(value);
            sources[token]++;
        }
        double norm = Math.log(total);
        for (int token = 0; token < tokens; token++) {
            double log = sources[token] == 1 ? logs[token] : Math.log(sums[token]);
            out[outAt + token] = (float) Math.max(LEAST, log - norm);
        }
    }
}
