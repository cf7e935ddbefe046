package dev.attune.evaluation;

import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.JobState;
import dev.attune.shared.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** How the models of an evaluation bear noise, echoes, telephones and haste: measured by a job, kept with the evaluation. Thread-safe. */
@Service
public class RobustnessService {

    private final EvaluationStore evaluations;
    private final ResultStore results;
    private final RobustnessStore store;
    private final JobService jobs;
    private final TransactionOperations transactions;
    private final Clock clock;

    RobustnessService(
            EvaluationStore evaluations,
            ResultStore results,
            RobustnessStore store,
            JobService jobs,
            TransactionOperations transactions,
            Clock clock) {
        this.evaluations = evaluations;
        this.results = results;
        this.store = store;
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Starts the measurement; what was measured before is removed. One that is under way goes on.
     *
     * @param mostUtterances of the test set, drawn evenly; at least 1
     * @throws ProblemException if the evaluation has not succeeded
     */
    public void start(EvaluationId id, int mostUtterances) {
        if (evaluations
                .find(id)
                .filter(found -> found.status() == EvaluationStatus.SUCCEEDED)
                .isEmpty()) {
            throw new ProblemException("EvaluationNotReady", "This test has no results. Wait until it has succeeded.");
        }
        if (running(id).isPresent()) {
            return;
        }
        int utterances = Math.min(mostUtterances, results.testSet(id).size());
        transactions.executeWithoutResult(status -> {
            store.begin(id, utterances, clock.instant().truncatedTo(ChronoUnit.MICROS));
            submit(id);
        });
    }

    /** Goes on with a measurement that failed or was cancelled; what was measured is kept. */
    public void resume(EvaluationId id) {
        if (store.utterances(id).isPresent() && running(id).isEmpty()) {
            submit(id);
        }
    }

    private void submit(EvaluationId id) {
        jobs.submit(RobustnessHandler.KIND, subject(id), id.toString());
    }

    public String subject(EvaluationId id) {
        return RobustnessHandler.subject(id);
    }

    /** The measurement that is under way. */
    public Optional<Job> running(EvaluationId id) {
        return jobs.latestFor(subject(id)).filter(job -> !job.state().isFinal());
    }

    /** Why the last measurement ended early; empty if it did not. */
    public Optional<String> failure(EvaluationId id) {
        return jobs.latestFor(subject(id))
                .filter(job -> job.state() == JobState.FAILED)
                .map(job -> String.valueOf(job.failure()));
    }

    /** Whether the last measurement was cancelled. */
    public boolean cancelled(EvaluationId id) {
        return jobs.latestFor(subject(id))
                .filter(job -> job.state() == JobState.CANCELLED)
                .isPresent();
    }

    public void cancel(EvaluationId id) {
        running(id).ifPresent(job -> jobs.cancel(job.id()));
    }

    /** How many utterances the kept measurement takes; empty if there is none. */
    public OptionalInt utterances(EvaluationId id) {
        return store.utterances(id);
    }

    /** What was measured so far; empty if no measurement was begun. */
    public Optional<Robustness> find(Evaluation evaluation) {
        return store.find(evaluation);
    }
}
