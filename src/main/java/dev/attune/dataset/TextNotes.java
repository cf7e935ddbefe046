package dev.attune.dataset;

import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.SpokenHint;
import dev.attune.speech.text.TextNormalizer;
import java.util.List;

/**
 * Notes what the normaliser replaces in a line, accents with a warning each, typography as a count, and the places that a person should write as they
 * are spoken.
 */
final class TextNotes {

    private static final int HINTS_A_LINE = 3;

    private TextNotes() {}

    /** One warning for a line, with its first places. */
    static void hints(TextNormalizer normalizer, String text, String file, int line, ProblemList problems) {
        List<SpokenHint> hints = SpokenHint.of(normalizer, text);
        if (hints.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder("Line " + line + ":");
        hints.stream().limit(HINTS_A_LINE).forEach(hint -> message.append(' ').append(hint.sentence()));
        if (hints.size() > HINTS_A_LINE) {
            message.append(" And ").append(hints.size() - HINTS_A_LINE).append(" more places of this line.");
        }
        problems.warn("NotAsSpoken", file, line, message.toString());
    }

    static void replacements(TextNormalizer normalizer, String text, String file, int line, ProblemList problems) {
        boolean warned = false;
        for (BadCharacter bad : normalizer.replaced(text)) {
            if (Character.isLetter(bad.codePoint())) {
                if (!warned) {
                    problems.warn(
                            "NonAsciiCharacter",
                            file,
                            line,
                            "Line " + line + ": " + bad.label() + " is read as \"" + bad.replacement() + "\".");
                }
                warned = true;
            } else {
                problems.mended(
                        "Typography", file, line, "Typographic quotes, dashes or blanks were read as plain ones");
            }
        }
    }
}
