package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipes against their definitions, worked out here in double precision with a plain Fourier sum. */
final class FeatureRecipeTest {

    /** Single precision against double precision; worst where next to nothing is left in a band. */
    private static final double TOLERANCE = 3e-3;

    @ParameterizedTest
    @EnumSource(FeatureRecipe.class)
    void isWhatItsDefinitionSays(FeatureRecipe recipe) {
        AudioClip clip = glide(4321);
        int bins = recipe.isWaveform() ? 1 : 80;

        FeatureMatrix features = recipe.extractor(bins).extract(clip);

        double[][] expected = definition(recipe, clip.samples(), bins);
        assertThat(features.frames()).isEqualTo(expected.length);
        double worst = 0;
        for (int frame = 0; frame < expected.length; frame++) {
            for (int bin = 0; bin < bins; bin++) {
                worst = Math.max(worst, Math.abs(expected[frame][bin] - features.get(frame, bin)));
            }
        }
        assertThat(worst).as("largest difference of " + recipe.id()).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"40", "64", "128"})
    void hasAsManyBinsAsTheNetworkTakes(int bins) {
        AudioClip clip = glide(1700);

        FeatureMatrix features = FeatureRecipe.NEMO_PER_FEATURE.extractor(bins).extract(clip);

        double[][] expected = definition(FeatureRecipe.NEMO_PER_FEATURE, clip.samples(), bins);
        assertThat(features.bins()).isEqualTo(bins);
        for (int bin = 0; bin < bins; bin++) {
            assertThat((double) features.get(3, bin)).isCloseTo(expected[3][bin], within(TOLERANCE));
        }
    }

    @Test
    void kaldiIsTheRecipeOfOurOwnModels() {
        AudioClip clip = glide(5000);

        float[] ours = LogMelExtractor.standard().extract(clip).values();
        float[] recipe = FeatureRecipe.KALDI.extractor(80).extract(clip).values();

        assertThat(recipe).hasSameSizeAs(ours);
        for (int i = 0; i < ours.length; i++) {
            assertThat((double) recipe[i]).isCloseTo(ours[i], within(1e-4));
        }
    }

    @Test
    void silenceAndNextToNothingStayFinite() {
        for (FeatureRecipe recipe : FeatureRecipe.values()) {
            for (int samples : new int[] {0, 1, 79, 80, 400, 1600}) {
                FeatureMatrix features = recipe.extractor(recipe.isWaveform() ? 1 : 80)
                        .extract(new AudioClip(new float[samples], 16_000));
                for (float value : features.values()) {
                    assertThat(Float.isFinite(value)).isTrue();
                }
            }
        }
    }

    @Test
    void refusesOtherRatesAndSenselessSizes() {
        assertThatThrownBy(() -> FeatureRecipe.NEMO.extractor(80).extract(new AudioClip(new float[800], 8000)))
                .hasMessage("clip must have 16000 Hz; got 8000");
        assertThatThrownBy(() -> FeatureRecipe.WAVEFORM.extractor(80))
                .hasMessage("a waveform has 1 value per frame; got 80");
        assertThatThrownBy(() -> FeatureRecipe.KALDI.extractor(0)).hasMessage("bins must be in [1, 256]; got 0");
    }

    @Test
    void isFoundByItsName() {
        assertThat(FeatureRecipe.ofId("nemo-per-feature")).contains(FeatureRecipe.NEMO_PER_FEATURE);
        assertThat(FeatureRecipe.ofId("KALDI-16BIT")).contains(FeatureRecipe.KALDI_16BIT);
        assertThat(FeatureRecipe.ofId("mfcc")).isEmpty();
    }

    private static double[][] definition(FeatureRecipe recipe, float[] samples, int bins) {
        if (recipe.isWaveform()) {
            return waveform(samples, recipe == FeatureRecipe.WAVEFORM_NORMALIZED);
        }
        boolean nemo = recipe == FeatureRecipe.NEMO || recipe == FeatureRecipe.NEMO_PER_FEATURE;
        boolean wenet = recipe == FeatureRecipe.KALDI_16BIT;
        double[][] triangles = nemo ? slaney(bins) : htk(bins, wenet ? 8000 : 7600);
        int frames = wenet ? Math.max(0, 1 + Math.floorDiv(samples.length - 400, 160)) : (samples.length + 80) / 160;
        double[][] features = new double[frames][bins];
        for (int i = 0; i < frames; i++) {
            double[] frame = new double[400];
            double mean = 0;
            for (int k = 0; k < 400; k++) {
                int at = wenet ? 160 * i + k : 160 * i - 120 + k;
                at = at < 0 ? -at - 1 : at >= samples.length ? 2 * samples.length - 1 - at : at;
                frame[k] = samples[at] * (wenet ? 32768 : 1);
                mean += frame[k] / 400;
            }
            double[] windowed = new double[400];
            for (int k = 0; k < 400; k++) {
                double here = frame[k] - (nemo ? 0 : mean);
                double before = frame[Math.max(0, k - 1)] - (nemo ? 0 : mean);
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * k / (nemo ? 400 : 399));
                windowed[k] = (here - 0.97 * before) * (nemo ? hann : Math.pow(hann, 0.85));
            }
            double[] power = new double[257];
            for (int f = 0; f <= 256; f++) {
                double re = 0;
                double im = 0;
                for (int k = 0; k < 400; k++) {
                    re += windowed[k] * Math.cos(2 * Math.PI * f * k / 512);
                    im += windowed[k] * Math.sin(2 * Math.PI * f * k / 512);
                }
                power[f] = re * re + im * im;
            }
            for (int bin = 0; bin < bins; bin++) {
                double energy = 0;
                for (int f = 0; f <= 256; f++) {
                    energy += triangles[bin][f] * power[f];
                }
                features[i][bin] = Math.log(Math.max(energy, 1.1920929e-7));
            }
        }
        if (recipe == FeatureRecipe.NEMO_PER_FEATURE) {
            normalizePerBin(features, bins);
        }
        return features;
    }

    private static void normalizePerBin(double[][] features, int bins) {
        for (int bin = 0; bin < bins; bin++) {
            double mean = 0;
            for (double[] frame : features) {
                mean += frame[bin] / features.length;
            }
            double variance = 0;
            for (double[] frame : features) {
                variance += Math.pow(frame[bin] - mean, 2) / features.length;
            }
            for (double[] frame : features) {
                frame[bin] = (frame[bin] - mean) / (Math.sqrt(variance) + 1e-5);
            }
        }
    }

    private static double[][] waveform(float[] samples, boolean normalized) {
        double mean = 0;
        double variance = 0;
        for (float sample : samples) {
            mean += sample / (double) samples.length;
        }
        for (float sample : samples) {
            variance += (sample - mean) * (sample - mean) / samples.length;
        }
        double[][] features = new double[samples.length][1];
        for (int i = 0; i < samples.length; i++) {
            features[i][0] = normalized ? (samples[i] - mean) / Math.sqrt(variance + 1e-7) : samples[i];
        }
        return features;
    }

    private static double[][] htk(int bins, double high) {
        double low = 1127 * Math.log(1 + 20 / 700.0);
        double step = (1127 * Math.log(1 + high / 700) - low) / (bins + 1);
        double[][] triangles = new double[bins][257];
        for (int bin = 0; bin < bins; bin++) {
            double centre = low + (bin + 1) * step;
            for (int f = 0; f < 256; f++) {
                double mel = 1127 * Math.log(1 + f * 31.25 / 700);
                triangles[bin][f] = Math.max(0, 1 - Math.abs(mel - centre) / step);
            }
        }
        return triangles;
    }

    /** Slaney's scale: 200/3 Hz a step to 1000 Hz, then 27 steps for each factor of 6.4; areas of one. */
    private static double[][] slaney(int bins) {
        double top = 15 + Math.log(8000 / 1000.0) / (Math.log(6.4) / 27);
        double[] edges = new double[bins + 2];
        for (int i = 0; i < edges.length; i++) {
            double mel = top * i / (bins + 1);
            edges[i] = mel < 15 ? mel * 200 / 3 : 1000 * Math.pow(6.4, (mel - 15) / 27);
        }
        double[][] triangles = new double[bins][257];
        for (int bin = 0; bin < bins; bin++) {
            for (int f = 0; f <= 256; f++) {
                double hz = f * 31.25;
                double rising = (hz - edges[bin]) / (edges[bin + 1] - edges[bin]);
                double falling = (edges[bin + 2] - hz) / (edges[bin + 2] - edges[bin + 1]);
                triangles[bin][f] = Math.max(0, Math.min(rising, falling)) * 2 / (edges[bin + 2] - edges[bin]);
            }
        }
        return triangles;
    }

    private static AudioClip glide(int count) {
        SplittableRandom random = new SplittableRandom(7);
        float[] samples = new float[count];
        double phase = 0;
        for (int i = 0; i < count; i++) {
            phase += 2 * Math.PI * (200 + 0.5 * i) / 16_000;
            samples[i] = (float) (0.3 * Math.sin(phase) + random.nextDouble(-0.05, 0.05) + 0.02);
        }
        return new AudioClip(samples, 16_000);
    }
}
