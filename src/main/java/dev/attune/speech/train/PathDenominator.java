package dev.attune.speech.train;

import java.util.Arrays;

/**
 * The sum over all paths through an utterance, each with the product of its tokens' probabilities and the trigram probability of what it says: the denominator of
 * a conditional random field over the topology of CTC. With it a network learns to tell a target from everything else that could be said, where CTC lets each
 * frame learn alone.
 *
 * <p>States are the last two tokens said, and whether the frame stands on a blank or on the last token. Computed with probabilities that are scaled in every
 * frame; states of less than {@value #TINY} of a frame's mass are left out.
 *
 * <p>Source: Xiang and Ou, CRF-based single-stage acoustic modeling with CTC topology, ICASSP 2019. Stateless and thread-safe.
 */
final class PathDenominator {

    private static final double TINY = 1e-12;

    private final int tokens;
    private final double[] trigrams;

    PathDenominator(TokenTrigrams trigrams) {
        this.tokens = trigrams.tokens();
        this.trigrams = trigrams.probabilities();
    }

    /**
     * @param logits (frames, tokens) from an offset on
     * @param frames at least 1
     * @param scale factor of the gradient
     * @param gradient to which scale * (occupancy - softmax) is added at the places of the logits: the gradient of the result less that of the path's
     *     own normalisation, so that together with the gradient of CTC, softmax - occupancy of the target, it is occupancy - occupancy of the target
     * @return ln of the sum
     */
    double add(float[] logits, int offset, int frames, double scale, float[] gradient) {
        double[] p = CtcLoss.logSoftmax(logits, offset, frames, tokens);
        Arrays.setAll(p, i -> Math.exp(p[i]));
        int histories = tokens * tokens;
        double[][] blank = new double[frames][histories];
        double[][] label = new double[frames][histories];
        double[] first = new double[histories];
        first[0] = 1; // nothing said yet
        double[] none = new double[histories];
        double[] entering = new double[histories];
        double log = 0;
        for (int t = 0; t < frames; t++) {
            log += Math.log(forward(
                    t == 0 ? first : blank[t - 1],
                    t == 0 ? none : label[t - 1],
                    p,
                    t * tokens,
                    blank[t],
                    label[t],
                    entering));
        }
        double[] fromBlank = new double[histories];
        double[] fromLabel = new double[histories];
        double end = 0;
        for (int h = 0; h < histories; h++) {
            fromBlank[h] = fromLabel[h] = trigrams[h * tokens];
            end += (blank[frames - 1][h] + label[frames - 1][h]) * trigrams[h * tokens];
        }
        double[] occupancy = new double[tokens];
        for (int t = frames - 1; t >= 0; t--) {
            double total = occupancy(blank[t], label[t], fromBlank, fromLabel, occupancy);
            for (int v = 0; v < tokens; v++) {
                gradient[offset + t * tokens + v] += (float) (scale * (occupancy[v] / total - p[t * tokens + v]));
            }
            if (t > 0) {
                backward(blank[t - 1], label[t - 1], p, t * tokens, 1 / total, fromBlank, fromLabel, entering);
            }
        }
        return log + Math.log(end);
    }

    /** One frame on; returns the mass, by which the new states are divided. */
    private double forward(
            double[] blank,
            double[] label,
            double[] p,
            int row,
            double[] newBlank,
            double[] newLabel,
            double[] entering) {
        Arrays.fill(entering, 0);
        for (int h = 0; h < blank.length; h++) {
            double both = blank[h] + label[h];
            if (both < TINY) {
                continue;
            }
            int last = h % tokens;
            newBlank[h] = both * p[row];
            newLabel[h] = label[h] * p[row + last];
            int to = last * tokens;
            int from = h * tokens;
            for (int c = 0; c < tokens; c++) {
                entering[to + c] += both * trigrams[from + c];
            }
            // Said twice only with a blank in between.
            entering[to + last] -= label[h] * trigrams[from + last];
        }
        double mass = 0;
        for (int h = 0; h < newLabel.length; h++) {
            int last = h % tokens;
            if (last > 0) {
                newLabel[h] += Math.max(0, entering[h]) * p[row + last];
            }
            mass += newBlank[h] + newLabel[h];
        }
        for (int h = 0; h < newLabel.length; h++) {
            newBlank[h] /= mass;
            newLabel[h] /= mass;
        }
        return mass;
    }

    /** Mass of all paths that stand on each token in a frame; returns their sum. */
    private double occupancy(
            double[] blank, double[] label, double[] fromBlank, double[] fromLabel, double[] occupancy) {
        Arrays.fill(occupancy, 0);
        double total = 0;
        for (int h = 0; h < blank.length; h++) {
            double onBlank = blank[h] * fromBlank[h];
            double onLabel = label[h] * fromLabel[h];
            occupancy[0] += onBlank;
            occupancy[h % tokens] += onLabel;
            total += onBlank + onLabel;
        }
        return total;
    }

    /**
     * One frame back, in place.
     *
     * @param blank of the frame before, like {@code label}: what has no mass there needs no value
     */
    private void backward(
            double[] blank,
            double[] label,
            double[] p,
            int row,
            double scale,
            double[] fromBlank,
            double[] fromLabel,
            double[] entered) {
        for (int h = 0; h < entered.length; h++) {
            int last = h % tokens;
            entered[h] = last == 0 ? 0 : scale * p[row + last] * fromLabel[h];
        }
        for (int h = 0; h < blank.length; h++) {
            if (blank[h] + label[h] < TINY) {
                fromBlank[h] = 0;
                fromLabel[h] = 0;
                continue;
            }
            int last = h % tokens;
            int to = last * tokens;
            int from = h * tokens;
            double on = scale * p[row] * fromBlank[h];
            for (int c = 0; c < tokens; c++) {
                on += trigrams[from + c] * entered[to + c];
            }
            fromBlank[h] = on;
            // entered[h], as fromLabel may have been overwritten; 0 where nothing was said.
            fromLabel[h] = on - trigrams[from + last] * entered[to + last] + entered[h];
        }
    }
}
