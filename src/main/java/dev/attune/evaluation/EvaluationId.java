package dev.attune.evaluation;

import java.util.UUID;

/** Names one evaluation. */
public record EvaluationId(UUID value) {

    public static EvaluationId random() {
        return new EvaluationId(UUID.randomUUID());
    }

    /**
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static EvaluationId of(String text) {
        return new EvaluationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
