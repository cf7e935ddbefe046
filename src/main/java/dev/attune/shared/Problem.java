package dev.attune.shared;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what a person brought: where, what, and what to do.
 *
 * @param code stable name such as {@code MissingTab}; code reads this, never the message
 * @param severity what became of the place
 * @param file name of the file as the person knows it, or null
 * @param line 1-based line, 0 where there is none
 * @param message one sentence with place, cause and remedy, never empty
 */
public record Problem(String code, Severity severity, @Nullable String file, int line, String message) {

    public enum Severity {
        /** The whole data set fails. */
        FATAL,
        /** This row or file is left out, the rest goes on. */
        REJECTED,
        /** Accepted all the same. */
        WARNING,
        /** Mended silently; reports show how often. */
        FIXED
    }

    public Problem {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("code and message must not be blank");
        }
    }
}
