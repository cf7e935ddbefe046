package dev.attune.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A job in a worker thread. Keeps the current state in memory and hands on what is worth storing or showing. */
final class RunningJob implements JobContext {

    /** Progress is handed on at most this often, unless the phase changes. */
    private static final Duration REPORT_EVERY = Duration.ofMillis(250);

    private static final Duration STORE_EVERY = Duration.ofSeconds(2);
    private static final Duration ESTIMATE_AFTER = Duration.ofSeconds(2);

    private final String parameters;
    private final boolean resumed;
    private final Path folder;
    private final JobLog log;
    private final Clock clock;
    private final BiConsumer<Job, Boolean> changed;
    private final CancellationToken cancellation = new CancellationToken();
    private volatile Job job;
    private double firstFraction = -1;
    private Instant firstAt;
    private Instant reported;
    private Instant stored;

    /**
     * @param changed receives the job and whether it should be stored
     */
    RunningJob(
            Job job, String parameters, boolean resumed, Path folder, Clock clock, BiConsumer<Job, Boolean> changed) {
        this.job = job;
        this.parameters = parameters;
        this.resumed = resumed;
        this.folder = folder;
        this.log = new JobLog(folder);
        this.clock = clock;
        this.changed = changed;
        this.firstAt = clock.instant();
        this.reported = firstAt;
        this.stored = firstAt;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public String parameters() {
        return parameters;
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void progress(double fraction, String phase) {
        double clamped = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1);
        Instant now = clock.instant();
        if (firstFraction < 0 || clamped < firstFraction) {
            firstFraction = clamped;
            firstAt = now;
        }
        boolean newPhase = !phase.equals(job.phase());
        job = job.at(clamped, phase, remaining(clamped, now));
        boolean store =
                newPhase || !Duration.between(stored, now).minus(STORE_EVERY).isNegative();
        boolean report =
                store || !Duration.between(reported, now).minus(REPORT_EVERY).isNegative();
        if (report) {
            reported = now;
            stored = store ? now : stored;
            changed.accept(job, store);
        }
    }

    /** From the pace since the first word of this process, as a resumed job begins in the midst. */
    private @Nullable Duration remaining(double fraction, Instant now) {
        Duration elapsed = Duration.between(firstAt, now);
        double done = fraction - firstFraction;
        if (elapsed.compareTo(ESTIMATE_AFTER) < 0 || done <= 0) {
            return null;
        }
        return Duration.ofMillis(Math.round(elapsed.toMillis() / done * (1 - fraction)));
    }

    @Override
    public void log(String line) {
        log.add(line);
    }

    @Override
    public CancellationToken cancellation() {
        return cancellation;
    }
}
