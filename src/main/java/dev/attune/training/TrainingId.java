package dev.attune.training;

import java.util.UUID;

/** Names one training. */
public record TrainingId(UUID value) {

    public static TrainingId random() {
        return new TrainingId(UUID.randomUUID());
    }

    /**
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static TrainingId of(String text) {
        return new TrainingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
