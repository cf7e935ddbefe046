package dev.attune.dataset;

import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;

/** Notes what the normaliser replaces in a line: accents with a warning each, typography as a count. */
final class TextNotes {

    private TextNotes() {}

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
