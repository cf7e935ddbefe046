package dev.attune.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.LogProbMatrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordAlignmentTest {

    private static final int BOUNDARY = 3;
    private static final int TOKENS = 4;

    @Test
    void findsTheFramesOfEachWord() {
        List<WordAlignment.Span> spans = new WordAlignment(
                        path(0, 1, 1, 2, 0, 3, 0, 0, 2, 0), BOUNDARY, List.of(new int[] {1, 2}, new int[] {2}))
                .spans();

        assertThat(spans).hasSize(2);
        assertThat(spans.get(0).start()).isEqualTo(1);
        assertThat(spans.get(0).end()).isEqualTo(4);
        assertThat(spans.get(1).start()).isEqualTo(8);
        assertThat(spans.get(1).end()).isEqualTo(9);
        assertThat(spans.get(0).meanLogProb()).isCloseTo(Math.log(0.97), within(1e-5));
        assertThat(spans.get(0).minLogProb()).isCloseTo(Math.log(0.97), within(1e-5));
    }

    @Test
    void takesWordsWithoutABoundaryBetweenThem() {
        List<WordAlignment.Span> spans =
                new WordAlignment(path(1, 2, 1, 0), BOUNDARY, List.of(new int[] {1}, new int[] {2, 1})).spans();

        assertThat(spans.get(0).start()).isZero();
        assertThat(spans.get(0).end()).isEqualTo(1);
        assertThat(spans.get(1).start()).isEqualTo(1);
        assertThat(spans.get(1).end()).isEqualTo(3);
    }

    @Test
    void givesNothingWhereTheWordsDoNotFit() {
        assertThat(new WordAlignment(path(1), BOUNDARY, List.of(new int[] {1, 2})).spans())
                .isEmpty();
        assertThat(new WordAlignment(path(), BOUNDARY, List.of(new int[] {1})).spans())
                .isEmpty();
        assertThat(new WordAlignment(path(1, 2), BOUNDARY, List.of()).spans()).isEmpty();
    }

    /** The path must be as probable as the best of all paths that say these words. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void liesOnTheBestOfAllPaths(long seed) {
        int frames = 7;
        LogProbMatrix matrix = random(frames, seed);
        List<int[]> words = List.of(new int[] {1, 1}, new int[] {2});

        List<WordAlignment.Span> spans = new WordAlignment(matrix, BOUNDARY, words).spans();

        int[] best = null;
        double bestLogProb = Double.NEGATIVE_INFINITY;
        for (int number = 0; number < Math.pow(TOKENS, frames); number++) {
            int[] path = new int[frames];
            double logProb = 0;
            for (int t = 0, rest = number; t < frames; t++, rest /= TOKENS) {
                path[t] = rest % TOKENS;
                logProb += matrix.get(t, path[t]);
            }
            if (logProb > bestLogProb && says112(path)) {
                best = path;
                bestLogProb = logProb;
            }
        }
        assertThat(best).isNotNull();
        int first = 0;
        while (best[first] != 1) {
            first++;
        }
        int last = frames - 1;
        while (best[last] != 2) {
            last--;
        }
        assertThat(spans.get(0).start()).as("seed %d", seed).isEqualTo(first);
        assertThat(spans.get(1).end()).as("seed %d", seed).isEqualTo(last + 1);
    }

    /** Whether a path collapses to 1 1 2, with boundaries around and between the words only. */
    private static boolean says112(int[] path) {
        StringBuilder collapsed = new StringBuilder();
        int previous = 0;
        for (int token : path) {
            if (token != 0 && token != previous) {
                collapsed.append(token);
            }
            previous = token;
        }
        // One boundary a place: more than one would need a reason that no utterance gives.
        return collapsed.toString().matches("3?113?23?");
    }

    private static LogProbMatrix path(int... tokens) {
        float[] values = new float[tokens.length * TOKENS];
        for (int t = 0; t < tokens.length; t++) {
            for (int v = 0; v < TOKENS; v++) {
                values[t * TOKENS + v] = (float) Math.log(v == tokens[t] ? 0.97 : 0.01);
            }
        }
        return new LogProbMatrix(tokens.length, TOKENS, values);
    }

    private static LogProbMatrix random(int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[frames * TOKENS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-4, 0);
        }
        return new LogProbMatrix(frames, TOKENS, values);
    }
}
