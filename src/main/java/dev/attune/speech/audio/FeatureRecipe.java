package dev.attune.speech.audio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of input that CTC models made elsewhere were trained on, all of them for 16 kHz. Frames come every 10 ms and cover 25 ms.
 *
 * <p>The names are those of the command line and of model packages.
 */
public enum FeatureRecipe {
    /** What our own models take, see {@link LogMelExtractor}: icefall, k2, zipformer. */
    KALDI("Kaldi log-mel (icefall, zipformer)"),
    /** Kaldi's log-mel of samples from -32768 to 32767, frames only where they fit, up to 8000 Hz: WeNet. */
    KALDI_16BIT("Kaldi log-mel of 16-bit samples (WeNet)"),
    /** Slaney log-mel without normalisation: NeMo with {@code normalize: NA}. */
    NEMO("Slaney log-mel (NeMo, not normalised)"),
    /** Slaney log-mel, each bin with mean 0 and deviation 1 over the utterance: NeMo with {@code normalize: per_feature}. */
    NEMO_PER_FEATURE("Slaney log-mel, normalised per bin (NeMo)"),
    /** The samples themselves. */
    WAVEFORM("Waveform"),
    /** The samples with mean 0 and variance 1 over the utterance: wav2vec2 and its kin. */
    WAVEFORM_NORMALIZED("Waveform, normalised (wav2vec2)");

    /** Added to the variance before its root is taken, as the feature extractor of wav2vec2 does. */
    private static final double WAVEFORM_EPSILON = 1e-7;

    private final String label;

    FeatureRecipe(String label) {
        this.label = label;
    }

    /** The name for commands and files, such as {@code nemo-per-feature}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    public static Optional<FeatureRecipe> ofId(String id) {
        return Arrays.stream(values())
                .filter(recipe -> recipe.id().equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** True if a frame is one sample. */
    public boolean isWaveform() {
        return this == WAVEFORM || this == WAVEFORM_NORMALIZED;
    }

    /** Input frames a second. */
    public int framesPerSecond() {
        return LogMelExtractor.SAMPLE_RATE_HZ / (isWaveform() ? 1 : LogMelExtractor.SHIFT);
    }

    /**
     * @param bins features per frame, 1 for a waveform
     * @throws IllegalArgumentException if a waveform is asked for with other than 1
     */
    public FeatureExtractor extractor(int bins) {
        if (isWaveform() && bins != 1) {
            throw new IllegalArgumentException("a waveform has 1 value per frame; got " + bins);
        }
        return switch (this) {
            case KALDI -> new FilterBank(FilterBank.Settings.kaldi(), bins);
            case KALDI_16BIT -> new FilterBank(FilterBank.Settings.kaldi16Bit(), bins);
            case NEMO -> new FilterBank(FilterBank.Settings.nemo(), bins);
            case NEMO_PER_FEATURE -> {
                FilterBank bank = new FilterBank(FilterBank.Settings.nemo(), bins);
                yield clip -> normalizedPerBin(bank.extract(clip));
            }
            case WAVEFORM -> clip -> new FeatureMatrix(samples(clip).length, 1, samples(clip));
            case WAVEFORM_NORMALIZED -> clip -> normalized(new FeatureMatrix(samples(clip).length, 1, samples(clip)));
        };
    }

    private static float[] samples(AudioClip clip) {
        FilterBank.requireRate(clip);
        return clip.samples();
    }

    /** Deviation over all frames (not frames - 1), with 1e-5 added to it, as sherpa-onnx computes it for NeMo's models. */
    private static FeatureMatrix normalizedPerBin(FeatureMatrix features) {
        float[] values = features.values().clone();
        int bins = features.bins();
        for (int bin = 0; bin < bins; bin++) {
            double[] moments = moments(values, bin, bins);
            float mean = (float) moments[0];
            float deviation = (float) (Math.sqrt(moments[1]) + 1e-5);
            for (int i = bin; i < values.length; i += bins) {
                values[i] = (values[i] - mean) / deviation;
            }
        }
        return new FeatureMatrix(features.frames(), bins, values);
    }

    private static FeatureMatrix normalized(FeatureMatrix waveform) {
        float[] values = waveform.values().clone();
        double[] moments = moments(values, 0, 1);
        double deviation = Math.sqrt(moments[1] + WAVEFORM_EPSILON);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - moments[0]) / deviation);
        }
        return new FeatureMatrix(waveform.frames(), 1, values);
    }

    /** Mean and variance of every {@code step}-th value from {@code first} on. */
    private static double[] moments(float[] values, int first, int step) {
        int count = Math.max(1, values.length / step);
        double sum = 0;
        for (int i = first; i < values.length; i += step) {
            sum += values[i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = first; i < values.length; i += step) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return new double[] {mean, squares / count};
    }
}
