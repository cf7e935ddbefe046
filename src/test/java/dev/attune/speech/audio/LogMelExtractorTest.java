package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogMelExtractorTest {

    /** Single precision here, double precision in the golden files; worst where next to nothing is left in a band. */
    private static final double TOLERANCE = 2e-3;

    private final LogMelExtractor extractor = LogMelExtractor.standard();

    /** The files are written by {@code src/test/golden/log_mel.py}. */
    @ParameterizedTest
    @ValueSource(strings = {"sweep", "short"})
    void agreesWithTheGoldenFrames(String name) throws IOException {
        AudioClip clip = WavReader.read(resource(name + ".wav"), name);
        List<String> golden = new String(resource(name + ".log-mel.tsv").readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        FeatureMatrix features = extractor.extract(clip);

        assertThat(features.frames()).isEqualTo(golden.size());
        assertThat(features.bins()).isEqualTo(80);
        for (int frame = 0; frame < features.frames(); frame++) {
            String[] values = golden.get(frame).split("\t");
            assertThat(values).hasSize(features.bins());
            for (int bin = 0; bin < features.bins(); bin++) {
                assertThat((double) features.get(frame, bin))
                        .as("frame %d, bin %d", frame, bin)
                        .isCloseTo(Double.parseDouble(values[bin]), within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "79, 0", "80, 1", "239, 1", "240, 2", "400, 3", "16000, 100"})
    void hasAFrameForEveryTenMilliseconds(int samples, int frames) {
        assertThat(LogMelExtractor.frames(samples)).isEqualTo(frames);
        assertThat(extractor.extract(noise(samples, 1)).frames()).isEqualTo(frames);
    }

    @Test
    void givesTheFloorForSilenceAndForAConstant() {
        float[] constant = new float[1600];
        java.util.Arrays.fill(constant, 0.5f);
        float floor = (float) Math.log(LogMelExtractor.POWER_FLOOR);

        assertThat(extractor.extract(new AudioClip(new float[1600], 16_000)).values())
                .containsOnly(floor);
        assertThat(extractor.extract(new AudioClip(constant, 16_000)).values()).containsOnly(floor);
    }

    @Test
    void addsTheLogarithmOfThePowerWhenTheSoundGetsLouder() {
        AudioClip quiet = noise(8000, 2);
        float[] louder = quiet.samples().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= 4;
        }

        float[] before = extractor.extract(quiet).values();
        float[] after = extractor.extract(new AudioClip(louder, 16_000)).values();

        for (int i = 0; i < before.length; i++) {
            assertThat((double) after[i] - before[i]).isCloseTo(Math.log(16), within(1e-4));
        }
    }

    @Test
    void movesWithTheSound() {
        AudioClip clip = noise(8000, 3);
        FeatureMatrix whole = extractor.extract(clip);
        FeatureMatrix later = extractor.extract(clip.slice(0.1, 0.5));

        // Ten frames later; the first two see the mirrored edge.
        for (int frame = 2; frame < later.frames() - 2; frame++) {
            for (int bin = 0; bin < 80; bin++) {
                assertThat(later.get(frame, bin)).isEqualTo(whole.get(frame + 10, bin));
            }
        }
    }

    @Test
    void warpingMovesAToneToAnotherBand() {
        float[] samples = new float[4000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * 2000 * i / 16_000);
        }
        AudioClip tone = new AudioClip(samples, 16_000);

        int plain = loudest(extractor.extract(tone), 10);

        assertThat(loudest(LogMelExtractor.warped(1.1).extract(tone), 10)).isGreaterThan(plain);
        assertThat(loudest(LogMelExtractor.warped(0.9).extract(tone), 10)).isLessThan(plain);
        assertThat(LogMelExtractor.warped(1)).isSameAs(extractor);
    }

    @Test
    void refusesAnotherRateAndSenselessWarps() {
        assertThatThrownBy(() -> extractor.extract(new AudioClip(new float[800], 8000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clip must have 16000 Hz; got 8000");
        assertThatThrownBy(() -> LogMelExtractor.warped(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogMelExtractor.warped(2)).hasMessage("factor must be in [0.7, 1.4]; got 2.0");
    }

    private static int loudest(FeatureMatrix features, int frame) {
        int best = 0;
        for (int bin = 1; bin < features.bins(); bin++) {
            best = features.get(frame, bin) > features.get(frame, best) ? bin : best;
        }
        return best;
    }

    private static AudioClip noise(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) random.nextDouble(-0.2, 0.2);
        }
        return new AudioClip(samples, 16_000);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(LogMelExtractorTest.class.getResourceAsStream(name), name);
    }
}
