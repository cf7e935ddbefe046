package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

    private static final int FRAMES = 3;
    private static final int TOKENS = 4;

    /** Leaves room for an utterance before and one after. */
    private static final int OFFSET = TOKENS;

    private final float[] before = logits(1);
    private final float[] now = logits(2);

    @Test
    void isTheDivergenceOfEachFrame() {
        double expected = 0;
        for (int t = 0; t < FRAMES; t++) {
            double[] p = probabilities(before, t);
            double[] q = probabilities(now, t);
            for (int v = 0; v < TOKENS; v++) {
                expected += p[v] * Math.log(p[v] / q[v]);
            }
        }
        assertThat(divergence(now)).isCloseTo(expected, within(1e-6)).isPositive();
    }

    @Test
    void whatIsSaidAsBeforeHasNothingToLearn() {
        float[] gradient = new float[before.length];

        assertThat(Rehearsal.add(before, OFFSET, before, OFFSET, FRAMES, TOKENS, 1, gradient))
                .isZero();
        assertThat(gradient).containsOnly(0);
        // Probabilities are what counts.
        float[] shifted = before.clone();
        for (int i = 0; i < TOKENS; i++) {
            shifted[OFFSET + i] += 3;
        }
        assertThat(divergence(shifted)).isCloseTo(0, within(1e-6));
    }

    @Test
    void gradientAgreesWithFiniteDifferencesAndIsAdded() {
        float[] gradient = new float[now.length];
        Arrays.fill(gradient, 7);
        Rehearsal.add(now, OFFSET, before, OFFSET, FRAMES, TOKENS, 0.5, gradient);

        for (int i = 0; i < now.length; i++) {
            float step = 1f / 256;
            float[] up = now.clone();
            float[] down = now.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (divergence(up) - divergence(down)) / (2 * step);
            assertThat(gradient[i] - 7.0).as("logit " + i).isCloseTo(0.5 * slope, within(1e-4));
        }
        assertThat(gradient[0]).isEqualTo(7);
        assertThat(gradient[now.length - 1]).isEqualTo(7);
    }

    /** The second and the third utterance of three, of which the second has one frame only. */
    @Test
    void findsTheUtterancesOfABatch() {
        float[] logits = Arrays.copyOf(logits(3), 6 * TOKENS); // (3, 2, TOKENS)
        float[] said = Arrays.copyOf(logits(4), 4 * TOKENS); // (2, 2, TOKENS)
        float[] expected = new float[logits.length];
        Rehearsal.add(logits, 2 * TOKENS, said, 0, 1, TOKENS, 3, expected);
        Rehearsal.add(logits, 4 * TOKENS, said, 2 * TOKENS, 2, TOKENS, 3, expected);

        float[] gradient = new float[logits.length];
        Rehearsal.batch(logits, said, TOKENS, new int[] {2, 1, 2}, new int[] {1, 2}, 3, gradient);

        assertThat(gradient).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(gradient, 0, 2 * TOKENS)).containsOnly(0);
        assertThat(Arrays.copyOfRange(gradient, 3 * TOKENS, 4 * TOKENS)).containsOnly(0);
        assertThat(gradient[2 * TOKENS]).isNotZero();
    }

    private double divergence(float[] logits) {
        return Rehearsal.add(logits, OFFSET, before, OFFSET, FRAMES, TOKENS, 1, new float[logits.length]);
    }

    private static double[] probabilities(float[] logits, int frame) {
        double[] p = new double[TOKENS];
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            p[v] = Math.exp(logits[OFFSET + frame * TOKENS + v]);
            sum += p[v];
        }
        for (int v = 0; v < TOKENS; v++) {
            p[v] /= sum;
        }
        return p;
    }

    private static float[] logits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[OFFSET + FRAMES * TOKENS + TOKENS];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-3, 3);
        }
        return logits;
    }
}
