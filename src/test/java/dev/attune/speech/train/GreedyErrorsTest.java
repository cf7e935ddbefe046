package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GreedyErrorsTest {

    @ParameterizedTest
    @CsvSource({"0110220, 12", "1101, 11", "000, ''", "12121, 12121", "'', ''"})
    void collapsesTheBestPath(String path, String tokens) {
        int frames = path.length();
        float[] values = new float[frames * 3];
        for (int t = 0; t < frames; t++) {
            values[t * 3 + path.charAt(t) - '0'] = 1;
        }

        assertThat(GreedyErrors.bestPath(values, 0, frames, 3))
                .isEqualTo(tokens.chars().map(c -> c - '0').toArray());
    }

    @ParameterizedTest
    @CsvSource({"123, 123, 0", "123, 13, 1", "13, 123, 1", "123, 143, 1", "'', 12, 2", "12, '', 2", "1234, 4321, 4"})
    void countsTheFewestEdits(String reference, String hypothesis, int distance) {
        assertThat(GreedyErrors.distance(tokens(reference), tokens(hypothesis))).isEqualTo(distance);
    }

    @Test
    void addsUpOverUtterancesAndLeavesOutThoseWithoutTarget() {
        GreedyErrors errors = new GreedyErrors();
        assertThat(errors.rate()).isNaN();
        float[] values = {0, 1, 0, /* padding */ 0, 0, 1, /* second utterance */ 0, 0, 1, 1, 0, 0};

        errors.add(values, 2, 3, new int[] {1, 2}, new int[][] {{1}, {1, 2}});
        errors.add(values, 2, 3, new int[] {1, 2}, new int[][] {null, null});

        assertThat(errors.rate()).isEqualTo(1 / 3.0);
    }

    private static int[] tokens(String text) {
        return text.chars().map(c -> c - '0').toArray();
    }
}
