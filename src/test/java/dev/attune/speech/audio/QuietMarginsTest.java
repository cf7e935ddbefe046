package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.audio.PauseCutter.Piece;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuietMarginsTest {

    private static final int RATE = 16_000;

    @ParameterizedTest
    @ValueSource(ints = {16_000, 8_000})
    void aShortClipStandsInTheMiddleOfSoftNoise(int rate) {
        AudioClip clip = tone(0.4, rate);

        AudioClip framed = QuietMargins.around(clip);

        assertThat(framed.sampleRateHz()).isEqualTo(rate);
        assertThat(framed.durationSeconds()).isCloseTo(1.6, within(1e-3));
        double before = level(framed, 0, 0.55);
        double within = level(framed, 0.65, 0.95);
        double after = level(framed, 1.05, 1.6);
        assertThat(20 * Math.log10(within / before)).isCloseTo(27, within(0.5));
        assertThat(20 * Math.log10(within / after)).isCloseTo(27, within(0.5));
    }

    /** Bands that a telephone leaves empty must not stay empty under the speech alone. */
    @Test
    void theNoiseLiesUnderTheSpeechToo() {
        AudioClip clip = tone(0.4, RATE);

        AudioClip framed = QuietMargins.around(clip);

        int margin = (framed.samples().length - clip.samples().length) / 2;
        float[] difference = new float[clip.samples().length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = framed.samples()[margin + i] - clip.samples()[i];
        }
        double tone = Levels.rootMeanSquare(clip.samples());
        assertThat(20 * Math.log10(tone / Levels.rootMeanSquare(difference))).isCloseTo(27, within(0.5));
    }

    @Test
    void theSameClipGetsTheSameNoise() {
        assertThat(QuietMargins.around(tone(0.4, RATE)).samples())
                .isEqualTo(QuietMargins.around(tone(0.4, RATE)).samples());
    }

    @Test
    void aPieceBeginsEarlierByItsMargin() {
        Piece framed = QuietMargins.around(new Piece(12, tone(0.6, RATE)));

        assertThat(framed.startSeconds()).isCloseTo(11.5, within(1e-3));
    }

    @Test
    void clipsThatAreLongEnoughStayAsTheyAreAndSoDoScraps() {
        for (double seconds : new double[] {0, 0.001, 0.049, 1.6, 3}) {
            Piece piece = new Piece(0, tone(seconds, RATE));

            assertThat(QuietMargins.around(piece)).isSameAs(piece);
        }
    }

    @Test
    void silenceStaysSilence() {
        assertThat(QuietMargins.around(new AudioClip(new float[RATE / 2], RATE)).samples())
                .containsOnly(0);
    }

    /** A click is no speech: the noise must not grow with it. */
    @Test
    void oneClickDoesNotSetTheLevel() {
        AudioClip clicked = tone(0.4, RATE);
        clicked.samples()[RATE / 5] = 1;

        assertThat(level(QuietMargins.around(clicked), 0, 0.55))
                .isCloseTo(level(QuietMargins.around(tone(0.4, RATE)), 0, 0.55), within(1e-6));
    }

    private static AudioClip tone(double seconds, int rate) {
        float[] samples = new float[(int) (seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * Math.sin(2 * Math.PI * 400 * i / rate));
        }
        return new AudioClip(samples, rate);
    }

    private static double level(AudioClip clip, double from, double to) {
        return Levels.rootMeanSquare(Arrays.copyOfRange(
                clip.samples(), (int) (from * clip.sampleRateHz()), (int) (to * clip.sampleRateHz())));
    }
}
