package dev.attune.speech.lettertosound;

import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How words sound: by a lexicon, by the names of letters, and where neither knows by a guess from the spelling. Spoken forms
 * ({@code "cue are nine"}) become phones here, for training and for trying a word alike. Thread-safe as long as the lexicon does not grow.
 */
public final class Pronouncer {

    /** Guesses less likely than this are more often a nuisance than a help; the best one is always taken. */
    private static final double LEAST_PROBABILITY = 0.15;

    private static final int GUESSES = 3;
    private static final int VARIANTS_OF_SPOKEN_WORD = 2;
    private static final int VARIANTS_OF_ENTRY = 4;

    /** Where a pronunciation comes from. */
    public enum Source {
        /** The name of a letter. */
        LETTER,
        /** The lexicon has the word. */
        LEXICON,
        /** Guessed from the spelling. */
        GUESS,
        /** There is none: the word has letters that the model never saw. */
        NONE
    }

    private final Lexicon lexicon;
    private final @Nullable LetterToSound letterToSound;
    /** Of a network that writes letters or subwords; null for one of phones. */
    private final @Nullable TokenSpeller speller;

    /**
     * @param letterToSound null where a model has none; then nothing can be guessed
     */
    public Pronouncer(Lexicon lexicon, @Nullable LetterToSound letterToSound) {
        this(lexicon, letterToSound, null);
    }

    private Pronouncer(Lexicon lexicon, @Nullable LetterToSound letterToSound, @Nullable TokenSpeller speller) {
        this.lexicon = lexicon;
        this.letterToSound = letterToSound;
        this.speller = speller;
    }

    /** Of a network that writes letters or subwords: a word "sounds" as the tokens that spell it, and a letter is no more than itself. */
    public static Pronouncer spelling(Lexicon lexicon, TokenSpeller speller) {
        return new Pronouncer(lexicon, null, speller);
    }

    /**
     * Where the sounds of a word of a spoken form come from.
     *
     * @param word normalised
     */
    public Source source(String word) {
        if (letterName(word).isPresent()) {
            return Source.LETTER;
        }
        if (lexicon.contains(word)) {
            return Source.LEXICON;
        }
        return guesses(word, 1).isEmpty() ? Source.NONE : Source.GUESS;
    }

    /** True if the lexicon has the word. */
    public boolean knows(String word) {
        return lexicon.contains(word);
    }

    /** All words of the lexicon, in its order. */
    public Set<String> words() {
        return lexicon.words();
    }

    /** What the lexicon says of a word, usual pronunciation first; empty for a word that it does not have. */
    public List<String> known(String word) {
        return lexicon.pronunciations(word);
    }

    /** The likeliest pronunciations by the spelling alone, best first, whether the lexicon has the word or not. */
    public List<Guess> guesses(String word, int count) {
        if (speller != null) {
            List<String> spellings = speller.spellings(word);
            return spellings.stream()
                    .limit(count)
                    .map(tokens -> new Guess(tokens, 1.0 / spellings.size()))
                    .toList();
        }
        return letterToSound == null ? List.of() : letterToSound.pronounce(word, count);
    }

    private Optional<String> letterName(String word) {
        return speller == null ? LetterNames.phones(word) : Optional.empty();
    }

    /** Words as a network writes them that spells; empty for one of phones, and for words that it cannot spell. */
    public Optional<String> spelled(List<String> words) {
        if (speller == null) {
            return Optional.empty();
        }
        List<List<String>> each = words.stream().map(speller::spellings).toList();
        return each.stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(String.join(
                        speller.between(), each.stream().map(List::getFirst).toList()));
    }

    /** Of a word in a spoken form, where a single letter stands for its name. Empty if it cannot be said. */
    public List<String> sounds(String word) {
        Optional<String> letter = letterName(word);
        if (letter.isPresent()) {
            return List.of(letter.get());
        }
        return lexicon.contains(word) ? lexicon.pronunciations(word) : usualGuesses(word);
    }

    /** Of a new word: its best guess, and others that are nearly as likely. Empty if it cannot be said. */
    public List<String> usualGuesses(String word) {
        Optional<String> letter = letterName(word);
        if (letter.isPresent()) {
            return List.of(letter.get());
        }
        List<String> kept = new ArrayList<>();
        for (Guess guess : guesses(word, speller == null ? GUESSES : TokenSpeller.SUBWORD_SPELLINGS)) {
            if (kept.isEmpty() || speller != null || guess.probability() >= LEAST_PROBABILITY) {
                kept.add(guess.phones());
            }
        }
        return kept;
    }

    /**
     * The pronunciations of a spoken form, usual one first: of several words each time one with boundaries between them, which careful speech has,
     * and one without.
     *
     * @param spoken normalised words
     * @return empty if a word cannot be pronounced
     */
    public List<String> spokenForm(List<String> spoken) {
        List<List<String>> variants = new ArrayList<>(List.of(List.of()));
        for (String word : spoken) {
            List<String> sounds = sounds(word);
            List<List<String>> longer = new ArrayList<>();
            for (List<String> variant : variants) {
                for (String sound : sounds.subList(0, Math.min(VARIANTS_OF_SPOKEN_WORD, sounds.size()))) {
                    List<String> parts = new ArrayList<>(variant);
                    parts.add(sound);
                    longer.add(parts);
                }
            }
            variants = longer.subList(0, Math.min(VARIANTS_OF_ENTRY, longer.size()));
        }
        if (spoken.isEmpty()) {
            return List.of();
        }
        List<String> pronunciations = new ArrayList<>();
        for (List<String> parts : variants) {
            pronunciations.add(String.join(between(), parts));
            if (speller == null) {
                pronunciations.add(String.join(" ", parts));
            }
        }
        if (speller != null) {
            pronunciations.addAll(speller.spellings(String.join("", spoken)));
        }
        return pronunciations.stream().distinct().toList();
    }

    private String between() {
        return speller == null ? " " + TokenSet.PHONE_BOUNDARY + " " : speller.between();
    }

    /**
     * Ways to say a word that a person may choose from, best first, each once: what the lexicon has, then guesses.
     *
     * @param word normalised words; several are taken one after the other, each as it is usually said
     * @return phones and, for guesses, their probability in [0, 1]; 1 for what the lexicon or a letter's name says
     */
    public List<Guess> choices(List<String> word, int count) {
        if (word.size() != 1) {
            return spokenForm(word).stream()
                    .limit(count)
                    .map(phones -> new Guess(phones, 1))
                    .toList();
        }
        String only = word.getFirst();
        Map<String, Double> choices = new LinkedHashMap<>();
        letterName(only).ifPresent(phones -> choices.put(phones, 1.0));
        known(only).forEach(phones -> choices.putIfAbsent(phones, 1.0));
        guesses(only, count).forEach(guess -> choices.putIfAbsent(guess.phones(), guess.probability()));
        return choices.entrySet().stream()
                .limit(count)
                .map(choice -> new Guess(choice.getKey(), choice.getValue()))
                .toList();
    }
}
