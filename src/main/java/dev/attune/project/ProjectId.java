package dev.attune.project;

import java.util.UUID;

/** Names one project. */
public record ProjectId(UUID value) {

    public static ProjectId random() {
        return new ProjectId(UUID.randomUUID());
    }

    /**
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static ProjectId of(String text) {
        return new ProjectId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
