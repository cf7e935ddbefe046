package dev.attune.speech.display;

import java.util.List;
import java.util.Locale;

/** How signs are called in English, and how words look to a pattern. */
final class SpokenForms {

    private SpokenForms() {}

    /** Names under which a sign may be said, without blanks; none for others. */
    static List<String> names(int sign) {
        return switch (sign) {
            case '-' -> List.of("dash", "hyphen", "minus");
            case '/' -> List.of("slash");
            case '.' -> List.of("dot", "point", "period");
            case ':' -> List.of("colon");
            case '_' -> List.of("underscore");
            case '@' -> List.of("at");
            case '#' -> List.of("hash", "number", "pound");
            case '&' -> List.of("and", "ampersand");
            case '+' -> List.of("plus");
            case '%' -> List.of("percent");
            case '*' -> List.of("star", "asterisk");
            case ',' -> List.of("comma");
            case '\\' -> List.of("backslash");
            default -> List.of();
        };
    }

    /** The sign for its name in an address. */
    static String sign(String name) {
        return switch (name) {
            case "dot" -> ".";
            case "underscore" -> "_";
            case "plus" -> "+";
            default -> "-";
        };
    }

    /** In lower case. */
    static String compactLower(String words) {
        return compact(words).toLowerCase(Locale.ROOT);
    }

    /** Without blanks: patterns look through the gaps between words. */
    static String compact(String words) {
        return words.replaceAll("\\s+", "");
    }
}
