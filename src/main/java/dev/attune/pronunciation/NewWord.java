package dev.attune.pronunciation;

import dev.attune.speech.lettertosound.LetterToSound.Guess;
import java.util.List;

/**
 * A word that a model has and its baseline has not.
 *
 * @param word as the recogniser writes it
 * @param phones how it is taken to sound, usual pronunciation first
 * @param guesses what its spelling suggests, best first, with probabilities; empty for an entry of several words
 */
public record NewWord(String word, List<String> phones, List<Guess> guesses) {

    public NewWord {
        phones = List.copyOf(phones);
        guesses = List.copyOf(guesses);
    }

    /** True if it sounds as guessed from its spelling, false if somebody has said how it sounds. */
    public boolean guessed() {
        return guesses.stream().anyMatch(guess -> guess.phones().equals(phones.getFirst()));
    }
}
