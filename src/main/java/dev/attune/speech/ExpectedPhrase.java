package dev.attune.speech;

import dev.attune.speech.decode.Phrase;

/**
 * A phrase that may be said in one request: a name, a term, a command. It need not be in the lexicon or the language model.
 *
 * @param text one or more words as people write them
 * @param weight in (0, {@link Phrase#LARGEST_WEIGHT}]; {@link Phrase#USUAL_WEIGHT} for most, more for a phrase that is heard too seldom
 */
public record ExpectedPhrase(String text, double weight) {

    public ExpectedPhrase {
        if (!(weight > 0 && weight <= Phrase.LARGEST_WEIGHT)) {
            throw new IllegalArgumentException("The weight of the phrase \"" + text + "\" must be above 0 and at most "
                    + Phrase.LARGEST_WEIGHT + "; got " + weight + ".");
        }
    }

    public ExpectedPhrase(String text) {
        this(text, Phrase.USUAL_WEIGHT);
    }
}
