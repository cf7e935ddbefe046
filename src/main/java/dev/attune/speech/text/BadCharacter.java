package dev.attune.speech.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A character of a raw text that is not taken as it is.
 *
 * @param column its place in the text, counted in code points from 1
 * @param codePoint the character
 * @param replacement what stands for it, possibly empty; null where nothing can and the line is to be rejected
 */
public record BadCharacter(int column, int codePoint, @Nullable String replacement) {

    /** As messages name it, for instance {@code é (U+00E9)}; a character that cannot be shown only by its number. */
    public String label() {
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> number;
            default -> Character.toString(codePoint) + " (" + number + ")";
        };
    }
}
