package dev.attune.speech.score;

import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts display text into the tokens that the token error rate counts: the words between blanks, and the punctuation at their ends.
 *
 * <p>Points, commas and colons inside a number, hyphens and apostrophes inside a word stay where they are, and so does the apostrophe of a
 * plural's genitive ("the cooks' table"). A run of one mark ("...", "--") is one token; so are two hyphens between words. Typographic quotes
 * and dashes count as their plain forms: which of the two a keyboard has is no error.
 */
public final class DisplayTokens {

    /** Marks that are split off. Signs that are said ("%", "$", "&", "#", "@", "*") belong to their word. */
    private static final String PUNCTUATION = ".,?!:;\"'()[]{}<>-`´«»¿¡、？。，।؟،…";

    private DisplayTokens() {}

    /** The tokens in their order; none for an empty text. */
    public static List<String> of(String displayText) {
        List<String> tokens = new ArrayList<>();
        for (String word :
                Tokens.words(TextNormalizer.plainTypography(displayText).replaceAll("--+", " -- "))) {
            split(word, tokens);
        }
        return tokens;
    }

    /** Whether a token of {@link #of} holds nothing but punctuation. */
    public static boolean isPunctuation(String token) {
        return !token.isEmpty() && token.chars().allMatch(DisplayTokens::isMark);
    }

    private static void split(String word, List<String> tokens) {
        int from = 0;
        while (from < word.length() && isMark(word.charAt(from)) && !opensNumber(word, from)) {
            from++;
        }
        int to = word.length();
        while (to > from && isMark(word.charAt(to - 1)) && !isGenitive(word, to - 1)) {
            to--;
        }
        runs(word.substring(0, from), tokens);
        if (to > from) {
            tokens.add(word.substring(from, to));
        }
        runs(word.substring(to), tokens);
    }

    /** ".5" and "-5" are numbers. */
    private static boolean opensNumber(String word, int at) {
        return (word.charAt(at) == '.' || word.charAt(at) == '-')
                && at + 1 < word.length()
                && Character.isDigit(word.charAt(at + 1));
    }

    private static boolean isGenitive(String word, int at) {
        return word.charAt(at) == '\'' && at > 0 && Character.toLowerCase(word.charAt(at - 1)) == 's' && at > 1;
    }

    private static void runs(String marks, List<String> tokens) {
        int from = 0;
        for (int i = 1; i <= marks.length(); i++) {
            if (i == marks.length() || marks.charAt(i) != marks.charAt(from)) {
                tokens.add(marks.substring(from, i));
                from = i;
            }
        }
    }

    private static boolean isMark(int character) {
        return PUNCTUATION.indexOf(character) >= 0;
    }
}
