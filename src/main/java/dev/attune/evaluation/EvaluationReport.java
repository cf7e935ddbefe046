package dev.attune.evaluation;

import java.time.Instant;

/**
 * What a report tells.
 *
 * @param title name of the evaluation
 * @param description may be empty
 * @param testSet name of the test set
 * @param created when the test was made
 */
public record EvaluationReport(
        String title, String description, String testSet, Instant created, Comparison comparison) {}
