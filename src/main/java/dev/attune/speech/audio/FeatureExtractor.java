package dev.attune.speech.audio;

/** Turns sound into what a network takes. Implementations are immutable and safe for concurrent calls. */
@FunctionalInterface
public interface FeatureExtractor {

    /**
     * @throws IllegalArgumentException if the clip's rate is not {@value LogMelExtractor#SAMPLE_RATE_HZ} Hz
     */
    FeatureMatrix extract(AudioClip clip);
}
