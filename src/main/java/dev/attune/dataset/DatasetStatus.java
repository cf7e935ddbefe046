package dev.attune.dataset;

/** Life of a data set. */
public enum DatasetStatus {
    PROCESSING("Processing"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String label;

    DatasetStatus(String label) {
        this.label = label;
    }

    /** The word that pages show. */
    public String label() {
        return label;
    }
}
