package dev.attune.speech.modelimport;

import java.io.IOException;

/** A model cannot be imported. The message is one sentence with the cause and what to do. */
public class ImportRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    public ImportRefusedException(String message) {
        super(message);
    }

    public ImportRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
