package dev.attune.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningJobTest {

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final List<Job> heard = new ArrayList<>();
    private final List<Job> kept = new ArrayList<>();

    @Test
    void handsOnFewOfManyReports() {
        RunningJob job = job();
        for (int i = 0; i < 1000; i++) {
            clock.now = clock.now.plusMillis(10);
            job.progress(i / 1000.0, "Working");
        }

        // Ten seconds: four reports a second, a row written every two; and the first for its new phase.
        assertThat(heard).hasSizeBetween(35, 45);
        assertThat(kept).hasSizeBetween(5, 7);
        assertThat(job.job().progress()).isEqualTo(0.999);
    }

    @Test
    void estimatesTheRemainingTimeFromThePaceSinceItBegan() {
        RunningJob job = job();
        job.progress(0.5, "Going on");
        clock.now = clock.now.plusSeconds(10);
        job.progress(0.6, "Going on");

        assertThat(job.job().remaining()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void estimatesNothingFromTwoSecondsOrAStandstill() {
        RunningJob job = job();
        job.progress(0, "Working");
        clock.now = clock.now.plusSeconds(1);
        job.progress(0.1, "Working");
        assertThat(job.job().remaining()).isNull();

        clock.now = clock.now.plusSeconds(10);
        job.progress(0, "Working");
        assertThat(job.job().remaining()).isNull();
    }

    @Test
    void keepsProgressBetweenNothingAndAll() {
        RunningJob job = job();
        job.progress(-1, "a");
        assertThat(job.job().progress()).isZero();
        job.progress(7, "b");
        assertThat(job.job().progress()).isEqualTo(1);
        job.progress(Double.NaN, "c");
        assertThat(job.job().progress()).isZero();
    }

    private RunningJob job() {
        Job job = new Job(
                JobId.random(), "work", "subject", JobState.RUNNING, 0, "", null, null, clock.now, clock.now, null);
        return new RunningJob(job, "", false, folder, clock, (changed, store) -> {
            heard.add(changed);
            if (store) {
                kept.add(changed);
            }
        });
    }

    private static final class SteppedClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
