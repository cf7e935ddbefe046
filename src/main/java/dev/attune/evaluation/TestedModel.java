package dev.attune.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * A model in an evaluation, as it was called when the evaluation was made.
 *
 * @param kind {@code baseline}, {@code custom} or {@code imported}
 * @param figures null until the evaluation has succeeded
 */
public record TestedModel(String modelId, String name, String kind, @Nullable ModelFigures figures) {}
