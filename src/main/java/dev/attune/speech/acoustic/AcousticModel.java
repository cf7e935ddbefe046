package dev.attune.speech.acoustic;

import dev.attune.speech.audio.FeatureMatrix;

/** A network that turns features into log probabilities of tokens. Implementations are safe for concurrent calls. */
public interface AcousticModel extends AutoCloseable {

    /**
     * @param features [frames, 80] log-mel features; 0 frames give an output of 0 frames
     */
    AcousticOutput evaluate(FeatureMatrix features);

    @Override
    void close();
}
