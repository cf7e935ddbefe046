package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.Degradation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DegradationTest {

    private static final int RATE = 16_000;
    private static final AudioClip SPEECH = ToneVoice.standard().say("tuna salad and lemon soda");

    @ParameterizedTest
    @ValueSource(doubles = {20, 10, 5, 0, -3.5})
    void noiseStandsAsFarBelowTheSpeechAsAsked(double decibels) {
        float[] noisy = new Degradation(Kind.NOISE, decibels).apply(SPEECH, 7).samples();
        float[] noise = noisy.clone();
        for (int i = 0; i < noise.length; i++) {
            noise[i] -= SPEECH.samples()[i];
        }

        double measured = 20 * Math.log10(Levels.rootMeanSquare(SPEECH.samples()) / Levels.rootMeanSquare(noise));

        assertThat(measured).isCloseTo(decibels, within(0.1));
    }

    /** Schroeder: what is left of a click's energy falls on a straight line in decibels; its slope between -5 and -25 dB is the reverberation time. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.9})
    void echoesFadeBySixtyDecibelsInTheReverberationTime(double seconds) {
        float[] click = new float[2 * RATE];
        click[0] = 1;
        float[] echoed = new Degradation(Kind.REVERBERATION, seconds)
                .apply(new AudioClip(click, RATE), 3)
                .samples();
        assertThat(echoed[0]).isEqualTo(1);

        double[] left = new double[echoed.length + 1];
        for (int i = echoed.length - 1; i > 0; i--) {
            left[i] = left[i + 1] + (double) echoed[i] * echoed[i];
        }
        int from = 1;
        while (10 * Math.log10(left[from] / left[1]) > -5) {
            from++;
        }
        int to = from;
        while (10 * Math.log10(left[to] / left[1]) > -25) {
            to++;
        }

        assertThat(3.0 * (to - from) / RATE).isCloseTo(seconds, within(0.05 * seconds));
        // The echoes hold as much energy as the direct sound at 1.2 s, and less in proportion.
        assertThat(left[1]).isCloseTo(seconds / 1.2, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 20000", "0.9, 17778", "1, 16000", "1.1, 14546", "1.25, 12800"})
    void speedChangesTheLength(double factor, int samples) {
        AudioClip clip = new Degradation(Kind.SPEED, factor).apply(new AudioClip(new float[RATE], RATE), 1);

        assertThat(clip.sampleRateHz()).isEqualTo(RATE);
        assertThat(clip.samples()).hasSize(samples);
    }

    @Test
    void aTelephoneLosesWhatLiesAboveFourKilohertz() {
        Degradation telephone = new Degradation(Kind.TELEPHONE, 0);

        assertThat(share(telephone, 1000)).isCloseTo(1, within(0.05));
        assertThat(share(telephone, 6000)).isLessThan(0.03);
    }

    private static double share(Degradation degradation, double hertz) {
        float[] tone = new float[RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return Levels.rootMeanSquare(
                        degradation.apply(new AudioClip(tone, RATE), 1).samples())
                / Levels.rootMeanSquare(tone);
    }

    @ParameterizedTest
    @MethodSource("dev.attune.speech.audio.Degradation#standard")
    void isTheSameForTheSameSeedAndTakesAnyClip(Degradation degradation) {
        assertThat(degradation.apply(SPEECH, 5).samples())
                .isEqualTo(degradation.apply(SPEECH, 5).samples());
        for (int samples : new int[] {0, 1, 2, 100}) {
            AudioClip silence = degradation.apply(new AudioClip(new float[samples], 8000), 5);
            assertThat(silence.sampleRateHz()).isEqualTo(RATE);
            assertThat(Levels.rootMeanSquare(silence.samples())).isZero();
        }
    }

    @Test
    void leavesTheRecordingItselfAlone() {
        float[] before = SPEECH.samples().clone();

        Degradation.standard().forEach(degradation -> degradation.apply(SPEECH, 1));

        assertThat(SPEECH.samples()).isEqualTo(before);
    }

    @Test
    void isNamedForPeople() {
        assertThat(Degradation.standard().stream().map(Degradation::label))
                .contains("Clean", "Noise 10 dB", "Reverberation 0.6 s", "Telephone", "Speed 1.25 \u00d7");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Degradation(Kind.SPEED, 0)).hasMessage("level of SPEED is out of range; got 0.0");
        assertThatThrownBy(() -> new Degradation(Kind.REVERBERATION, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Degradation(Kind.NOISE, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
