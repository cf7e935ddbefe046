package dev.attune.speech.export;

import java.io.IOException;

/** A model cannot be exported, or what was exported failed its check. The message is one sentence with cause and remedy. */
public class ExportException extends IOException {

    private static final long serialVersionUID = 1L;

    public ExportException(String message) {
        super(message);
    }
}
