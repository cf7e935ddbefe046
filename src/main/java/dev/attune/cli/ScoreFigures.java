package dev.attune.cli;

import dev.attune.speech.score.ErrorCounts;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures that {@code score} and {@code evaluate} have in common.
 *
 * @param words word counts of all utterances together
 * @param utterances scored utterances
 * @param sentenceErrorRate share of the utterances with an error
 */
record ScoreFigures(ErrorCounts words, int utterances, double sentenceErrorRate) {

    /** Adds the figures under their stable names; rates are fractions. */
    ObjectNode putInto(ObjectNode node) {
        return node.put("wordErrorRate", words.rate())
                .put("words", words.words())
                .put("correct", words.correct())
                .put("substitutions", words.substitutions())
                .put("deletions", words.deletions())
                .put("insertions", words.insertions())
                .put("utterances", utterances)
                .put("sentenceErrorRate", sentenceErrorRate);
    }

    List<String> sentences() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Word error rate %.2f %%: %d errors in %d words.",
                        100 * words.rate(),
                        words.errors(),
                        words.words()),
                String.format(
                        Locale.ROOT,
                        "%d correct, %d substituted, %d deleted, %d inserted.",
                        words.correct(),
                        words.substitutions(),
                        words.deletions(),
                        words.insertions()),
                String.format(
                        Locale.ROOT,
                        "%d utterances, %.2f %% of them with an error.",
                        utterances,
                        100 * sentenceErrorRate));
    }
}
