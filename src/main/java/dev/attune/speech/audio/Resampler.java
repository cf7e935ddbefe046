package dev.attune.speech.audio;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes the sample rate with a band-limited polyphase filter.
 *
 * <p>The filter is a sinc of {@value #ZERO_CROSSINGS} zero crossings a side under a Kaiser window, cut at {@value #CUTOFF} of the lower
 * rate's half: about 70 dB below the passband from the lower Nyquist frequency on, so nothing audible folds back. The output has
 * {@code ceil(samples * target / source)} samples and no delay: output sample i lies at the time i / target. Immutable and thread-safe.
 *
 * <p>Source: Crochiere and Rabiner, Multirate Digital Signal Processing, 1983; Smith, Digital Audio Resampling, CCRMA 2002.
 */
public final class Resampler {

    private static final int ZERO_CROSSINGS = 24;
    private static final double CUTOFF = 0.93;
    /** Kaiser's shape for 70 dB. */
    private static final double BETA = 6.76;

    private static final int CACHED_FILTERS = 16;
    private static final Map<Long, Resampler> CACHE = new LinkedHashMap<>(CACHED_FILTERS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Resampler> eldest) {
            return size() > CACHED_FILTERS;
        }
    };

    private final int up;
    private final int down;
    private final int taps;
    /** [up, taps]: the filter for each position of an output sample between two input samples. */
    private final float[] phases;

    private Resampler(int up, int down) {
        this.up = up;
        this.down = down;
        double band = CUTOFF * Math.min(1.0, up / (double) down);
        double halfWidth = ZERO_CROSSINGS / band;
        // Even, and a multiple of four for the unrolled product.
        this.taps = (2 * (int) Math.ceil(halfWidth) + 3) / 4 * 4;
        this.phases = new float[up * taps];
        double windowScale = 1 / bessel(BETA);
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] row = new double[taps];
            for (int k = 0; k < taps; k++) {
                // Distance, in input samples, from tap k to the output sample.
                double distance = k - (taps / 2 - 1) - phase / (double) up;
                double x = distance / halfWidth;
                if (Math.abs(x) < 1) {
                    double angle = Math.PI * band * distance;
                    double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
                    row[k] = sinc * bessel(BETA * Math.sqrt(1 - x * x)) * windowScale;
                    sum += row[k];
                }
            }
            // Each phase passes a constant unchanged; otherwise silence with an offset would hum.
            for (int k = 0; k < taps; k++) {
                phases[phase * taps + k] = (float) (row[k] / sum);
            }
        }
    }

    /**
     * The clip at another rate; the same object where the rate is right already.
     *
     * @param targetRateHz wanted rate, above 0
     */
    public static AudioClip resample(AudioClip clip, int targetRateHz) {
        if (targetRateHz <= 0) {
            throw new IllegalArgumentException("targetRateHz must be > 0; got " + targetRateHz);
        }
        if (clip.sampleRateHz() == targetRateHz) {
            return clip;
        }
        return new AudioClip(between(clip.sampleRateHz(), targetRateHz).apply(clip.samples()), targetRateHz);
    }

    private static Resampler between(int sourceRateHz, int targetRateHz) {
        int divisor = BigInteger.valueOf(sourceRateHz)
                .gcd(BigInteger.valueOf(targetRateHz))
                .intValue();
        int up = targetRateHz / divisor;
        int down = sourceRateHz / divisor;
        long key = (long) up << 32 | down;
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(key, ignored -> new Resampler(up, down));
        }
    }

    private float[] apply(float[] in) {
        int length = Math.toIntExact(((long) in.length * up + down - 1) / down);
        float[] out = new float[length];
        int before = taps / 2 - 1;
        long position = 0;
        for (int i = 0; i < length; i++, position += down) {
            int first = (int) (position / up) - before;
            int row = (int) (position % up) * taps;
            out[i] = first >= 0 && first + taps <= in.length ? product(in, first, row) : productAtEdge(in, first, row);
        }
        return out;
    }

    /** Four running sums: one sum would wait for each addition before the next. */
    private float product(float[] in, int first, int row) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int k = 0; k < taps; k += 4) {
            a += phases[row + k] * in[first + k];
            b += phases[row + k + 1] * in[first + k + 1];
            c += phases[row + k + 2] * in[first + k + 2];
            d += phases[row + k + 3] * in[first + k + 3];
        }
        return a + b + (c + d);
    }

    /** Beyond the clip there is silence. */
    private float productAtEdge(float[] in, int first, int row) {
        float sum = 0;
        for (int k = Math.max(0, -first); k < taps && first + k < in.length; k++) {
            sum += phases[row + k] * in[first + k];
        }
        return sum;
    }

    /** Modified Bessel function of the first kind, order 0, by its power series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
