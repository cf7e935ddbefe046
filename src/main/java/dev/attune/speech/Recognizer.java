package dev.attune.speech;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;

/** A model made ready to recognise: audio in, words with times and confidence out. Safe for concurrent calls. */
public final class Recognizer implements AutoCloseable {

    private Recognizer() {}

    /**
     * @throws IOException if a file of the package is missing or unreadable
     */
    public static Recognizer open(ModelPackage model, RecognizerOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Recognises a clip of any rate and length, also one without samples. */
    public Recognition recognize(AudioClip clip) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
