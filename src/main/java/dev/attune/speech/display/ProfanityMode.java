package dev.attune.speech.display;

/** What becomes of profanity in masked ITN and display text. */
public enum ProfanityMode {
    /** A star for every character. */
    MASKED,
    /** Left out. */
    REMOVED,
    /** As it was said. */
    RAW,
    /** Between {@code <profanity>} and {@code </profanity>}. */
    TAGS
}
