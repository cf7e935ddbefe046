package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sums over paths that are listed one by one. */
final class TrainingCriterionTest {

    private static final int TOKENS = 3;
    private static final List<int[]> SAID =
            List.of(new int[] {1, 2}, new int[] {1, 1}, new int[] {2, 1, 2}, new int[] {2, 2, 1}, new int[] {1});
    private static final TokenTrigrams TRIGRAMS = TokenTrigrams.of(SAID, TOKENS);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void theDenominatorIsTheSumOverAllPaths(int frames) {
        float[] logits = random(frames, 11 + frames);
        double sum =
                byTarget(logits, frames).values().stream().mapToDouble(p -> p).sum();

        double log = new PathDenominator(TRIGRAMS).add(logits, 0, frames, 1, new float[logits.length]);

        assertThat(log).isCloseTo(Math.log(sum), within(1e-6));
    }

    /** All of it is a conditional random field: a distribution over what can be said. */
    @Test
    void whatCanBeSaidSumsToOne() {
        int frames = 5;
        float[] logits = random(frames, 3);
        double sum = 0;
        for (List<Integer> target : byTarget(logits, frames).keySet()) {
            sum += Math.exp(-loss(criterion(1), logits, frames, array(target)));
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 1})
    void isTheShareOfEachCriterion(double weight) {
        int frames = 6;
        int[] target = {2, 1};
        float[] logits = random(frames, 4);
        Map<List<Integer>, Double> all = byTarget(logits, frames);
        double usual = Math.exp(TRIGRAMS.logProbability(target));
        double joint = all.get(List.of(2, 1));
        double ctc = -Math.log(joint / usual);
        double crf = -Math.log(joint / all.values().stream().mapToDouble(p -> p).sum());

        assertThat(loss(criterion(weight), logits, frames, target))
                .isCloseTo((1 - weight) * ctc + weight * crf, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.9, 1})
    void gradientAgreesWithFiniteDifferences(double weight) {
        TrainingCriterion criterion = criterion(weight);
        for (int[] target : List.of(new int[] {1, 2}, new int[] {2, 2, 1}, new int[] {})) {
            int frames = 7;
            float[] logits = random(frames, 8);
            float[] gradient = new float[logits.length];
            batch(criterion, logits, frames, new int[] {frames}, new int[][] {target}, 0.5, gradient);

            for (int i = 0; i < logits.length; i++) {
                float step = 1f / 128;
                float[] up = logits.clone();
                float[] down = logits.clone();
                up[i] += step;
                down[i] -= step;
                double slope = (loss(criterion, up, frames, target) - loss(criterion, down, frames, target))
                        / ((double) up[i] - down[i]);
                assertThat((double) gradient[i]).as("value %d", i).isCloseTo(0.5 * slope, within(2e-5));
            }
        }
    }

    /** Hundreds of frames: no underflow, and the gradient of each frame still sums to 0. */
    @Test
    void bearsLongUtterances() {
        int frames = 900;
        float[] logits = random(frames, 5);
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= 15;
        }
        float[] gradient = new float[logits.length];

        double[] losses = batch(criterion(1), logits, frames, new int[] {frames}, new int[][] {{1, 2, 1}}, 1, gradient);

        assertThat(losses[0]).isFinite().isPositive();
        for (int t = 0; t < frames; t++) {
            assertThat((double) gradient[t * TOKENS] + gradient[t * TOKENS + 1] + gradient[t * TOKENS + 2])
                    .isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void leavesOutWhatCtcLeavesOutAndDoesNotTouchPadding() {
        int maxFrames = 6;
        float[] logits = random(4 * maxFrames, 6);
        int[] frames = {6, 2, 4, 5};
        int[][] targets = {{1, 2}, {1, 2, 1}, {2}, null};
        float[] gradient = new float[logits.length];

        double[] losses = batch(criterion(0.9), logits, maxFrames, frames, targets, 1, gradient);

        assertThat(losses[1]).isNaN();
        assertThat(losses[3]).isNaN();
        for (int b : new int[] {0, 2}) {
            float[] own = Arrays.copyOfRange(logits, b * maxFrames * TOKENS, (b * maxFrames + frames[b]) * TOKENS);
            assertThat(losses[b]).isCloseTo(loss(criterion(0.9), own, frames[b], targets[b]), within(1e-9));
        }
        assertThat(Arrays.copyOfRange(gradient, maxFrames * TOKENS, 2 * maxFrames * TOKENS))
                .containsOnly(0);
        assertThat(Arrays.copyOfRange(gradient, (2 * maxFrames + 4) * TOKENS, 4 * maxFrames * TOKENS))
                .containsOnly(0);
    }

    @Test
    void onlyTheHeadThatIsDecodedIsJudgedAmongAllThatCouldBeSaid() {
        NetworkDescription both = NetworkDescription.timeDelay(8, 1, 8, TOKENS, TOKENS);
        NetworkDescription letters = NetworkDescription.timeDelay(8, 1, 8, 0, TOKENS);
        float[] logits = random(5, 9);
        double ctc = loss(TrainingCriterion.ctc(), logits, 5, new int[] {1});

        assertThat(lossOfLetters(TrainingCriterion.of(both, 1, examples()), logits))
                .isEqualTo(ctc);
        assertThat(lossOfLetters(TrainingCriterion.of(letters, 1, examples()), logits))
                .isCloseTo(loss(criterion(1), logits, 5, new int[] {1}), within(1e-9));
    }

    private static double lossOfLetters(TrainingCriterion criterion, float[] logits) {
        return criterion
                .batch(false, logits, 5, TOKENS, new int[] {5}, new int[][] {{1}}, 0, new float[logits.length])[0];
    }

    private static TrainingCriterion criterion(double weight) {
        return TrainingCriterion.of(NetworkDescription.timeDelay(8, 1, 8, TOKENS, TOKENS), weight, examples());
    }

    private static List<TrainingExample> examples() {
        return SAID.stream()
                .map(target ->
                        new TrainingExample("said", () -> new AudioClip(new float[16], 16_000), 1, target, target))
                .toList();
    }

    private static double loss(TrainingCriterion criterion, float[] logits, int frames, int[] target) {
        return batch(criterion, logits, frames, new int[] {frames}, new int[][] {target}, 1, new float[logits.length])[
                0];
    }

    private static double[] batch(
            TrainingCriterion criterion,
            float[] logits,
            int maxFrames,
            int[] frames,
            int[][] targets,
            double scale,
            float[] gradient) {
        return criterion.batch(true, logits, maxFrames, TOKENS, frames, targets, scale, gradient);
    }

    /** What every path says, with the sum of the paths' probabilities times the trigram probability of what is said. */
    private static Map<List<Integer>, Double> byTarget(float[] logits, int frames) {
        Map<List<Integer>, Double> sums = new HashMap<>();
        int paths = (int) Math.pow(TOKENS, frames);
        for (int path = 0; path < paths; path++) {
            double p = 1;
            List<Integer> said = new ArrayList<>();
            int before = 0;
            for (int t = 0, rest = path; t < frames; t++, rest /= TOKENS) {
                int token = rest % TOKENS;
                p *= probability(logits, t, token);
                if (token != 0 && token != before) {
                    said.add(token);
                }
                before = token;
            }
            sums.merge(said, p * Math.exp(TRIGRAMS.logProbability(array(said))), Double::sum);
        }
        return sums;
    }

    private static double probability(float[] logits, int frame, int token) {
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            sum += Math.exp(logits[frame * TOKENS + v]);
        }
        return Math.exp(logits[frame * TOKENS + token]) / sum;
    }

    private static int[] array(List<Integer> tokens) {
        return tokens.stream().mapToInt(token -> token).toArray();
    }

    private static float[] random(int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[frames * TOKENS];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-2, 2);
        }
        return logits;
    }
}
