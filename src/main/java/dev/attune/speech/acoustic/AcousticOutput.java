package dev.attune.speech.acoustic;

import org.jspecify.annotations.Nullable;

/**
 * Log probabilities of both heads for one utterance.
 *
 * @param phones [frames, phone tokens], or null for a model without phones
 * @param letters [frames, letter tokens], or null for a model without letters
 * @param phoneShiftSeconds time between two frames of the phones (0.04 for a total stride of 4 and one output in a frame)
 * @param letterShiftSeconds time between two frames of the letters
 */
public record AcousticOutput(
        @Nullable LogProbMatrix phones,
        @Nullable LogProbMatrix letters,
        double phoneShiftSeconds,
        double letterShiftSeconds) {

    public AcousticOutput {
        if (phones == null && letters == null) {
            throw new IllegalArgumentException("at least one of phones and letters must be present");
        }
    }

    /** Both heads over the same frames. */
    public AcousticOutput(@Nullable LogProbMatrix phones, @Nullable LogProbMatrix letters, double frameShiftSeconds) {
        this(phones, letters, frameShiftSeconds, frameShiftSeconds);
    }
}
