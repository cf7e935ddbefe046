package dev.attune.ui;

import java.util.Optional;
import java.util.UUID;

/** Reads ids from addresses. */
public final class Ids {

    private Ids() {}

    /** The id, or empty where the text is not one. */
    public static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
