package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "8000, 16000, 1000",
        "44100, 16000, 1000",
        "48000, 16000, 6000",
        "22050, 16000, 3000",
        "16000, 8000, 2500",
        "11025, 16000, 440"
    })
    void keepsAToneWhereItIs(int source, int target, double hz) {
        AudioClip resampled = Resampler.resample(tone(source, hz, source), target);

        assertThat(resampled.sampleRateHz()).isEqualTo(target);
        assertThat(resampled.samples()).hasSize(target);
        float[] wanted = tone(target, hz, target).samples();
        // Away from the ends, where silence begins.
        for (int i = target / 10; i < target * 9 / 10; i++) {
            assertThat((double) resampled.samples()[i]).as("sample %d", i).isCloseTo(wanted[i], within(2e-3));
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000, 9000", "48000, 16000, 12000", "16000, 8000, 5000"})
    void removesWhatTheLowerRateCannotHold(int source, int target, double hz) {
        float[] out = Resampler.resample(tone(source, hz, source), target).samples();

        for (int i = target / 10; i < target * 9 / 10; i++) {
            assertThat((double) out[i]).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void leavesAConstantUnchanged() {
        float[] constant = new float[4410];
        Arrays.fill(constant, 0.25f);

        float[] out =
                Resampler.resample(new AudioClip(constant, 44_100), 16_000).samples();

        for (int i = 160; i < 1440; i++) {
            assertThat((double) out[i]).isCloseTo(0.25, within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 2", "441, 160", "442, 161"})
    void hasAsManySamplesAsTheTimeNeeds(int samples, int expected) {
        assertThat(Resampler.resample(new AudioClip(new float[samples], 44_100), 16_000)
                        .samples())
                .hasSize(expected);
    }

    @Test
    void givesBackAClipOfTheRightRateAndRefusesRatesBelowOne() {
        AudioClip clip = tone(16_000, 100, 160);

        assertThat(Resampler.resample(clip, 16_000)).isSameAs(clip);
        assertThatThrownBy(() -> Resampler.resample(clip, 0)).hasMessage("targetRateHz must be > 0; got 0");
    }

    private static AudioClip tone(int rate, double hz, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return new AudioClip(samples, rate);
    }
}
