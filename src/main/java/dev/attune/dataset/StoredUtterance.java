package dev.attune.dataset;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code dataset_utterances}.
 *
 * @param file name in the archive, and below the data set's {@code audio/}
 * @param audioHash SHA-256 of the audio file
 * @param columns of {@code dataset_columns}, content by name
 */
record StoredUtterance(
        String file,
        String transcript,
        String normalized,
        double seconds,
        int sampleRateHz,
        @Nullable String speaker,
        String audioHash,
        SortedMap<String, String> columns) {}
