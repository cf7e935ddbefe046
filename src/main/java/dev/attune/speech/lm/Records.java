package dev.attune.speech.lm;

import org.jspecify.annotations.Nullable;

/** Records of ints, one after the other. */
interface Records extends AutoCloseable {

    /** The next record, or null at the end. It is the same array each time, with other numbers. */
    int @Nullable [] next();

    @Override
    void close();
}
