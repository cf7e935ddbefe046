package dev.attune.dataset;

import java.util.UUID;

/** Names one data set. */
public record DatasetId(UUID value) {

    public static DatasetId random() {
        return new DatasetId(UUID.randomUUID());
    }

    /**
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static DatasetId of(String text) {
        return new DatasetId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
