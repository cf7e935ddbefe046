package dev.attune.dataset;

import dev.attune.project.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One data set. Figures are zero and the hash is empty until it has been imported.
 *
 * @param fileName name of the uploaded file
 * @param bytes size of the uploaded file
 * @param contentHash SHA-256 of what was accepted, lower-case hexadecimal; the same for the same content in another order of files in the archive
 * @param accepted lines that can be used; for {@link DatasetKind#AUDIO_FILES} files
 * @param rejected lines (or files) that were left out
 * @param warnings problems that are only warnings
 * @param audioSeconds length of all accepted audio
 * @param failure one sentence, null unless the status is FAILED
 */
public record Dataset(
        DatasetId id,
        ProjectId project,
        String name,
        String description,
        DatasetKind kind,
        String locale,
        DatasetStatus status,
        String fileName,
        long bytes,
        String contentHash,
        int accepted,
        int rejected,
        int warnings,
        double audioSeconds,
        @Nullable String failure,
        Instant created) {}
