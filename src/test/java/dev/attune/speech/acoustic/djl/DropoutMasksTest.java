package dev.attune.speech.acoustic.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DropoutMasksTest {

    private final DropoutMasks masks = new DropoutMasks();

    @Test
    void dropsTheShareThatIsAskedForAndKeepsTheMean() {
        float[] values = new float[400_000];

        masks.fill(values, 0.2);

        int dropped = 0;
        double sum = 0;
        for (float value : values) {
            assertThat(value).isIn(0f, 1.25f);
            dropped += value == 0 ? 1 : 0;
            sum += value;
        }
        // Five standard deviations of a fair draw are 0.0032.
        assertThat(dropped / 400_000.0).isCloseTo(0.2, within(0.0032));
        assertThat(sum / 400_000).isCloseTo(1, within(0.004));
    }

    /** Neighbours, which come from the same draw, and values a row apart must not go together. */
    @Test
    void dropsEachValueOnItsOwn() {
        float[] values = new float[400_000];

        masks.fill(values, 0.5);

        for (int lag : new int[] {1, 2, 3, 4, 125, 256}) {
            int both = 0;
            for (int i = lag; i < values.length; i++) {
                both += values[i] == 0 && values[i - lag] == 0 ? 1 : 0;
            }
            assertThat(both / (double) (values.length - lag)).as("lag %d", lag).isCloseTo(0.25, within(0.005));
        }
    }

    @Test
    void dependsOnTheSeedAlone() {
        float[] first = new float[1_001];
        float[] again = new float[1_001];
        float[] other = new float[1_001];

        masks.seed(7);
        masks.fill(first, 0.3);
        masks.seed(8);
        masks.fill(other, 0.3);
        masks.seed(7);
        masks.fill(again, 0.3);

        assertThat(again).isEqualTo(first).isNotEqualTo(other);
    }

    @Test
    void keepsEverythingAtZero() {
        float[] values = new float[9];

        masks.fill(values, 0);

        assertThat(values).containsOnly(1);
    }
}
