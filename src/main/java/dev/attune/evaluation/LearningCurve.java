package dev.attune.evaluation;

import java.time.Instant;
import java.util.List;

/**
 * A baseline and then the models of a project that descend from it, in the order in which they were made, on the same test sets: does more training still help?
 *
 * @param testSet names of the test sets
 * @param baseline name of the baseline; empty if nobody knows it any more
 * @param points the newest result of each model: the baseline first, if it was tested, then the project's own, oldest first
 */
public record LearningCurve(String testSet, String baseline, List<Point> points) {

    public LearningCurve {
        points = List.copyOf(points);
    }

    /** Test sets and baseline in one. */
    public String label() {
        return baseline.isEmpty() ? testSet : testSet + ", from " + baseline;
    }

    /**
     * A model's result.
     *
     * @param start whether it is a baseline, from which the project's own models start
     * @param made when the model was made, or first tested if it is gone
     */
    public record Point(String model, boolean start, Instant made, ModelFigures figures) {}
}
