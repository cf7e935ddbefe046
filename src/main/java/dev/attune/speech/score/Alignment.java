package dev.attune.speech.score;

import java.util.List;

/** A reference and a hypothesis side by side, from their beginning to their end. What a page colours and what is counted is this. */
public record Alignment(List<EditStep> steps) {

    public Alignment {
        steps = List.copyOf(steps);
    }

    public ErrorCounts counts() {
        int[] counts = new int[EditStep.Kind.values().length];
        for (EditStep step : steps) {
            counts[step.kind().ordinal()]++;
        }
        int correct = counts[EditStep.Kind.HIT.ordinal()];
        int substitutions = counts[EditStep.Kind.SUBSTITUTION.ordinal()];
        int deletions = counts[EditStep.Kind.DELETION.ordinal()];
        return new ErrorCounts(
                correct + substitutions + deletions,
                correct,
                substitutions,
                deletions,
                counts[EditStep.Kind.INSERTION.ordinal()]);
    }
}
