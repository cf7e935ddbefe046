package dev.attune.evaluation.ui;

import dev.attune.evaluation.UtteranceQuery;

/** Leads from a chart or a table to the utterances behind it. */
@FunctionalInterface
interface UtteranceOpener {

    /**
     * @param meaning what single utterances that were picked have in common; empty for a query by filters
     */
    void open(UtteranceQuery query, String meaning);
}
