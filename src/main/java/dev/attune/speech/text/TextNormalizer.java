package dev.attune.speech.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings written text to the form in which it is spoken, trained and scored: lower case, no punctuation, words between single blanks.
 *
 * <p>References and recognised text go through the same normaliser. It is a fixed function: the same text gives the same result in every
 * place, and applying it twice changes nothing more. A change of its rules raises {@link #version()}, because error rates before and after
 * cannot be compared. Implementations are immutable and thread-safe.
 */
public abstract sealed class TextNormalizer permits EnglishNormalizer, GeneralNormalizer {

    private static final int NO_BREAK_SPACE = 0xA0;

    TextNormalizer() {}

    /**
     * The normaliser of a locale: English rules for every {@code en} locale; for all others the general one, which leaves numbers as they
     * are.
     *
     * @param locale a language tag such as {@code en-US}
     */
    public static TextNormalizer forLocale(String locale) {
        return Locale.forLanguageTag(locale).getLanguage().equals("en")
                ? EnglishNormalizer.INSTANCE
                : GeneralNormalizer.INSTANCE;
    }

    /** Normalises one line; empty where nothing is left. */
    public abstract String normalize(String raw);

    /** Name of the rules, for provenance. */
    public abstract String name();

    /** Version of the rules, for provenance; at least 1. */
    public abstract int version();

    /** Name and version as scores and models carry them, for instance {@code en-US 2}. */
    public final String label() {
        return name() + " " + version();
    }

    /** What stands for a character that is not taken as it is; null where nothing can. Not asked for plain characters. */
    abstract @Nullable String replacement(int codePoint);

    /** Whether a character is taken as it is. */
    abstract boolean isPlain(int codePoint);

    /** The characters for which there is no replacement: a line with one is to be rejected. In the order of the text (NFC). */
    public final List<BadCharacter> unusable(String raw) {
        return find(raw).stream().filter(bad -> bad.replacement() == null).toList();
    }

    /** The characters that are replaced by others, typographic quotes for instance. In the order of the text (NFC). */
    public final List<BadCharacter> replaced(String raw) {
        return find(raw).stream().filter(bad -> bad.replacement() != null).toList();
    }

    private List<BadCharacter> find(String raw) {
        List<BadCharacter> found = new ArrayList<>();
        int column = 0;
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            column++;
            int codePoint = text.codePointAt(i);
            if (!isPlain(codePoint)) {
                found.add(new BadCharacter(column, codePoint, replacement(codePoint)));
            }
        }
        return found;
    }

    /** NFC, then the replacements; an unusable character becomes a blank. */
    final String withPlainCharacters(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (isPlain(codePoint)) {
                out.appendCodePoint(codePoint);
            } else {
                String replacement = replacement(codePoint);
                out.append(replacement == null ? " " : replacement);
            }
        });
        return out.toString();
    }

    /** Typographic quotes, dashes and blanks in their plain forms (NFC), everything else as it is. */
    public static String plainTypography(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        Normalizer.normalize(raw, Normalizer.Form.NFC).codePoints().forEach(codePoint -> {
            String plain = typography(codePoint);
            if (plain == null) {
                out.appendCodePoint(codePoint);
            } else {
                out.append(plain);
            }
        });
        return out.toString();
    }

    /** Replacements that hold for every language: typography to its plain form, invisible characters to nothing; null for the rest. */
    static @Nullable String typography(int codePoint) {
        return switch (codePoint) {
            case 0x201C, 0x201D, 0x201E -> "\"";
            case 0x2018, 0x2019, 0x201A -> "'";
            case 0x2014 -> "--";
            case 0x2010, 0x2011, 0x2013, 0x2212 -> "-";
            case 0x2026 -> "...";
            case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF -> "";
            case '\t', '\n', '\r', NO_BREAK_SPACE -> " ";
            default -> Character.isSpaceChar(codePoint) ? " " : null;
        };
    }

    /**
     * Steps 3 to 5 of every locale: marks that part words become blanks, all other marks go, apostrophes stay between letters only, lower
     * case, single blanks.
     */
    static String lettersOnly(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean gap = false;
        int length = text.length();
        for (int i = 0; i < length; ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (isWordPart(codePoint) || codePoint == '\'' && insideWord(text, i, next)) {
                if (gap && !out.isEmpty()) {
                    out.append(' ');
                }
                gap = false;
                out.appendCodePoint(codePoint);
            } else {
                gap |= Character.isWhitespace(codePoint) || partsWords(text, i, codePoint);
            }
            i = next;
        }
        return out.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || isMark(codePoint);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean insideWord(String text, int at, int next) {
        if (at == 0 || next == text.length()) {
            return false;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(next);
        return (Character.isLetter(before) || isMark(before)) && Character.isLetter(after);
    }

    /** A full stop alone does not part ("U.S."); several do ("well...then"), and so do the marks that end or join phrases. */
    private static boolean partsWords(String text, int at, int codePoint) {
        return switch (codePoint) {
            case '-', '/', ',', ';', ':', '!', '?', '_', '(', ')', '[', ']', '"' -> true;
            case '.' -> at + 1 < text.length() && text.charAt(at + 1) == '.';
            default ->
                codePoint > 0x7F
                        && switch (Character.getType(codePoint)) {
                            case Character.DASH_PUNCTUATION,
                                    Character.OTHER_PUNCTUATION,
                                    Character.START_PUNCTUATION,
                                    Character.END_PUNCTUATION,
                                    Character.INITIAL_QUOTE_PUNCTUATION,
                                    Character.FINAL_QUOTE_PUNCTUATION -> true;
                            default -> false;
                        };
        };
    }
}
