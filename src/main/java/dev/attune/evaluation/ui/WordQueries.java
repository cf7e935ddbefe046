package dev.attune.evaluation.ui;

import dev.attune.evaluation.UtteranceQuery;

/** Utterances with exactly certain words. */
final class WordQueries {

    private WordQueries() {}

    static UtteranceQuery of(String words) {
        return new UtteranceQuery(
                UtteranceQuery.Filter.ALL, UtteranceQuery.Order.ERRORS, words.isEmpty() ? "" : "\"" + words + "\"");
    }
}
