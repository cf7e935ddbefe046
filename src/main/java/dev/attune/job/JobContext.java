package dev.attune.job;

import java.nio.file.Path;

/** What a handler sees of the job that it does. Thread-safe. */
public interface JobContext {

    /** The job as it is now. */
    Job job();

    /** What was given to {@link JobService#submit}, usually JSON. */
    String parameters();

    /** True if an earlier process had begun this job. */
    boolean resumed();

    /** A folder of this job that outlives a restart; made if missing. */
    Path folder();

    /**
     * Tells how far the work is. Cheap: may be called thousands of times.
     *
     * @param fraction clamped to [0, 1]
     * @param phase what is being done, for people
     */
    void progress(double fraction, String phase);

    /** Adds a line to the job's log. */
    void log(String line);

    CancellationToken cancellation();
}
