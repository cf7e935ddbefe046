package dev.attune.speech.acoustic.djl;

import java.util.Locale;

/** How the convolutions of a network multiply while it learns. Outside of training they always do so in single precision. */
public enum Arithmetic {
    SINGLE,
    /** Products in bfloat16, sums in single precision; see {@link BrainFloatConvolution}. */
    BRAIN_FLOAT;

    /** System property that overrules what suits the processor: {@code single} or {@code brain_float}. */
    public static final String PROPERTY = "attune.training.arithmetic";

    /**
     * What is fast on this machine's processor, or what {@value #PROPERTY} says.
     *
     * @throws IllegalArgumentException if the property names no arithmetic
     */
    public static Arithmetic ofThisMachine() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            return BrainFloatConvolution.isFast() ? BRAIN_FLOAT : SINGLE;
        }
        return valueOf(wanted.toUpperCase(Locale.ROOT));
    }
}
