package dev.attune.speech.train;

import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lettertosound.Pronouncer;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSpeller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A baseline's lexicon and what a user adds to it. Pronunciations that the user gave stand before those of the baseline; new words of texts get
 * theirs from the letter-to-sound model.
 */
final class UserLexicon {

    private final Lexicon baseline;
    private final Pronouncer pronouncer;
    private final Lexicon given = new Lexicon();
    private final Lexicon guessed = new Lexicon();
    private final Set<String> unsayable = new LinkedHashSet<>();
    /** Display forms of several words, which are one entry of lexicon and language model. */
    private final Set<String> compounds = new LinkedHashSet<>();

    private int longestCompound = 1;

    UserLexicon(Lexicon baseline, @Nullable LetterToSound letterToSound) {
        this(baseline, new Pronouncer(baseline, letterToSound));
    }

    private UserLexicon(Lexicon baseline, Pronouncer pronouncer) {
        this.baseline = baseline;
        this.pronouncer = pronouncer;
    }

    /** Of a network that writes letters or subwords: a word is what the network would write of it. */
    static UserLexicon spelling(Lexicon baseline, TokenSpeller speller) {
        return new UserLexicon(baseline, Pronouncer.spelling(baseline, speller));
    }

    /**
     * Adds an entry that sounds like its spoken form and is written as its display form. Of several spoken words there is a form with boundaries
     * between them, which careful speech has, and one without.
     *
     * @param display normalised words
     * @param spoken normalised words
     * @return false if a spoken word cannot be pronounced; then nothing was added
     */
    boolean add(List<String> display, List<String> spoken) {
        List<String> pronunciations = pronouncer.spokenForm(spoken);
        if (display.isEmpty() || pronunciations.isEmpty()) {
            return false;
        }
        pronunciations.forEach(phones -> addPhones(display, phones));
        // A network that spells may know how the display form is written.
        pronouncer.spelled(display).ifPresent(tokens -> addPhones(display, tokens));
        return true;
    }

    /**
     * Adds an entry whose phones are known.
     *
     * @param display normalised words
     * @param phones of the baseline, separated by one blank
     */
    void addPhones(List<String> display, String phones) {
        String entry = String.join(" ", display);
        given.add(entry, phones);
        if (display.size() > 1) {
            compounds.add(entry);
            longestCompound = Math.max(longestCompound, display.size());
        }
    }

    /** True if the word has a pronunciation or gets one now. */
    boolean learn(String word) {
        if (given.contains(word) || baseline.contains(word) || guessed.contains(word)) {
            return true;
        }
        List<String> guesses = unsayable.contains(word) ? List.of() : pronouncer.usualGuesses(word);
        guesses.forEach(phones -> guessed.add(word, phones));
        if (guesses.isEmpty()) {
            unsayable.add(word);
        }
        return !guesses.isEmpty();
    }

    /** The words with those that are one display form of several words put together, longest first. */
    List<String> joined(List<String> words) {
        if (compounds.isEmpty()) {
            return words;
        }
        List<String> result = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int length = Math.min(longestCompound, words.size() - at);
            while (length > 1 && !compounds.contains(String.join(" ", words.subList(at, at + length)))) {
                length--;
            }
            result.add(String.join(" ", words.subList(at, at + length)));
            at += length;
        }
        return result;
    }

    /** Everything: given, then baseline, then guessed. */
    Lexicon all() {
        Lexicon all = new Lexicon();
        all.addAll(given);
        all.addAll(baseline);
        all.addAll(guessed);
        return all;
    }

    /** Entries of pronunciation files and of phone lexicons. */
    Set<String> given() {
        return given.words();
    }

    /** Number of words that the baseline does not have. */
    int newWords() {
        return guessed.size()
                + (int) given.words().stream()
                        .filter(word -> !baseline.contains(word))
                        .count();
    }

    /** Some new words and how they will be taken to sound, for the log. */
    List<String> examples(int count) {
        return guessed.words().stream()
                .limit(count)
                .map(word -> word + " = " + guessed.pronunciations(word).getFirst())
                .toList();
    }

    static List<String> words(String normalized) {
        return normalized.isEmpty() ? List.of() : Arrays.asList(normalized.split(" "));
    }
}
