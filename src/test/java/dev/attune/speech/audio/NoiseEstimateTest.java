package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseEstimateTest {

    private static final int SAMPLES = 400_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, 12.5, 20, 30, 40})
    void findsTheRatioOfAMixtureThatIsAsTheModelSays(double wantedDb) {
        assertThat(NoiseEstimate.signalToNoiseDb(mixture(wantedDb, 1))).isCloseTo(wantedDb, within(0.6));
    }

    @Test
    void loudnessMakesHardlyADifference() {
        assertThat(NoiseEstimate.signalToNoiseDb(mixture(15, 0.1)))
                .isCloseTo(NoiseEstimate.signalToNoiseDb(mixture(15, 1)), within(0.5));
    }

    @Test
    void noiseAloneIsAtTheLowEndAndCutSpeechAtTheHighEnd() {
        Random random = new Random(3);
        float[] noise = new float[SAMPLES];
        float[] cut = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
            cut[i] = i % 3 == 0 ? noise[i] : 0;
        }

        assertThat(NoiseEstimate.signalToNoiseDb(new AudioClip(noise, 16_000))).isLessThan(-3);
        assertThat(NoiseEstimate.signalToNoiseDb(new AudioClip(cut, 16_000))).isEqualTo(NoiseEstimate.HIGHEST_DB);
    }

    @Test
    void silenceHasNoRatio() {
        assertThat(NoiseEstimate.signalToNoiseDb(new AudioClip(new float[0], 16_000)))
                .isNaN();
        assertThat(NoiseEstimate.signalToNoiseDb(new AudioClip(new float[100], 16_000)))
                .isNaN();
    }

    /** Amplitudes of a gamma distribution of shape 0.4 with either sign, and normal noise. */
    private static AudioClip mixture(double snrDb, double gain) {
        Random random = new Random(7);
        double shape = 0.4;
        double scale = 1 / Math.sqrt(shape * (shape + 1));
        double noise = Math.pow(10, -snrDb / 20);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            double speech = scale * gamma(shape, random) * (random.nextBoolean() ? 1 : -1);
            samples[i] = (float) (gain * 0.05 * (speech + noise * random.nextGaussian()));
        }
        return new AudioClip(samples, 16_000);
    }

    /** Johnk's method for shapes below 1. */
    private static double gamma(double shape, Random random) {
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / shape);
            double y = Math.pow(random.nextDouble(), 1 / (1 - shape));
            if (x + y <= 1 && x + y > 0) {
                return -Math.log(1 - random.nextDouble()) * x / (x + y);
            }
        }
    }
}
