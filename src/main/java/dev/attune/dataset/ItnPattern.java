package dev.attune.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Checks the form of one pattern of inverse text normalisation.
 *
 * <pre>
 * plain characters   [a-f]   ( ... | ... )   ( ... )? + *   {spoken>written}   {spoken}
 * </pre>
 *
 * <p>and a backslash before d, l, u, a (digit, letter in lower, upper, either case) or before a sign that is meant as it is.
 */
final class ItnPattern {

    private static final String ESCAPES = "dlua\\(){}|+?*[]";

    private final String text;
    private int at;

    private ItnPattern(String text) {
        this.text = text;
    }

    /** What is wrong, with its column; null if nothing is. */
    static @Nullable String fault(String text) {
        ItnPattern pattern = new ItnPattern(text);
        String fault = pattern.alternatives(0);
        return fault == null && pattern.at < text.length() ? pattern.at("\")\" without \"(\"") : fault;
    }

    private @Nullable String alternatives(int depth) {
        boolean empty = true;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == ')') {
                return empty ? at("an empty alternative") : null;
            }
            if (character == '|') {
                if (empty || depth == 0) {
                    return at(depth == 0 ? "\"|\" outside \"( )\"" : "an empty alternative");
                }
                empty = true;
                at++;
                continue;
            }
            String fault = element(character, depth);
            if (fault != null) {
                return fault;
            }
            empty = false;
        }
        return empty ? at("an empty pattern") : null;
    }

    private @Nullable String element(char character, int depth) {
        return switch (character) {
            case '(' -> group(depth);
            case '[' -> closed('[', ']');
            case '{' -> closed('{', '}');
            case ']', '}' -> at("\"" + character + "\" without its opening bracket");
            case '?', '+', '*' -> at("\"" + character + "\" must follow a group in \"( )\"");
            case '\\' -> escape();
            default -> {
                at++;
                yield null;
            }
        };
    }

    private @Nullable String group(int depth) {
        int opened = at++;
        String fault = alternatives(depth + 1);
        if (fault != null) {
            return fault;
        }
        if (at >= text.length()) {
            at = opened;
            return at("\"(\" without \")\"");
        }
        at++;
        if (at < text.length() && "?+*".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return null;
    }

    private @Nullable String closed(char open, char close) {
        int end = text.indexOf(close, at + 1);
        if (end < 0) {
            return at("\"" + open + "\" without \"" + close + "\"");
        }
        if (text.substring(at + 1, end).isBlank()) {
            return at("nothing between \"" + open + "\" and \"" + close + "\"");
        }
        at = end + 1;
        return null;
    }

    private @Nullable String escape() {
        if (at + 1 >= text.length() || ESCAPES.indexOf(text.charAt(at + 1)) < 0) {
            return at("an unknown escape");
        }
        at += 2;
        return null;
    }

    private String at(String what) {
        return what + " at column " + (at + 1);
    }
}
