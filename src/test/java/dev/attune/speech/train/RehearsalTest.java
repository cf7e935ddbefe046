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

        assertThat(Rehearsal.add(before, before, OFFSET, FRAMES, TOKENS, 1, gradient))
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
        Rehearsal.add(now, before, OFFSET, FRAMES, TOKENS, 0.5, gradient);

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

    private double divergence(float[] logits) {
        return Rehearsal.add(logits, before, OFFSET, FRAMES, TOKENS, 1, new float[logits.length]);
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
