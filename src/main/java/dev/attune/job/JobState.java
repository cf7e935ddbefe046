package dev.attune.job;

/** Life of a job: {@code NOT_STARTED -> RUNNING -> SUCCEEDED | FAILED | CANCELLED}; a queued job may be cancelled too. */
public enum JobState {
    NOT_STARTED("Processing"),
    RUNNING("Processing"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String label;

    JobState(String label) {
        this.label = label;
    }

    /** The word that pages show. */
    public String label() {
        return label;
    }

    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
