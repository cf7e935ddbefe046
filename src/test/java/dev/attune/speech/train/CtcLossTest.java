package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CtcLossTest {

    private static final int TOKENS = 3;

    /** Every path of tokens is listed; those that collapse to the target add up to its probability. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2", "12", "21", "11", "112", "121", "1212", "22"})
    void isTheSumOverAllPaths(String text) {
        int[] target = text.chars().map(c -> c - '0').toArray();
        for (int frames = Math.max(1, CtcLoss.requiredFrames(target)); frames <= 6; frames++) {
            float[] logits = random(frames * TOKENS, 17 + frames);

            double loss = loss(logits, frames, target);

            assertThat(loss)
                    .as("%d frames", frames)
                    .isCloseTo(-Math.log(enumerate(logits, frames, target)), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "11", "2212"})
    void gradientAgreesWithFiniteDifferences(String text) {
        int[] target = text.chars().map(c -> c - '0').toArray();
        int frames = 7;
        float[] logits = random(frames * TOKENS, 3);
        float[] gradient = new float[logits.length];
        CtcLoss.batch(logits, frames, TOKENS, new int[] {frames}, new int[][] {target}, 1, gradient);

        for (int i = 0; i < logits.length; i++) {
            float step = 1f / 128;
            float[] up = logits.clone();
            float[] down = logits.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (loss(up, frames, target) - loss(down, frames, target)) / ((double) up[i] - down[i]);
            assertThat((double) gradient[i]).as("value %d", i).isCloseTo(slope, within(2e-5));
        }
    }

    /** A softmax does not feel a shift of all logits of a frame. */
    @Test
    void gradientOfEveryFrameSumsToZero() {
        int frames = 20;
        float[] gradient = new float[frames * TOKENS];
        CtcLoss.batch(
                random(frames * TOKENS, 9),
                frames,
                TOKENS,
                new int[] {frames},
                new int[][] {{1, 2, 2, 1}},
                0.25,
                gradient);

        for (int t = 0; t < frames; t++) {
            double sum = 0;
            for (int v = 0; v < TOKENS; v++) {
                sum += gradient[t * TOKENS + v];
            }
            assertThat(sum).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void utterancesOfABatchDoNotTouchEachOther() {
        int maxFrames = 8;
        float[] logits = random(3 * maxFrames * TOKENS, 5);
        int[] frames = {8, 5, 3};
        int[][] targets = {{1, 2}, {2}, {1}};
        float[] gradient = new float[logits.length];
        Arrays.fill(gradient, 99);

        double[] losses = CtcLoss.batch(logits, maxFrames, TOKENS, frames, targets, 1, gradient);

        for (int b = 0; b < 3; b++) {
            int from = b * maxFrames * TOKENS;
            float[] alone = Arrays.copyOfRange(logits, from, from + frames[b] * TOKENS);
            float[] aloneGradient = new float[alone.length];
            double[] loss = CtcLoss.batch(
                    alone, frames[b], TOKENS, new int[] {frames[b]}, new int[][] {targets[b]}, 1, aloneGradient);
            assertThat(losses[b]).isEqualTo(loss[0]);
            assertThat(Arrays.copyOfRange(gradient, from, from + alone.length)).isEqualTo(aloneGradient);
            for (int i = from + alone.length; i < from + maxFrames * TOKENS; i++) {
                assertThat(gradient[i])
                        .as("beyond the frames of utterance %d", b)
                        .isZero();
            }
        }
    }

    @Test
    void leavesOutWhatCannotBeSaid() {
        float[] logits = random(2 * 3 * TOKENS, 6);
        float[] gradient = new float[logits.length];

        // Three frames hold "1 1" only with a blank between, "1 1 2" not at all.
        double[] losses =
                CtcLoss.batch(logits, 3, TOKENS, new int[] {3, 3}, new int[][] {{1, 1, 2}, null}, 1, gradient);

        assertThat(losses).containsExactly(Double.NaN, Double.NaN);
        assertThat(gradient).containsOnly(0);
    }

    @Test
    void scalesTheGradientOnly() {
        float[] logits = random(5 * TOKENS, 8);
        float[] whole = new float[logits.length];
        float[] half = new float[logits.length];
        double one = CtcLoss.batch(logits, 5, TOKENS, new int[] {5}, new int[][] {{2}}, 1, whole)[0];
        double other = CtcLoss.batch(logits, 5, TOKENS, new int[] {5}, new int[][] {{2}}, 0.5, half)[0];

        assertThat(other).isEqualTo(one);
        for (int i = 0; i < whole.length; i++) {
            assertThat((double) half[i]).isCloseTo(0.5 * whole[i], within(1e-7));
        }
    }

    @Test
    void staysFiniteOnLongUtterancesAndExtremeLogits() {
        int frames = 3000;
        float[] logits = random(frames * TOKENS, 4);
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= 60;
        }
        int[] target = new int[400];
        for (int i = 0; i < target.length; i++) {
            target[i] = 1 + i % 2;
        }
        float[] gradient = new float[logits.length];

        double loss = CtcLoss.batch(logits, frames, TOKENS, new int[] {frames}, new int[][] {target}, 1, gradient)[0];

        assertThat(loss).isFinite().isPositive();
        for (float value : gradient) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    /** A network that has diverged must not look like an utterance that was left out. */
    @Test
    void isNotSilentAboutLogitsThatAreNoNumbers() {
        float[] logits = random(5 * TOKENS, 8);
        logits[4] = Float.NaN;
        float[] gradient = new float[logits.length];

        double loss = CtcLoss.batch(logits, 5, TOKENS, new int[] {5}, new int[][] {{2}}, 1, gradient)[0];

        assertThat(loss).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(gradient).contains(Float.NaN);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "1, 1", "12, 2", "11, 3", "1112, 6", "1212, 4"})
    void needsAFrameForEveryTokenAndForEveryRepetition(String text, int frames) {
        assertThat(CtcLoss.requiredFrames(text.chars().map(c -> c - '0').toArray()))
                .isEqualTo(frames);
    }

    private static double loss(float[] logits, int frames, int[] target) {
        return CtcLoss.batch(
                logits, frames, TOKENS, new int[] {frames}, new int[][] {target}, 1, new float[logits.length])[0];
    }

    private static double enumerate(float[] logits, int frames, int[] target) {
        double total = 0;
        int paths = (int) Math.pow(TOKENS, frames);
        int[] path = new int[frames];
        for (int number = 0; number < paths; number++) {
            double probability = 1;
            for (int t = 0, rest = number; t < frames; t++, rest /= TOKENS) {
                path[t] = rest % TOKENS;
                double sum = 0;
                for (int v = 0; v < TOKENS; v++) {
                    sum += Math.exp(logits[t * TOKENS + v]);
                }
                probability *= Math.exp(logits[t * TOKENS + path[t]]) / sum;
            }
            if (Arrays.equals(collapse(path), target)) {
                total += probability;
            }
        }
        return total;
    }

    private static int[] collapse(int[] path) {
        int[] out = new int[path.length];
        int count = 0;
        for (int t = 0; t < path.length; t++) {
            if (path[t] != 0 && (t == 0 || path[t] != path[t - 1])) {
                out[count++] = path[t];
            }
        }
        return Arrays.copyOf(out, count);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }
}
