package dev.attune.speech.decode;

import dev.attune.speech.acoustic.AcousticOutput;
import java.util.List;

/** Turns log probabilities into words. Implementations are immutable and safe for concurrent calls. */
public interface Decoder {

    /** The n best readings, best first; never empty (silence gives one hypothesis without words). */
    List<Hypothesis> decode(AcousticOutput output);
}
