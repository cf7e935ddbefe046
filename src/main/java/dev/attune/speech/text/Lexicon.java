package dev.attune.speech.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words and how they sound: word to one or more pronunciations, the usual one first. A pronunciation is phones separated by one blank,
 * without a word boundary ({@code "K AO F IY"}).
 *
 * <p>File format ({@code lexicon.tsv}): {@code word TAB phones}, UTF-8, one line a pronunciation, lines of one word in order of preference.
 * A word is what the recogniser writes, so it may hold capitals, digits and blanks when a pronunciation file gives a display form.
 */
public final class Lexicon {

    private final Map<String, List<String>> pronunciations = new LinkedHashMap<>();

    /** Adds a pronunciation after those that the word has; a repetition is ignored. Returns true if it was new. */
    public boolean add(String word, String phones) {
        List<String> list = pronunciations.computeIfAbsent(word, key -> new ArrayList<>(1));
        return !list.contains(phones) && list.add(phones);
    }

    public void addAll(Lexicon other) {
        other.pronunciations.forEach((word, list) -> list.forEach(phones -> add(word, phones)));
    }

    /** The pronunciations of a word, usual one first; empty if the word is unknown. */
    public List<String> pronunciations(String word) {
        return Collections.unmodifiableList(pronunciations.getOrDefault(word, List.of()));
    }

    public boolean contains(String word) {
        return pronunciations.containsKey(word);
    }

    /** All words in the order in which they were added. */
    public Set<String> words() {
        return Collections.unmodifiableSet(pronunciations.keySet());
    }

    public int size() {
        return pronunciations.size();
    }

    /**
     * @throws IllegalArgumentException if a line has no tab, naming file and line
     */
    public static Lexicon read(Path file) throws IOException {
        Lexicon lexicon = new Lexicon();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int tab = line.indexOf('\t');
            if (tab <= 0 || tab == line.length() - 1) {
                throw new IllegalArgumentException(
                        file.getFileName() + ":" + (i + 1) + ": expected \"word TAB phones\", found \"" + line + "\"");
            }
            lexicon.add(line.substring(0, tab), line.substring(tab + 1));
        }
        return lexicon;
    }

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        pronunciations.forEach((word, list) -> list.forEach(
                phones -> text.append(word).append('\t').append(phones).append('\n')));
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
