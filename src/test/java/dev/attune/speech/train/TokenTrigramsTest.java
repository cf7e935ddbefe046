package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenTrigramsTest {

    private static final int TOKENS = 4;

    @Test
    void probabilitiesAfterEveryHistorySumToOne() {
        TokenTrigrams trigrams =
                TokenTrigrams.of(List.of(new int[] {1, 2, 1, 2}, new int[] {3, 1}, new int[] {}), TOKENS);

        for (int history = 0; history < TOKENS * TOKENS; history++) {
            double sum = 0;
            for (int c = 0; c < TOKENS; c++) {
                double p = trigrams.probabilities()[history * TOKENS + c];
                assertThat(p).isPositive();
                sum += p;
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    /** Twice 2 and once the end after (1, 1); after 1 at all twice 2, twice 1, once the end; 5 of 1, 2 of 2, 3 ends of 10 draws in all. */
    @Test
    void mixesTheOrdersByHowManyKindsFollowed() {
        TokenTrigrams trigrams =
                TokenTrigrams.of(List.of(new int[] {1, 1, 2}, new int[] {1, 1, 2}, new int[] {1}), TOKENS);

        double one = (2 + 3 * 0.25) / (10 + 3);
        double two = (2 + 3 * one) / (5 + 3);
        double three = (2 + 1 * two) / (2 + 1);
        assertThat(trigrams.probabilities()[(1 * TOKENS + 1) * TOKENS + 2]).isCloseTo(three, within(1e-12));
        // A history that never was falls back to the shorter one, and that to the single tokens.
        assertThat(trigrams.probabilities()[(3 * TOKENS + 1) * TOKENS + 2]).isCloseTo(two, within(1e-12));
        assertThat(trigrams.probabilities()[(1 * TOKENS + 3) * TOKENS + 2]).isCloseTo(one, within(1e-12));
    }

    @Test
    void aTargetIsWorthItsTokensAndItsEnd() {
        TokenTrigrams trigrams = TokenTrigrams.of(List.of(new int[] {1, 2}, new int[] {2}), TOKENS);
        double[] p = trigrams.probabilities();

        assertThat(trigrams.logProbability(new int[] {1, 2}))
                .isCloseTo(
                        Math.log(p[1])
                                + Math.log(p[(0 * TOKENS + 1) * TOKENS + 2])
                                + Math.log(p[(1 * TOKENS + 2) * TOKENS]),
                        within(1e-12));
        assertThat(trigrams.logProbability(new int[] {})).isCloseTo(Math.log(p[0]), within(1e-12));
    }
}
