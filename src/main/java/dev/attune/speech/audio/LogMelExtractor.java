package dev.attune.speech.audio;

import java.util.Arrays;

/**
 * Log-mel features of one utterance.
 *
 * <p>In: mono samples in [-1, 1] at {@value #SAMPLE_RATE_HZ} Hz. Out: [frames, {@value #BINS}], natural logarithm of mel power, never
 * below ln {@link #POWER_FLOOR}. Frame i covers the {@value #WINDOW} samples from {@code 160 i - 120} on, mirrored at both ends;
 * frames = (samples + 80) / 160, so a clip below 80 samples (5 ms) has none.
 *
 * <p>A frame loses its mean, is pre-emphasised by 0.97, weighted with Kaldi's povey window (Hann to the power 0.85) and taken to the power
 * spectrum of {@value #FFT} points; triangles, equally spaced and linear on the scale 1127 ln(1 + f / 700), run from 20 to 7600 Hz. No
 * dither and no normalisation: the same numbers as sherpa-onnx's default front end, so that exported models run there unchanged.
 * Immutable and thread-safe.
 *
 * <p>Source: Davis and Mermelstein, IEEE Trans. ASSP 28(4), 1980; Povey et al., The Kaldi Speech Recognition Toolkit, ASRU 2011.
 */
public final class LogMelExtractor {

    public static final int SAMPLE_RATE_HZ = 16_000;
    public static final int BINS = 80;
    /** Samples from one frame to the next, 10 ms. */
    public static final int SHIFT = 160;
    /** Samples in a frame, 25 ms. */
    public static final int WINDOW = 400;
    /** The smallest power whose logarithm is taken: the step between 1 and the next float. */
    public static final float POWER_FLOOR = 1.1920929e-7f;

    private static final int FFT = 512;
    private static final double LOW_HZ = 20;
    private static final double HIGH_HZ = 7600;
    private static final float PRE_EMPHASIS = 0.97f;
    /** Above this frequency a warp is bent back so that half the sample rate stays in its place. */
    private static final double WARP_KNEE_HZ = 4800;

    private static final float[] POVEY = poveyWindow();
    private static final LogMelExtractor STANDARD = new LogMelExtractor(1);

    /** First spectrum bin of each triangle, and where its weights start; [BINS] and [BINS + 1]. */
    private final int[] firstBin = new int[BINS];

    private final int[] weightStart = new int[BINS + 1];
    private final float[] weights;

    private LogMelExtractor(double warp) {
        double lowMel = mel(LOW_HZ);
        double step = (mel(HIGH_HZ) - lowMel) / (BINS + 1);
        double[] spectrumMel = new double[FFT / 2];
        for (int k = 0; k < spectrumMel.length; k++) {
            spectrumMel[k] = mel(warpHz(k * (double) SAMPLE_RATE_HZ / FFT, warp));
        }
        float[] all = new float[BINS * FFT / 2];
        int count = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double left = lowMel + bin * step;
            double right = left + 2 * step;
            weightStart[bin] = count;
            firstBin[bin] = -1;
            for (int k = 0; k < spectrumMel.length; k++) {
                double at = spectrumMel[k];
                if (at > left && at < right) {
                    if (firstBin[bin] < 0) {
                        firstBin[bin] = k;
                    }
                    all[count++] = (float) (Math.min(at - left, right - at) / step);
                }
            }
        }
        weightStart[BINS] = count;
        weights = Arrays.copyOf(all, count);
    }

    /** The recipe above, as used by every model. */
    public static LogMelExtractor standard() {
        return STANDARD;
    }

    /**
     * The recipe with a stretched frequency axis, as if the speaker's vocal tract were shorter (factor below 1) or longer; for
     * augmentation.
     *
     * <p>Source: Jaitly and Hinton, Vocal Tract Length Perturbation improves speech recognition, ICML workshop 2013.
     *
     * @param factor 1 is {@link #standard()}; useful from 0.9 to 1.1
     * @throws IllegalArgumentException if the factor is outside [0.7, 1.4]
     */
    public static LogMelExtractor warped(double factor) {
        if (!(factor >= 0.7 && factor <= 1.4)) {
            throw new IllegalArgumentException("factor must be in [0.7, 1.4]; got " + factor);
        }
        return factor == 1 ? STANDARD : new LogMelExtractor(factor);
    }

    /** How many frames a clip of so many samples has. */
    public static int frames(int samples) {
        return (samples + SHIFT / 2) / SHIFT;
    }

    /**
     * Computes the features.
     *
     * @throws IllegalArgumentException if the clip's rate is not {@value #SAMPLE_RATE_HZ} Hz
     */
    public FeatureMatrix extract(AudioClip clip) {
        if (clip.sampleRateHz() != SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException("clip must have " + SAMPLE_RATE_HZ + " Hz; got " + clip.sampleRateHz());
        }
        float[] samples = clip.samples();
        int frames = frames(samples.length);
        float[] out = new float[frames * BINS];
        float[] frame = new float[FFT];
        float[] power = new float[FFT / 2];
        RealFft fft = RealFft.of512();
        RealFft.Scratch scratch = fft.scratch();
        for (int i = 0; i < frames; i++) {
            cut(samples, i * SHIFT - (WINDOW - SHIFT) / 2, frame);
            condition(frame);
            fft.power(frame, scratch, power);
            logMel(power, out, i * BINS);
        }
        return new FeatureMatrix(frames, BINS, out);
    }

    /** Copies the window from {@code start} on, mirrored at both ends of the samples. */
    static void cut(float[] samples, int start, float[] frame) {
        if (start >= 0 && start + WINDOW <= samples.length) {
            System.arraycopy(samples, start, frame, 0, WINDOW);
            return;
        }
        for (int k = 0; k < WINDOW; k++) {
            int at = start + k;
            // A clip shorter than the window is mirrored more than once.
            while (at < 0 || at >= samples.length) {
                at = at < 0 ? -at - 1 : 2 * samples.length - 1 - at;
            }
            frame[k] = samples[at];
        }
    }

    private static void condition(float[] frame) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
            sum += frame[k];
        }
        float mean = (float) (sum / WINDOW);
        float previous = frame[0] - mean;
        for (int k = 0; k < WINDOW; k++) {
            float value = frame[k] - mean;
            frame[k] = (value - PRE_EMPHASIS * previous) * POVEY[k];
            previous = value;
        }
    }

    private void logMel(float[] power, float[] out, int at) {
        for (int bin = 0; bin < BINS; bin++) {
            float sum = 0;
            int end = weightStart[bin + 1];
            for (int w = weightStart[bin], k = firstBin[bin]; w < end; w++, k++) {
                sum += weights[w] * power[k];
            }
            out[at + bin] = (float) Math.log(Math.max(sum, POWER_FLOOR));
        }
    }

    private static double mel(double hz) {
        return 1127 * Math.log1p(hz / 700);
    }

    private static double warpHz(double hz, double warp) {
        if (warp == 1) {
            return hz;
        }
        double nyquist = SAMPLE_RATE_HZ / 2.0;
        double kneeOut = WARP_KNEE_HZ * Math.min(warp, 1);
        double kneeIn = kneeOut / warp;
        return hz <= kneeIn ? hz * warp : nyquist - (nyquist - kneeOut) / (nyquist - kneeIn) * (nyquist - hz);
    }

    private static float[] poveyWindow() {
        float[] window = new float[WINDOW];
        for (int k = 0; k < WINDOW; k++) {
            window[k] = (float) Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * k / (WINDOW - 1)), 0.85);
        }
        return window;
    }
}
