package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;

/**
 * A data set that a test runs on.
 *
 * @param name of the time when the test was made; the data set may have been deleted since
 */
public record TestSet(DatasetId dataset, String name) {}
