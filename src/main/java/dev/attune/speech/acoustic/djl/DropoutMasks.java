package dev.attune.speech.acoustic.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Masks for dropout: each value is 0 with the probability of dropping, else 1 / (1 - that probability), drawn independently. The engine's own dropout draws one
 * value after the other from a Mersenne twister, which took an eighth of a training step; here one draw of xorshift makes four values.
 *
 * <p>Sources: Srivastava et al., Dropout, JMLR 15, 2014; Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003.
 */
final class DropoutMasks {

    private static final int RANGE = 1 << 16;

    private long state = 1;

    /** What is drawn from here on depends on this seed alone. */
    void seed(long seed) {
        // Neighbouring seeds must not give similar beginnings: the finaliser of SplitMix64.
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        state = mixed == 0 ? 1 : mixed;
    }

    /**
     * @param probability of dropping, in [0, 1), rounded to 1/65536
     */
    NDArray mask(NDManager manager, Shape shape, double probability) {
        float[] values = new float[Math.toIntExact(shape.size())];
        fill(values, probability);
        return manager.create(values, shape);
    }

    void fill(float[] values, double probability) {
        int threshold = (int) Math.round(probability * RANGE);
        float kept = (float) (1 / (1 - probability));
        long bits = state;
        for (int i = 0; i < values.length; ) {
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
            for (int part = 0; part < 64 && i < values.length; part += 16) {
                values[i++] = (bits >>> part & RANGE - 1) < threshold ? 0 : kept;
            }
        }
        state = bits;
    }
}
