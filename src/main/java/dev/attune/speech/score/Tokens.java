package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Cuts text into the tokens that are compared. */
public final class Tokens {

    private Tokens() {}

    /** The parts between blanks; none for an empty text. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(text);
        while (parts.hasMoreTokens()) {
            words.add(parts.nextToken());
        }
        return words;
    }

    /** Every code point of the words as joined by single blanks, the blanks too: a wrong word boundary is an error. */
    public static List<String> characters(List<String> words) {
        return String.join(" ", words)
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
    }
}
