package dev.attune.dataset;

import java.util.List;

/** What a data set holds. */
public enum DatasetKind {
    ACOUSTIC("Audio + human-labelled transcript", List.of(".zip"), DatasetKind.GIGABYTE * 2),
    AUDIO_FILES("Audio", List.of(".zip"), DatasetKind.GIGABYTE * 2),
    LANGUAGE("Plain text", List.of(".txt"), DatasetKind.MEGABYTE * 200),
    STRUCTURED("Structured text", List.of(".md", ".txt"), DatasetKind.MEGABYTE * 200),
    PRONUNCIATION("Pronunciation", List.of(".txt"), DatasetKind.MEGABYTE),
    OUTPUT_FORMATTING("Output format", List.of(".md", ".txt"), DatasetKind.MEGABYTE * 10);

    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;

    private final String label;
    private final List<String> fileExtensions;
    private final long maxBytes;

    DatasetKind(String label, List<String> fileExtensions, long maxBytes) {
        this.label = label;
        this.fileExtensions = fileExtensions;
        this.maxBytes = maxBytes;
    }

    /** The name that pages show. */
    public String label() {
        return label;
    }

    /** With the dot, lower case, the usual one first. */
    public List<String> fileExtensions() {
        return fileExtensions;
    }

    /** Largest file that is taken. */
    public long maxBytes() {
        return maxBytes;
    }

    /** True for kinds with utterances, false for kinds with lines. */
    public boolean hasAudio() {
        return this == ACOUSTIC || this == AUDIO_FILES;
    }
}
