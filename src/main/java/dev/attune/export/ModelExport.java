package dev.attune.export;

import dev.attune.job.Job;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest export of a model.
 *
 * @param job that makes or made it
 * @param found what the check found, one sentence each; empty until it has succeeded
 * @param zip what was made; null until it has succeeded
 */
public record ModelExport(Job job, List<String> found, @Nullable Path zip) {

    public ModelExport {
        found = List.copyOf(found);
    }
}
