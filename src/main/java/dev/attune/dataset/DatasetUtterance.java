package dev.attune.dataset;

import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One utterance of a data set.
 *
 * @param id name of its file in the archive, unique in the data set
 * @param audio where the audio lies
 * @param transcript as it came; empty if the data set is audio only
 * @param normalized the transcript as it is scored and trained
 * @param speaker null if unknown
 * @param columns what else the set tells of it, content by name of the column
 */
public record DatasetUtterance(
        String id,
        Path audio,
        String transcript,
        String normalized,
        double seconds,
        int sampleRateHz,
        @Nullable String speaker,
        SortedMap<String, String> columns) {}
