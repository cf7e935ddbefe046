package dev.attune.speech.audio;

/**
 * Power spectrum of real frames.
 *
 * <p>The even and odd samples form one complex signal of half the length; its transform (radix 4, decimation in time) is untangled into
 * that of the frame. That is about a quarter of the work of a plain complex transform. Immutable and thread-safe; each thread brings its
 * own {@link Scratch}.
 *
 * <p>Source: Sorensen et al., Real-valued fast Fourier transform algorithms, IEEE Trans. ASSP 35(6), 1987.
 */
final class RealFft {

    private static final RealFft OF_512 = new RealFft(4);

    private final int half;
    /** Base-4 digit reversal: which complex sample goes to which place. */
    private final int[] reversed;
    /** One table a stage, six values a butterfly: cos and sin of one, two and three times the angle, in six runs. */
    private final float[][] stageTwiddles;

    private final float[] untangleCos;
    private final float[] untangleSin;

    /** Working memory of one thread. */
    static final class Scratch {
        private final float[] re;
        private final float[] im;

        private Scratch(int size) {
            re = new float[size];
            im = new float[size];
        }
    }

    /**
     * @param stages radix-4 stages; the frame has {@code 2 * 4^stages} samples
     */
    private RealFft(int stages) {
        half = 1 << 2 * stages;
        reversed = new int[half];
        for (int i = 0; i < half; i++) {
            int digits = i;
            for (int s = 0; s < stages; s++) {
                reversed[i] = reversed[i] << 2 | digits & 3;
                digits >>= 2;
            }
        }
        stageTwiddles = new float[stages][];
        for (int s = 0, quarter = 1; s < stages; s++, quarter *= 4) {
            float[] table = new float[6 * quarter];
            for (int j = 0; j < quarter; j++) {
                for (int m = 1; m <= 3; m++) {
                    double angle = -2 * Math.PI * j * m / (4.0 * quarter);
                    table[(2 * m - 2) * quarter + j] = (float) Math.cos(angle);
                    table[(2 * m - 1) * quarter + j] = (float) Math.sin(angle);
                }
            }
            stageTwiddles[s] = table;
        }
        untangleCos = new float[half];
        untangleSin = new float[half];
        for (int k = 0; k < half; k++) {
            untangleCos[k] = (float) Math.cos(Math.PI * k / half);
            untangleSin[k] = (float) Math.sin(Math.PI * k / half);
        }
    }

    static RealFft of512() {
        return OF_512;
    }

    Scratch scratch() {
        return new Scratch(half);
    }

    /**
     * Squared magnitudes of the bins 0 to half - 1; the bin of half the sample rate is left out.
     *
     * @param frame [2 * half] samples
     * @param power [half], written
     */
    void power(float[] frame, Scratch scratch, float[] power) {
        float[] re = scratch.re;
        float[] im = scratch.im;
        for (int i = 0; i < half; i++) {
            int from = 2 * reversed[i];
            re[i] = frame[from];
            im[i] = frame[from + 1];
        }
        firstStage(re, im);
        for (int s = 1; s < stageTwiddles.length; s++) {
            stage(re, im, stageTwiddles[s]);
        }
        untangle(re, im, power);
    }

    /** All angles are zero here. */
    private void firstStage(float[] re, float[] im) {
        for (int i = 0; i < half; i += 4) {
            float sumRe = re[i] + re[i + 2];
            float sumIm = im[i] + im[i + 2];
            float differenceRe = re[i] - re[i + 2];
            float differenceIm = im[i] - im[i + 2];
            float oddSumRe = re[i + 1] + re[i + 3];
            float oddSumIm = im[i + 1] + im[i + 3];
            float oddDifferenceRe = re[i + 1] - re[i + 3];
            float oddDifferenceIm = im[i + 1] - im[i + 3];
            re[i] = sumRe + oddSumRe;
            im[i] = sumIm + oddSumIm;
            re[i + 1] = differenceRe + oddDifferenceIm;
            im[i + 1] = differenceIm - oddDifferenceRe;
            re[i + 2] = sumRe - oddSumRe;
            im[i + 2] = sumIm - oddSumIm;
            re[i + 3] = differenceRe - oddDifferenceIm;
            im[i + 3] = differenceIm + oddDifferenceRe;
        }
    }

    private void stage(float[] re, float[] im, float[] twiddles) {
        int q = twiddles.length / 6;
        for (int base = 0; base < half; base += 4 * q) {
            for (int j = 0; j < q; j++) {
                int a = base + j;
                int b = a + q;
                int c = b + q;
                int d = c + q;
                float bRe = re[b] * twiddles[j] - im[b] * twiddles[q + j];
                float bIm = re[b] * twiddles[q + j] + im[b] * twiddles[j];
                float cRe = re[c] * twiddles[2 * q + j] - im[c] * twiddles[3 * q + j];
                float cIm = re[c] * twiddles[3 * q + j] + im[c] * twiddles[2 * q + j];
                float dRe = re[d] * twiddles[4 * q + j] - im[d] * twiddles[5 * q + j];
                float dIm = re[d] * twiddles[5 * q + j] + im[d] * twiddles[4 * q + j];
                float sumRe = re[a] + cRe;
                float sumIm = im[a] + cIm;
                float differenceRe = re[a] - cRe;
                float differenceIm = im[a] - cIm;
                float oddSumRe = bRe + dRe;
                float oddSumIm = bIm + dIm;
                float oddDifferenceRe = bRe - dRe;
                float oddDifferenceIm = bIm - dIm;
                re[a] = sumRe + oddSumRe;
                im[a] = sumIm + oddSumIm;
                re[b] = differenceRe + oddDifferenceIm;
                im[b] = differenceIm - oddDifferenceRe;
                re[c] = sumRe - oddSumRe;
                im[c] = sumIm - oddSumIm;
                re[d] = differenceRe - oddDifferenceIm;
                im[d] = differenceIm + oddDifferenceRe;
            }
        }
    }

    /** X[k] = (Z[k] + Z*[half - k]) / 2 - i W^k (Z[k] - Z*[half - k]) / 2, with W = exp(-i pi / half). */
    private void untangle(float[] re, float[] im, float[] power) {
        float dc = re[0] + im[0];
        power[0] = dc * dc;
        for (int k = 1; k < half; k++) {
            int mirror = half - k;
            float evenRe = 0.5f * (re[k] + re[mirror]);
            float evenIm = 0.5f * (im[k] - im[mirror]);
            float oddRe = 0.5f * (im[k] + im[mirror]);
            float oddIm = 0.5f * (re[mirror] - re[k]);
            float real = evenRe + untangleCos[k] * oddRe + untangleSin[k] * oddIm;
            float imaginary = evenIm + untangleCos[k] * oddIm - untangleSin[k] * oddRe;
            power[k] = real * real + imaginary * imaginary;
        }
    }
}
