package dev.attune.speech.train;

/** A training that cannot go on. The message is one sentence with cause and remedy, fit to be shown. */
public class TrainingFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why, for code that must tell cases apart. */
    public enum Reason {
        TOO_LITTLE_DATA,
        /** A file breaks a rule of its format. */
        BAD_DATA,
        DIVERGED,
        DISK,
        NOT_TRAINABLE,
        PARITY,
        MEMORY,
        /** The process of the training ended without a result. */
        CRASHED
    }

    public TrainingFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public TrainingFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
