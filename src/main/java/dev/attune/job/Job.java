package dev.attune.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job as it is now.
 *
 * @param kind which handler does it
 * @param subject id of what it works on
 * @param progress in [0, 1]
 * @param phase what is being done, for people; empty before the first word from the handler
 * @param remaining estimate, null while unknown and in final states
 * @param failure one sentence, null unless the state is FAILED
 */
public record Job(
        JobId id,
        String kind,
        String subject,
        JobState state,
        double progress,
        String phase,
        @Nullable Duration remaining,
        @Nullable String failure,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant finished) {

    Job running(Instant at) {
        return new Job(
                id,
                kind,
                subject,
                JobState.RUNNING,
                progress,
                phase,
                null,
                null,
                created,
                started == null ? at : started,
                null);
    }

    Job at(double newProgress, String newPhase, @Nullable Duration newRemaining) {
        return new Job(id, kind, subject, state, newProgress, newPhase, newRemaining, null, created, started, null);
    }

    Job ended(JobState end, @Nullable String why, Instant at) {
        double reached = end == JobState.SUCCEEDED ? 1 : progress;
        return new Job(id, kind, subject, end, reached, phase, null, why, created, started, at);
    }
}
