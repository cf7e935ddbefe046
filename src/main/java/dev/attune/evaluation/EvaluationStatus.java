package dev.attune.evaluation;

/** Life of an evaluation. */
public enum EvaluationStatus {
    PROCESSING("Processing"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String label;

    EvaluationStatus(String label) {
        this.label = label;
    }

    /** The word that pages show. */
    public String label() {
        return label;
    }
}
