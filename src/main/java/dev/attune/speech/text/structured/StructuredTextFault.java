package dev.attune.speech.text.structured;

/**
 * Something in a file of structured text that breaks a rule.
 *
 * @param code stable name such as {@code UndefinedList}
 * @param line from 1; 0 for the whole file
 * @param message what is wrong and what to do, beginning with the line where there is one
 */
public record StructuredTextFault(String code, Effect effect, int line, String message) {

    /** What becomes of it. */
    public enum Effect {
        /** The file cannot be used. */
        FAILS,
        /** The line is left out. */
        LEFT_OUT,
        /** Taken all the same. */
        WARNS
    }
}
