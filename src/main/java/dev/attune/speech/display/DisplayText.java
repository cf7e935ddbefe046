package dev.attune.speech.display;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One reading in the four forms in which it is given out.
 *
 * @param lexical the words as they were said, lower case, without marks
 * @param itn with numbers, times and the like as they are written
 * @param maskedItn the same with profanity treated as was asked for
 * @param words the display form word by word: capitals, punctuation, rewritten phrases, profanity treated
 */
public record DisplayText(String lexical, String itn, String maskedItn, List<Word> words) {

    public DisplayText {
        words = List.copyOf(words);
    }

    /** The display form as one line. */
    public String display() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /**
     * A word of the display form; several may share the same recognised words.
     *
     * @param from place of the first recognised word it stands for
     * @param to place after the last one
     */
    public record Word(String text, int from, int to) {}
}
