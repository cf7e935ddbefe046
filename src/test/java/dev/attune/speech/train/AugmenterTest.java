package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AugmenterTest {

    private final AudioClip clip = ToneVoice.standard().say("salad and soda");

    @Test
    void dependsOnTheGeneratorAlone() {
        Augmenter augmenter = new Augmenter(1);

        for (long seed = 0; seed < 30; seed++) {
            FeatureMatrix first = augmenter.features(clip, new Random(seed));
            assertThat(new Augmenter(1).features(clip, new Random(seed)).values())
                    .isEqualTo(first.values());
            assertThat(augmenter.features(clip, new Random(seed + 1000)).values())
                    .isNotEqualTo(first.values());
        }
    }

    /** A ramp stays a ramp, as long as its slowest and fastest tempo allow, and neither its beginning nor its end is lost. */
    @Test
    void changesTheTempoOfStretchesAndNothingElse() {
        float[] ramp = new float[400 * 2];
        for (int t = 0; t < 400; t++) {
            ramp[2 * t] = t;
            ramp[2 * t + 1] = -3 * t;
        }
        for (long seed = 0; seed < 40; seed++) {
            FeatureMatrix changed = Augmenter.changeTempo(new FeatureMatrix(400, 2, ramp), 0.4, new Random(seed));

            assertThat(changed.frames()).isBetween((int) (400 * Math.exp(-0.4)), (int) (400 * Math.exp(0.4)) + 1);
            assertThat(changed.values()[0]).isZero();
            assertThat(changed.values()[2 * changed.frames() - 2]).isBetween(399 - 1.5f, 399f);
            for (int t = 1; t < changed.frames(); t++) {
                float step = changed.values()[2 * t] - changed.values()[2 * t - 2];
                assertThat((double) step).isBetween(Math.exp(-0.4) - 1e-3, Math.exp(0.4) + 1e-3);
                assertThat(changed.values()[2 * t + 1]).isCloseTo(-3 * changed.values()[2 * t], within(1e-2f));
            }
        }
    }

    @Test
    void roughensByTheDeviationThatIsAskedFor() {
        float[] values = new float[200_000];

        Augmenter.roughen(values, 0.7, new Random(1));

        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        assertThat(sum / values.length).isCloseTo(0, within(0.008));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.7, within(0.007));
    }

    @Test
    void leavesTheRecordingItselfAlone() {
        float[] before = clip.samples().clone();
        for (long seed = 0; seed < 50; seed++) {
            new Augmenter(1).features(clip, new Random(seed));
        }
        assertThat(clip.samples()).isEqualTo(before);
    }

    @Test
    void ofStrengthZeroIsThePlainFrontEnd() {
        assertThat(new Augmenter(0).features(clip, new Random(1)).values())
                .isEqualTo(LogMelExtractor.standard().extract(clip).values());
    }

    @Test
    void keepsFeaturesFiniteForAnyClip() {
        AudioClip[] clips = {
            clip,
            new AudioClip(new float[0], 16_000),
            new AudioClip(new float[1], 16_000),
            new AudioClip(new float[79], 16_000),
            new AudioClip(new float[16_000], 16_000),
            new AudioClip(new float[] {1, -1, 1, -1, 1}, 16_000)
        };
        for (AudioClip each : clips) {
            for (long seed = 0; seed < 60; seed++) {
                FeatureMatrix features = new Augmenter(1).features(each, new Random(seed));
                assertThat(features.bins()).isEqualTo(80);
                for (float value : features.values()) {
                    assertThat(value)
                            .as("%d samples, seed %d", each.samples().length, seed)
                            .isFinite();
                }
            }
        }
    }

    @Test
    void speedChangesLengthAndPitch() {
        float[] tone = new float[16_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * 400 * i / 16_000);
        }

        float[] faster = Augmenter.changeSpeed(tone, 1.1);

        assertThat((double) faster.length).isCloseTo(16_000 / 1.1, within(2.0));
        for (int i = 0; i < faster.length; i++) {
            assertThat((double) faster[i]).isCloseTo(Math.sin(2 * Math.PI * 440 * i / 16_000), within(0.01));
        }
    }

    @Test
    void anEchoStartsWithTheDirectSound() {
        float[] click = new float[16_000];
        click[100] = 1;

        float[] echoed = Augmenter.reverberate(click, 0.4, 2, new Random(3));

        assertThat(echoed[100]).isEqualTo(1);
        for (int i = 0; i < 100 + 31; i++) {
            if (i != 100) {
                assertThat(echoed[i]).isZero();
            }
        }
        double echoes = 0;
        for (int i = 101; i < echoed.length; i++) {
            echoes += echoed[i] * echoed[i];
        }
        // Direct sound to echoes is 2 in amplitude; a few echoes may fall on each other.
        assertThat(Math.sqrt(echoes)).isCloseTo(0.5, within(0.15));
    }

    @Test
    void refusesNegativeStrength() {
        assertThatThrownBy(() -> new Augmenter(-1)).hasMessage("strength must be >= 0; got -1.0");
    }
}
