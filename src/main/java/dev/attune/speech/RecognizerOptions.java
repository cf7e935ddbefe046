package dev.attune.speech;

import dev.attune.speech.decode.BeamOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a model is run.
 *
 * @param decoding which decoder
 * @param beam options of the beam search, or null for those that the model package holds
 * @param threads of the network, at least 1
 */
public record RecognizerOptions(Decoding decoding, @Nullable BeamOptions beam, int threads) {

    /** Kinds of decoding. */
    public enum Decoding {
        /** Word-level beam search with lexicon and language model. */
        BEAM,
        /** Best letter of each frame. */
        GREEDY
    }

    public RecognizerOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1; got " + threads);
        }
    }

    /** Beam search with the model's own options on one thread. */
    public static RecognizerOptions defaults() {
        return new RecognizerOptions(Decoding.BEAM, null, 1);
    }
}
