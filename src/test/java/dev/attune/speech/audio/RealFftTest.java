package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RealFftTest {

    private static final int SIZE = 512;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheDefinitionOfTheTransform(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] frame = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            frame[i] = (float) random.nextDouble(-1, 1);
        }

        float[] power = power(frame);

        for (int k = 0; k < SIZE / 2; k++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < SIZE; i++) {
                real += frame[i] * Math.cos(2 * Math.PI * i * k / SIZE);
                imaginary -= frame[i] * Math.sin(2 * Math.PI * i * k / SIZE);
            }
            assertThat((double) power[k])
                    .as("seed %d, bin %d", seed, k)
                    .isCloseTo(real * real + imaginary * imaginary, within(2e-3));
        }
    }

    @Test
    void putsAToneIntoItsBin() {
        float[] frame = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            frame[i] = (float) Math.cos(2 * Math.PI * 37 * i / SIZE);
        }

        float[] power = power(frame);

        // Half of the samples' sum of squares, in amplitude SIZE / 2.
        assertThat((double) power[37]).isCloseTo(65536, within(0.1));
        assertThat((double) power[36]).isCloseTo(0, within(1e-3));
        assertThat((double) power[38]).isCloseTo(0, within(1e-3));
    }

    @Test
    void leavesTheFrameAsItIs() {
        float[] frame = new float[SIZE];
        frame[5] = 1;

        power(frame);

        assertThat(frame[5]).isEqualTo(1);
        assertThat(frame[6]).isEqualTo(0);
    }

    private static float[] power(float[] frame) {
        RealFft fft = RealFft.of512();
        float[] power = new float[SIZE / 2];
        fft.power(frame, fft.scratch(), power);
        return power;
    }
}
