package dev.attune.speech.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Connectionist temporal classification: exact loss and its gradient by the forward-backward algorithm, natural log throughout.
 *
 * <p>The gradient with respect to a logit is {@code softmax - occupancy}, where the occupancy of a token is the posterior probability that a
 * path through the target stands on it in that frame. Token 0 is the blank.
 *
 * <p>Source: Graves, Fernandez, Gomez, Schmidhuber, ICML 2006. Stateless and thread-safe.
 */
public final class CtcLoss {

    private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

    private CtcLoss() {}

    /** Fewest frames in which a target can be said: one a token, and a blank between equal neighbours. */
    public static int requiredFrames(int[] target) {
        int repeats = 0;
        for (int i = 1; i < target.length; i++) {
            if (target[i] == target[i - 1]) {
                repeats++;
            }
        }
        return target.length + repeats;
    }

    /**
     * Losses of a batch, utterances in parallel on the common pool.
     *
     * @param logits (B, T, V) row-major, B = targets.length
     * @param maxFrames T
     * @param tokens V
     * @param frames real frames of each utterance, at most T
     * @param targets tokens of each utterance without blanks; null leaves an utterance out
     * @param scale factor of each gradient
     * @param gradient (B, T, V), overwritten with scale * d(-ln P) / d(logit); 0 beyond an utterance's frames and for one left out
     * @return -ln P(target) of each utterance; NaN for one that is left out because it has no target or too few frames for it; infinite, with a
     *     gradient of NaN, where the logits are no numbers
     */
    public static double[] batch(
            float[] logits, int maxFrames, int tokens, int[] frames, int[][] targets, double scale, float[] gradient) {
        Arrays.fill(gradient, 0);
        double[] losses = new double[targets.length];
        IntStream.range(0, targets.length).parallel().forEach(b -> {
            int[] target = targets[b];
            losses[b] = target == null || frames[b] < Math.max(1, requiredFrames(target))
                    ? Double.NaN
                    : one(logits, b * maxFrames * tokens, frames[b], tokens, target, scale, gradient);
        });
        return losses;
    }

    /** One utterance; the caller has made sure that the target fits into the frames. */
    private static double one(
            float[] logits, int offset, int frames, int tokens, int[] target, double scale, float[] gradient) {
        double[] logProbs = logSoftmax(logits, offset, frames, tokens);
        // States: blank, first token, blank, second token, ..., blank.
        int states = 2 * target.length + 1;
        double[] forward = new double[frames * states];
        Arrays.fill(forward, IMPOSSIBLE);
        forward[0] = logProbs[0];
        if (states > 1) {
            forward[1] = logProbs[target[0]];
        }
        for (int t = 1; t < frames; t++) {
            int first = Math.max(0, states - 2 * (frames - t));
            int last = Math.min(states, 2 * (t + 1));
            for (int s = first; s < last; s++) {
                int before = (t - 1) * states + s;
                double sum = forward[before];
                if (s > 0) {
                    sum = logAdd(sum, forward[before - 1]);
                }
                if (maySkipBlank(target, s)) {
                    sum = logAdd(sum, forward[before - 2]);
                }
                forward[t * states + s] = sum + logProbs[t * tokens + token(target, s)];
            }
        }
        int end = (frames - 1) * states;
        double logLikelihood = forward[end + states - 1];
        if (states > 1) {
            logLikelihood = logAdd(logLikelihood, forward[end + states - 2]);
        }
        if (logLikelihood == IMPOSSIBLE) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(logLikelihood)) {
            // The caller takes NaN for an utterance that was left out, and would train on without noticing.
            Arrays.fill(gradient, offset, offset + frames * tokens, Float.NaN);
            return Double.POSITIVE_INFINITY;
        }

        // Backward scores exclude the frame's own probability, so forward + backward is the mass through a state.
        double[] backward = new double[states];
        double[] previous = new double[states];
        double[] occupancy = new double[tokens];
        Arrays.fill(backward, IMPOSSIBLE);
        backward[states - 1] = 0;
        if (states > 1) {
            backward[states - 2] = 0;
        }
        for (int t = frames - 1; t >= 0; t--) {
            if (t < frames - 1) {
                double[] swap = previous;
                previous = backward;
                backward = swap;
                int row = (t + 1) * tokens;
                for (int s = 0; s < states; s++) {
                    double sum = previous[s] + logProbs[row + token(target, s)];
                    if (s + 1 < states) {
                        sum = logAdd(sum, previous[s + 1] + logProbs[row + token(target, s + 1)]);
                    }
                    if (s + 2 < states && maySkipBlank(target, s + 2)) {
                        sum = logAdd(sum, previous[s + 2] + logProbs[row + token(target, s + 2)]);
                    }
                    backward[s] = sum;
                }
            }
            Arrays.fill(occupancy, 0);
            for (int s = 0; s < states; s++) {
                double through = forward[t * states + s] + backward[s];
                if (through > IMPOSSIBLE) {
                    occupancy[token(target, s)] += Math.exp(through - logLikelihood);
                }
            }
            int out = offset + t * tokens;
            for (int v = 0; v < tokens; v++) {
                gradient[out + v] = (float) (scale * (Math.exp(logProbs[t * tokens + v]) - occupancy[v]));
            }
        }
        return -logLikelihood;
    }

    private static int token(int[] target, int state) {
        return (state & 1) == 0 ? 0 : target[state >> 1];
    }

    /** A path may go from one token straight to the next unless they are equal: then they would collapse into one. */
    private static boolean maySkipBlank(int[] target, int state) {
        return (state & 1) == 1 && state > 1 && target[state >> 1] != target[(state >> 1) - 1];
    }

    /** ln of the probabilities (frames, tokens) from an offset of the logits on. */
    static double[] logSoftmax(float[] logits, int offset, int frames, int tokens) {
        double[] logProbs = new double[frames * tokens];
        for (int t = 0; t < frames; t++) {
            int row = offset + t * tokens;
            float max = logits[row];
            for (int v = 1; v < tokens; v++) {
                max = Math.max(max, logits[row + v]);
            }
            double sum = 0;
            for (int v = 0; v < tokens; v++) {
                sum += Math.exp(logits[row + v] - max);
            }
            double normaliser = max + Math.log(sum);
            for (int v = 0; v < tokens; v++) {
                logProbs[t * tokens + v] = logits[row + v] - normaliser;
            }
        }
        return logProbs;
    }

    private static double logAdd(double a, double b) {
        double high = Math.max(a, b);
        double difference = Math.min(a, b) - high;
        // Also true for two impossible paths, whose difference is NaN.
        return !(difference > -40) ? high : high + Math.log1p(Math.exp(difference));
    }
}
