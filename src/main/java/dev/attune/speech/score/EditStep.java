package dev.attune.speech.score;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of an alignment.
 *
 * @param reference the reference token; null for an insertion
 * @param hypothesis the recognised token; null for a deletion
 */
public record EditStep(Kind kind, @Nullable String reference, @Nullable String hypothesis) {

    /** What happened to a token. */
    public enum Kind {
        HIT,
        SUBSTITUTION,
        DELETION,
        INSERTION
    }

    public EditStep {
        Objects.requireNonNull(kind, "kind");
        if ((reference == null) != (kind == Kind.INSERTION) || (hypothesis == null) != (kind == Kind.DELETION)) {
            throw new IllegalArgumentException(
                    kind + " must not have reference " + reference + " and hypothesis " + hypothesis);
        }
    }
}
