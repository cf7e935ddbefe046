package dev.attune.speech.audio;

import java.io.IOException;

/** An audio file that cannot be used; the message names the file, the cause and, where there is one, the remedy. */
public final class AudioFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the file. */
    public enum Kind {
        /** No RIFF/WAVE signature, or no sound in any format we read. */
        NOT_AUDIO,
        /** A WAVE file whose coding, sample size or channel count is not the one needed. */
        WRONG_CODING,
        /** Fewer bytes than the header promises, or a broken header. */
        TRUNCATED,
        /** A proper file without a single sample. */
        EMPTY
    }

    private final Kind kind;

    public AudioFormatException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
