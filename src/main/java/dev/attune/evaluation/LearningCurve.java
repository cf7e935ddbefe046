package dev.attune.evaluation;

import java.time.Instant;
import java.util.List;

/**
 * The baselines and then the models of a project in the order in which they were made, on the same test sets: does more training still help?
 *
 * @param testSet names of the test sets
 * @param points the newest result of each model: baselines first, then the project's own, oldest first
 */
public record LearningCurve(String testSet, List<Point> points) {

    public LearningCurve {
        points = List.copyOf(points);
    }

    /**
     * A model's result.
     *
     * @param start whether it is a baseline, from which the project's own models start
     * @param made when the model was made, or first tested if it is gone
     */
    public record Point(String model, boolean start, Instant made, ModelFigures figures) {}
}
