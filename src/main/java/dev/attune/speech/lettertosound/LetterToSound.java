package dev.attune.speech.lettertosound;

import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Guesses how a word sounds from its spelling. Immutable and thread-safe. */
public final class LetterToSound {

    private LetterToSound() {}

    /** Learns from a lexicon. */
    public static LetterToSound train(Lexicon lexicon) {
        throw new UnsupportedOperationException();
    }

    public static LetterToSound read(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * The likeliest pronunciations, best first; empty for a word without a letter that was ever seen.
     *
     * @param word lower-case letters and apostrophes
     * @param count how many at most
     */
    public List<Guess> pronounce(String word, int count) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param phones separated by one blank
     * @param probability among all pronunciations of the word, in [0, 1]
     */
    public record Guess(String phones, double probability) {}
}
