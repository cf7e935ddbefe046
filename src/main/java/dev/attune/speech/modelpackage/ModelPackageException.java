package dev.attune.speech.modelpackage;

import java.io.IOException;

/** A file is no usable model package. The message is one sentence with file, cause and remedy. */
public class ModelPackageException extends IOException {

    private static final long serialVersionUID = 1L;

    public ModelPackageException(String message) {
        super(message);
    }

    public ModelPackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
