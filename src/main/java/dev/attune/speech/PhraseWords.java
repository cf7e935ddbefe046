package dev.attune.speech;

import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.Phrase;
import dev.attune.speech.lettertosound.LetterNames;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes phrases fit for a model: in its way of writing, with sounds for words that are new to it. Safe for concurrent calls. */
final class PhraseWords {

    private static final int GUESSES = 3;

    /** Guesses less likely than this are more often a nuisance than a help; the best one is always taken. */
    private static final double LEAST_PROBABILITY = 0.15;

    private final ModelPackage model;
    private final TextNormalizer normalizer;
    private @Nullable LetterToSound letterToSound;

    PhraseWords(ModelPackage model) {
        this.model = model;
        this.normalizer = TextNormalizer.forLocale(model.description().locale());
    }

    /**
     * @throws IllegalArgumentException if a phrase has no words or one that cannot be pronounced, with the phrase
     */
    BeamDecoder expecting(List<ExpectedPhrase> phrases, BeamDecoder decoder) throws IOException {
        List<Phrase> known = new ArrayList<>();
        Lexicon newWords = new Lexicon();
        for (ExpectedPhrase phrase : phrases) {
            String text = normalizer.normalize(phrase.text());
            if (text.isEmpty()) {
                throw new IllegalArgumentException(
                        "The phrase \"" + phrase.text() + "\" has no words; write it out or leave it out.");
            }
            List<String> words = Arrays.asList(text.split(" "));
            for (String word : words) {
                if (!decoder.knows(word) && !newWords.contains(word)) {
                    sounds(word, phrase.text()).forEach(phones -> newWords.add(word, phones));
                }
            }
            known.add(new Phrase(words, phrase.weight()));
            // A pronunciation may have made one entry of several words.
            if (words.size() > 1 && decoder.knows(text)) {
                known.add(new Phrase(List.of(text), Math.min(Phrase.LARGEST_WEIGHT, words.size() * phrase.weight())));
            }
        }
        return decoder.withPhrases(known, newWords);
    }

    private List<String> sounds(String word, String phrase) throws IOException {
        if (model.description().imported() != null) {
            return spellings(word, phrase);
        }
        Optional<String> letter = LetterNames.phones(word);
        if (letter.isPresent()) {
            return List.of(letter.get());
        }
        List<String> sounds = new ArrayList<>();
        LetterToSound guesser = letterToSound();
        if (guesser != null) {
            for (LetterToSound.Guess guess : guesser.pronounce(word, GUESSES)) {
                if (sounds.isEmpty() || guess.probability() >= LEAST_PROBABILITY) {
                    sounds.add(guess.phones());
                }
            }
        }
        return requireSome(sounds, word, phrase);
    }

    private List<String> spellings(String word, String phrase) throws IOException {
        TokenSpeller speller = new TokenSpeller(TokenSet.read(model.file(PackageEntry.LETTERS)));
        return requireSome(speller.spellings(word), word, phrase);
    }

    private List<String> requireSome(List<String> sounds, String word, String phrase) {
        if (sounds.isEmpty()) {
            throw new IllegalArgumentException("The model \""
                    + model.description().name() + "\" cannot tell how \"" + word + "\" in the phrase \"" + phrase
                    + "\" sounds; write it as it is spoken, or train the model with a pronunciation.");
        }
        return sounds;
    }

    private synchronized @Nullable LetterToSound letterToSound() throws IOException {
        if (letterToSound == null) {
            Optional<Path> file = model.find(PackageEntry.LETTER_TO_SOUND);
            if (file.isPresent()) {
                letterToSound = LetterToSound.read(file.get());
            }
        }
        return letterToSound;
    }
}
