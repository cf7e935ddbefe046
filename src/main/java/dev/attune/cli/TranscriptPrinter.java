package dev.attune.cli;

import dev.attune.speech.Recognition;

/** Prints what was recognised, one recording after the other. */
interface TranscriptPrinter extends AutoCloseable {

    /**
     * @param file as the user named it
     */
    void print(String file, Recognition recognition);

    /** Prints what belongs after the last recording. */
    @Override
    void close();
}
