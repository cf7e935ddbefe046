package dev.attune.evaluation;

import java.util.List;

/**
 * A word of the references that a model could be taught.
 *
 * @param word as it is scored
 * @param said how often it was said
 * @param wrong how often the model missed it or took it for another
 * @param outOfVocabulary true if the model has no such word; false also where its words are not known
 * @param heard what the model wrote in its place, most frequent first, a few at most
 */
public record Suggestion(String word, int said, int wrong, boolean outOfVocabulary, List<String> heard) {

    public Suggestion {
        heard = List.copyOf(heard);
    }
}
