package dev.attune.evaluation;

/** What a test is for. */
public enum EvaluationKind {
    /** Recordings with transcripts: errors are counted. */
    ACCURACY("Accuracy"),
    /** Recordings, with or without transcripts: the texts of the models stand side by side, and nothing is scored. */
    INSPECTION("Inspection");

    private final String label;

    EvaluationKind(String label) {
        this.label = label;
    }

    /** The name that pages show. */
    public String label() {
        return label;
    }
}
