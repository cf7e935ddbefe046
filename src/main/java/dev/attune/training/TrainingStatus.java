package dev.attune.training;

/** Life of a training: it is processing until it ends in one of the other three. */
public enum TrainingStatus {
    PROCESSING("Processing"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String label;

    TrainingStatus(String label) {
        this.label = label;
    }

    /** The word that pages show. */
    public String label() {
        return label;
    }
}
