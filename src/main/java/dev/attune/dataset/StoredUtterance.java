package dev.attune.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code dataset_utterances}.
 *
 * @param file name in the archive, and below the data set's {@code audio/}
 * @param audioHash SHA-256 of the audio file
 */
record StoredUtterance(
        String file,
        String transcript,
        String normalized,
        double seconds,
        int sampleRateHz,
        @Nullable String speaker,
        String audioHash) {}
