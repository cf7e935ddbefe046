package dev.attune.speech.acoustic;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;

/** A network that turns features into log probabilities of tokens. Implementations are safe for concurrent calls. */
public interface AcousticModel extends AutoCloseable {

    /** The features that this network takes of a clip of 16 kHz: our own recipe, unless the network was made elsewhere. */
    default FeatureMatrix features(AudioClip clip) {
        return LogMelExtractor.standard().extract(clip);
    }

    /** Whether short clips need {@link dev.attune.speech.audio.QuietMargins} around them: our own networks do. */
    default boolean learntWithQuietMargins() {
        return true;
    }

    /**
     * @param features as {@link #features} gives them; 0 frames give an output of 0 frames
     */
    AcousticOutput evaluate(FeatureMatrix features);

    @Override
    void close();
}
