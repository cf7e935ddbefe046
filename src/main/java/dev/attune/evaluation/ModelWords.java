package dev.attune.evaluation;

import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.score.WordStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model's words on a test set.
 *
 * @param name name for people
 * @param statistics counts of every word, most missed, inserted and confused ones
 * @param terms how well it gets each term of the list, in the list's order
 * @param outOfVocabulary words of the test set that it does not know; null where that is not known
 */
public record ModelWords(
        String name, WordStatistics statistics, List<TermAccuracy> terms, @Nullable OutOfVocabulary outOfVocabulary) {

    public ModelWords {
        terms = List.copyOf(terms);
    }
}
