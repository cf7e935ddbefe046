package dev.attune.evaluation;

import dev.attune.speech.score.ErrorCounts;
import java.util.Optional;

/** What to do about the kind of error that prevails, in the vendor's words. */
public enum ErrorAdvice {
    DELETIONS("Deletions", "a weak signal", "Record nearer to the speaker."),
    INSERTIONS(
            "Insertions", "noise or crosstalk", "Record in a quieter place, and each speaker on a track of its own."),
    SUBSTITUTIONS(
            "Substitutions",
            "missing words of the domain",
            "Add related text or transcripts that hold them, pronunciations for odd words, and an output format for spelling.");

    private static final int FEWEST = 5;

    private final String kind;
    private final String reason;
    private final String advice;

    ErrorAdvice(String kind, String reason, String advice) {
        this.kind = kind;
        this.reason = reason;
        this.advice = advice;
    }

    /** The kind that makes up at least half of the errors, and at least {@value #FEWEST} of them; empty if there is none. */
    public static Optional<ErrorAdvice> of(ErrorCounts words) {
        if (prevails(words.deletions(), words)) {
            return Optional.of(DELETIONS);
        }
        if (prevails(words.insertions(), words)) {
            return Optional.of(INSERTIONS);
        }
        return prevails(words.substitutions(), words) ? Optional.of(SUBSTITUTIONS) : Optional.empty();
    }

    private static boolean prevails(int errors, ErrorCounts words) {
        return errors >= FEWEST && 2 * errors >= words.errors();
    }

    /** {@code Deletions prevail, which often means a weak signal. Record nearer to the speaker.} */
    public String sentence() {
        return kind + " prevail, which often means " + reason + ". " + advice;
    }
}
