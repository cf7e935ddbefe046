package dev.attune.speech.acoustic;

import org.jspecify.annotations.Nullable;

/**
 * Log probabilities of both heads for one utterance, over the same frames.
 *
 * @param phones [frames, phone tokens], or null for a model without phones
 * @param letters [frames, letter tokens], or null for a model without letters
 * @param frameShiftSeconds time between two output frames (0.04 for a total stride of 4)
 */
public record AcousticOutput(
        @Nullable LogProbMatrix phones, @Nullable LogProbMatrix letters, double frameShiftSeconds) {

    public AcousticOutput {
        if (phones == null && letters == null) {
            throw new IllegalArgumentException("at least one of phones and letters must be present");
        }
    }
}
