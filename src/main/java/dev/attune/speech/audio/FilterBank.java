package dev.attune.speech.audio;

import java.util.function.IntToDoubleFunction;

/**
 * Log-mel features by any of the recipes that models made elsewhere were trained on.
 *
 * <p>In: mono samples in [-1, 1] at 16 kHz. Out: [frames, bins], ln of mel power, never below ln {@link LogMelExtractor#POWER_FLOOR}. A frame is
 * scaled, loses its mean (if so set), is pre-emphasised by 0.97, weighted with the window and taken to the power spectrum of 512 points. With
 * {@link Settings#kaldi()} and 80 bins the numbers are those of {@link LogMelExtractor}, which is what our own models use.
 *
 * <p>Source: Povey et al., The Kaldi Speech Recognition Toolkit, ASRU 2011; Slaney, Auditory Toolbox, Interval Research technical report 1998-010.
 */
final class FilterBank implements FeatureExtractor {

    private static final int WINDOW = LogMelExtractor.WINDOW;
    private static final int SHIFT = LogMelExtractor.SHIFT;
    private static final int FFT = 512;
    private static final float PRE_EMPHASIS = 0.97f;
    private static final double HZ_PER_POINT = LogMelExtractor.SAMPLE_RATE_HZ / (double) FFT;

    /** The two scales of pitch that are in use. */
    enum MelScale {
        /** 1127 ln(1 + f / 700); triangles are linear in mel and 1 high. */
        HTK,
        /** Linear below 1000 Hz, logarithmic above; triangles are linear in Hz and of area 1. */
        SLANEY
    }

    /** Weights of the samples of a frame. */
    enum Window {
        /** Hann, symmetric, to the power 0.85. */
        POVEY(k -> Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * k / (WINDOW - 1)), 0.85)),
        /** Hann with a period of the window's length. */
        HANN(k -> 0.5 - 0.5 * Math.cos(2 * Math.PI * k / WINDOW));

        private final float[] weights = new float[WINDOW];

        Window(IntToDoubleFunction weight) {
            for (int k = 0; k < WINDOW; k++) {
                weights[k] = (float) weight.applyAsDouble(k);
            }
        }
    }

    /**
     * @param snipEdges only frames that lie wholly in the clip, the first one at its start; else frame i is centred at sample 160 i + 80 and the clip
     *     is mirrored at its ends
     * @param removeMean of each frame
     * @param window weights of the samples
     * @param scale of the triangles
     * @param lowHz left end of the first triangle
     * @param highHz right end of the last one
     * @param gain factor of all samples
     */
    record Settings(
            boolean snipEdges,
            boolean removeMean,
            Window window,
            MelScale scale,
            double lowHz,
            double highHz,
            float gain) {

        static Settings kaldi() {
            return new Settings(false, true, Window.POVEY, MelScale.HTK, 20, 7600, 1);
        }

        static Settings kaldi16Bit() {
            return new Settings(true, true, Window.POVEY, MelScale.HTK, 20, 8000, 32768);
        }

        static Settings nemo() {
            return new Settings(false, false, Window.HANN, MelScale.SLANEY, 0, 8000, 1);
        }
    }

    private final Settings settings;
    private final int bins;
    /** [bins][FFT / 2]; the point of half the rate has no weight in any recipe, as it lies at or beyond the last triangle's end. */
    private final float[][] triangles;

    /**
     * @throws IllegalArgumentException if bins is outside [1, 256]
     */
    FilterBank(Settings settings, int bins) {
        if (bins < 1 || bins > FFT / 2) {
            throw new IllegalArgumentException("bins must be in [1, " + FFT / 2 + "]; got " + bins);
        }
        this.settings = settings;
        this.bins = bins;
        this.triangles = triangles(settings, bins);
    }

    private static float[][] triangles(Settings settings, int bins) {
        boolean slaney = settings.scale() == MelScale.SLANEY;
        double low = mel(settings.lowHz(), slaney);
        double step = (mel(settings.highHz(), slaney) - low) / (bins + 1);
        float[][] triangles = new float[bins][FFT / 2];
        for (int bin = 0; bin < bins; bin++) {
            double left = low + bin * step;
            double centre = left + step;
            double right = centre + step;
            double height = 1;
            if (slaney) {
                left = slaneyHz(left);
                centre = slaneyHz(centre);
                right = slaneyHz(right);
                height = 2 / (right - left);
            }
            for (int k = 0; k < FFT / 2; k++) {
                double at = slaney ? k * HZ_PER_POINT : mel(k * HZ_PER_POINT, false);
                double weight = Math.min((at - left) / (centre - left), (right - at) / (right - centre));
                triangles[bin][k] = (float) (Math.max(0, weight) * height);
            }
        }
        return triangles;
    }

    private static double mel(double hz, boolean slaney) {
        if (!slaney) {
            return 1127 * Math.log1p(hz / 700);
        }
        return hz < 1000 ? hz * 3 / 200 : 15 + 27 * Math.log(hz / 1000) / Math.log(6.4);
    }

    private static double slaneyHz(double mel) {
        return mel < 15 ? mel * 200 / 3 : 1000 * Math.exp((mel - 15) * Math.log(6.4) / 27);
    }

    static void requireRate(AudioClip clip) {
        if (clip.sampleRateHz() != LogMelExtractor.SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException(
                    "clip must have " + LogMelExtractor.SAMPLE_RATE_HZ + " Hz; got " + clip.sampleRateHz());
        }
    }

    private int frames(int samples) {
        return settings.snipEdges() ? Math.max(0, (samples - WINDOW + SHIFT) / SHIFT) : LogMelExtractor.frames(samples);
    }

    @Override
    public FeatureMatrix extract(AudioClip clip) {
        requireRate(clip);
        float[] samples = clip.samples();
        int frames = frames(samples.length);
        float[] out = new float[frames * bins];
        float[] frame = new float[FFT];
        float[] power = new float[FFT / 2];
        RealFft fft = RealFft.of512();
        RealFft.Scratch scratch = fft.scratch();
        for (int i = 0; i < frames; i++) {
            LogMelExtractor.cut(samples, i * SHIFT - (settings.snipEdges() ? 0 : (WINDOW - SHIFT) / 2), frame);
            condition(frame);
            fft.power(frame, scratch, power);
            logMel(power, out, i * bins);
        }
        return new FeatureMatrix(frames, bins, out);
    }

    private void condition(float[] frame) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
            frame[k] *= settings.gain();
            sum += frame[k];
        }
        float mean = settings.removeMean() ? (float) (sum / WINDOW) : 0;
        float previous = frame[0] - mean;
        for (int k = 0; k < WINDOW; k++) {
            float value = frame[k] - mean;
            frame[k] = (value - PRE_EMPHASIS * previous) * settings.window().weights[k];
            previous = value;
        }
    }

    private void logMel(float[] power, float[] out, int at) {
        for (int bin = 0; bin < bins; bin++) {
            float sum = 0;
            float[] triangle = triangles[bin];
            for (int k = 0; k < triangle.length; k++) {
                sum += triangle[k] * power[k];
            }
            out[at + bin] = (float) Math.log(Math.max(sum, LogMelExtractor.POWER_FLOOR));
        }
    }
}
