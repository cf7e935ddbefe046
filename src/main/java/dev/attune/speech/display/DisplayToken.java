package dev.attune.speech.display;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text on its way to the display.
 *
 * @param text as it is written; may hold blanks
 * @param from place of the first lexical word it stands for
 * @param to place after the last one
 * @param digits what it would be in digits, for a number that is left in words; null for all others
 * @param fixed whether its capitals are meant as they are
 */
record DisplayToken(String text, int from, int to, @Nullable String digits, boolean fixed) {

    static DisplayToken word(String text, int at) {
        return new DisplayToken(text, at, at + 1, null, false);
    }

    static String join(List<DisplayToken> tokens) {
        return tokens.stream().map(DisplayToken::text).collect(Collectors.joining(" "));
    }
}
