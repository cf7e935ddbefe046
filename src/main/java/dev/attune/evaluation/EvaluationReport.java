package dev.attune.evaluation;

import java.time.Instant;

/**
 * What a report tells.
 *
 * @param title name of the evaluation
 * @param description may be empty
 * @param testSet name of the test set
 * @param created when the test was made
 * @param normalization name and version of the rules that the scored texts went through; empty where it is not known
 * @param words the words of the comparison's models, with terms and vocabularies where they are known
 * @param details what is drawn besides the figures
 */
public record EvaluationReport(
        String title,
        String description,
        String testSet,
        Instant created,
        Comparison comparison,
        String normalization,
        EvaluationWords words,
        ReportDetails details) {

    /** What the comparison itself knows: without word of the normalisation, terms, vocabularies, noise, confidences and robustness. */
    public EvaluationReport(String title, String description, String testSet, Instant created, Comparison comparison) {
        this(title, description, testSet, created, comparison, "", comparison.words(), ReportDetails.of(comparison));
    }
}
