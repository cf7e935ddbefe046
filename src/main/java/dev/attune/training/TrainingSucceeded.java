package dev.attune.training;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Published when a training has made its model.
 *
 * @param baselineModel id of the model that it started from
 * @param model id of the new model
 * @param testDataset what to test both on, or null for no test
 */
public record TrainingSucceeded(
        ProjectId project, String name, String baselineModel, String model, @Nullable DatasetId testDataset) {}
