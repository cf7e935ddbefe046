package dev.attune.speech.train;

import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a user's files line by line into normalised words, and counts what cannot be said. Bytes that are not UTF-8 count as unusable characters. */
final class UserText {

    static final String UNSAYABLE_CHARACTER = "with a character that cannot be said";
    static final String UNSAYABLE_WORD = "with a word that cannot be pronounced";
    static final String EMPTY = "without words";

    private final TextNormalizer normalizer;
    private final UserLexicon lexicon;

    UserText(TextNormalizer normalizer, UserLexicon lexicon) {
        this.normalizer = normalizer;
        this.lexicon = lexicon;
    }

    /** Adds the entries {@code display TAB spoken} of a file to the lexicon. */
    void readPronunciations(Path file, LeftOut leftOut) throws IOException {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String place = place(file, number);
            String[] fields = line.split("\t", -1);
            if (fields.length != 2) {
                leftOut.add("that are not \"display TAB spoken\"", place);
                continue;
            }
            List<String> display = words(fields[0], place, leftOut);
            List<String> spoken = words(fields[1], place, leftOut);
            if (!display.isEmpty() && !spoken.isEmpty() && !lexicon.add(display, spoken)) {
                leftOut.add(UNSAYABLE_WORD, place);
            }
        }
    }

    /** The sentences of a text file that can be said; their new words are learnt. */
    List<List<String>> readSentences(Path file, LeftOut leftOut) throws IOException {
        List<List<String>> sentences = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            List<String> words = line.isBlank() ? List.of() : sayable(line, place(file, number), leftOut);
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    /** The words of a text, all of them pronounceable; empty, with the reason noted, if it cannot be said. */
    List<String> sayable(String raw, String place, LeftOut leftOut) {
        List<String> words = lexicon.joined(words(raw, place, leftOut));
        return learn(words, place, leftOut) ? words : List.of();
    }

    /** Learns the new ones among the words; false, with the reason noted, if one cannot be pronounced. */
    boolean learn(List<String> words, String place, LeftOut leftOut) {
        for (String word : words) {
            if (!lexicon.learn(word)) {
                leftOut.add(UNSAYABLE_WORD, place + " \"" + word + "\"");
                return false;
            }
        }
        return true;
    }

    private List<String> words(String raw, String place, LeftOut leftOut) {
        List<BadCharacter> bad = normalizer.unusable(raw);
        if (!bad.isEmpty()) {
            leftOut.add(UNSAYABLE_CHARACTER, place + " " + bad.getFirst().label());
            return List.of();
        }
        List<String> words = UserLexicon.words(normalizer.normalize(raw));
        if (words.isEmpty()) {
            leftOut.add(EMPTY, place);
        }
        return words;
    }

    private static String place(Path file, int line) {
        return file.getFileName() + ":" + line;
    }

    /** The lines of a file, without a byte order mark. */
    static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        // An InputStreamReader puts U+FFFD in place of what is not UTF-8; Files.lines would give up the whole file.
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean marked = lines.isEmpty() && line.startsWith("\uFEFF");
                lines.add(marked ? line.substring(1) : line);
            }
        }
        return lines;
    }
}
