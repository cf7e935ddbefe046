package dev.attune.dataset;

import dev.attune.job.CancellationToken;
import dev.attune.job.Job;
import dev.attune.job.JobContext;
import dev.attune.job.JobId;
import dev.attune.job.JobState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A job that notes what it is told, and can be cancelled when a phase begins. */
final class FakeContext implements JobContext {

    final List<Double> fractions = new ArrayList<>();
    final List<String> phases = new ArrayList<>();
    private final CancellationToken token = new CancellationToken();
    private String cancelAt = "";

    FakeContext cancelAt(String phase) {
        cancelAt = phase;
        return this;
    }

    @Override
    public Job job() {
        return new Job(
                JobId.random(), "dataset-import", "", JobState.RUNNING, 0, "", null, null, Instant.EPOCH, null, null);
    }

    @Override
    public String parameters() {
        return "{}";
    }

    @Override
    public boolean resumed() {
        return false;
    }

    @Override
    public Path folder() {
        throw new UnsupportedOperationException("an import keeps nothing between restarts");
    }

    @Override
    public void progress(double fraction, String phase) {
        fractions.add(fraction);
        if (phases.isEmpty() || !phases.getLast().equals(phase)) {
            phases.add(phase);
        }
        if (phase.equals(cancelAt)) {
            token.cancel();
        }
    }

    @Override
    public void log(String line) {}

    @Override
    public CancellationToken cancellation() {
        return token;
    }
}
