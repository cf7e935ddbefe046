package dev.attune.speech.lettertosound;

import java.util.Map;
import java.util.Optional;

/**
 * What the letters of the English alphabet are called, as in "u s b" and "fault h two": an ordinary model of spelling would give a single letter its sound
 * within words.
 */
public final class LetterNames {

    private static final Map<String, String> PHONES = Map.ofEntries(
            Map.entry("a", "EY"),
            Map.entry("b", "B IY"),
            Map.entry("c", "S IY"),
            Map.entry("d", "D IY"),
            Map.entry("e", "IY"),
            Map.entry("f", "EH F"),
            Map.entry("g", "JH IY"),
            Map.entry("h", "EY CH"),
            Map.entry("i", "AY"),
            Map.entry("j", "JH EY"),
            Map.entry("k", "K EY"),
            Map.entry("l", "EH L"),
            Map.entry("m", "EH M"),
            Map.entry("n", "EH N"),
            Map.entry("o", "OW"),
            Map.entry("p", "P IY"),
            Map.entry("q", "K Y UW"),
            Map.entry("r", "AA R"),
            Map.entry("s", "EH S"),
            Map.entry("t", "T IY"),
            Map.entry("u", "Y UW"),
            Map.entry("v", "V IY"),
            Map.entry("w", "D AH B AX L Y UW"),
            Map.entry("x", "EH K S"),
            Map.entry("y", "W AY"),
            Map.entry("z", "Z IY"));

    private LetterNames() {}

    /**
     * @param word lower case
     * @return phones of {@link dev.attune.speech.text.TokenSet#englishPhones()}, separated by blanks; empty if the word is no single letter
     */
    public static Optional<String> phones(String word) {
        return Optional.ofNullable(PHONES.get(word));
    }
}
