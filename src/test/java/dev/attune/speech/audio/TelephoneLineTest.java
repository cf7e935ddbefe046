package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TelephoneLineTest {

    /** G.711: 255 different amplitudes (both zeros are one), the largest 8031 of 8159, the smallest step 2. */
    @Test
    void muLawHasTheLevelsOfTheStandard() {
        TreeSet<Integer> levels = new TreeSet<>();
        for (int i = -8159; i <= 8159; i++) {
            levels.add(Math.round(TelephoneLine.throughMuLaw(i / 8160f) * 8160));
        }
        assertThat(levels).hasSize(255).contains(0, 2, 4, 30, 33, 37, 8031);
        assertThat(levels.last()).isEqualTo(8031);
        assertThat(levels.first()).isEqualTo(-8031);
    }

    @Test
    void whatTheLineGivesBackStaysOnTheLine() {
        for (float level : new float[] {0.0013f, -0.02f, 0.3f, -0.99f}) {
            float once = TelephoneLine.throughMuLaw(level);
            assertThat(TelephoneLine.throughMuLaw(once)).isEqualTo(once);
            assertThat(Math.abs(once - level)).isLessThanOrEqualTo(Math.abs(level) / 16 + 2f / 8160);
        }
    }

    @Test
    void aTelephoneKeepsLengthAndRateAndLosesWhatLiesAboveFourKilohertz() {
        AudioClip low = TelephoneLine.through(tone(1000));
        AudioClip high = TelephoneLine.through(tone(6000));
        assertThat(low.sampleRateHz()).isEqualTo(16_000);
        assertThat(low.samples()).hasSize(16_000);
        assertThat(energy(low)).isBetween(0.95 * energy(tone(1000)), 1.05 * energy(tone(1000)));
        assertThat(energy(high)).isLessThan(1e-3 * energy(tone(6000)));
    }

    private static AudioClip tone(double hertz) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        return new AudioClip(samples, 16_000);
    }

    private static double energy(AudioClip clip) {
        double sum = 0;
        for (float sample : clip.samples()) {
            sum += sample * sample;
        }
        return sum;
    }
}
