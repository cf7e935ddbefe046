package dev.attune.training;

import dev.attune.dataset.Dataset;
import dev.attune.job.JobService;
import dev.attune.model.ModelDeleting;
import dev.attune.project.ProjectDeleting;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.CodeVersion;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.train.SpokenText;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders, keeps, stops and forgets trainings. Thread-safe. */
@Service
public class TrainingService {

    private final TrainingStore store;
    private final TrainingCheck check;
    private final JobService jobs;
    private final TrainingFiles files;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TrainingService(
            TrainingStore store,
            TrainingCheck check,
            JobService jobs,
            TrainingFiles files,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.jobs = jobs;
        this.files = files;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Queues a training; the job's subject is the training's id.
     *
     * @throws ProblemException if it cannot work: what is wrong and what to do. Then nothing was kept
     */
    public Training create(TrainingOrder order) {
        TrainingCheck.Checked checked = check.check(order);
        Dataset test = checked.testDataset();
        Training training = new Training(
                TrainingId.random(),
                order.project(),
                order.name().strip(),
                order.description().strip(),
                checked.baseline().id(),
                checked.baseline().name(),
                checked.baseline().scenario(),
                checked.datasets().stream().map(TrainingDataset::of).toList(),
                test == null ? null : test.id(),
                test == null ? null : test.name(),
                order.lmWeight(),
                order.maxMinutes(),
                order.seed(),
                order.speakText(),
                TrainingStatus.PROCESSING,
                null,
                null,
                CodeVersion.get(),
                "",
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                null);
        transactions.executeWithoutResult(status -> {
            store.insert(training);
            jobs.submit(TrainingHandler.KIND, training.id().toString(), "{}");
        });
        return training;
    }

    /** Empty if a data set can be trained with from this model, else what is wrong with it and what to do. */
    public Optional<String> objection(Dataset dataset, @Nullable ModelDescription baseline) {
        return check.objection(dataset, baseline);
    }

    /**
     * How long a training would take, roughly.
     *
     * @param maxMinutes as in {@link TrainingOrder}
     * @param speakText as in {@link TrainingOrder}
     */
    public Duration estimate(Collection<Dataset> datasets, double maxMinutes, boolean speakText) {
        return TrainingEstimate.of(datasets, maxMinutes, speakText);
    }

    /** Whether it may take twice as long as estimated, because the baseline understands little of the recordings. */
    public boolean mayTakeTwiceAsLong(Collection<Dataset> datasets, double maxMinutes) {
        return TrainingEstimate.mayTakeTwiceAsLong(datasets, maxMinutes);
    }

    /** Whether there are sentences to say and a network that can learn from them. */
    public boolean canSpeak(Collection<Dataset> datasets, @Nullable ModelDescription baseline) {
        return baseline != null
                && baseline.imported() == null
                && datasets.stream().anyMatch(TrainingCheck::hasSentences);
    }

    /** Names of the machine's speech synthesizers, which can say the sentences of a text; empty if there is none. */
    public List<String> synthesizers() {
        return SpokenText.installed().stream().map(Synthesizer::engine).toList();
    }

    /** The trainings of a project, newest first. */
    public List<Training> list(ProjectId project) {
        return store.list(project);
    }

    public Optional<Training> find(TrainingId id) {
        return store.find(id);
    }

    /** What it has measured so far, by step; metrics without a value are absent. */
    public Map<TrainingMetric, List<TrainingMetric.Point>> metrics(TrainingId id) {
        return store.metrics(id);
    }

    /** What came out in the end, by the names of {@link dev.attune.speech.train.AdaptationResult}; empty before. */
    public Map<String, Double> figures(TrainingId id) {
        return store.figures(id);
    }

    /** The lines of its log. */
    public List<String> log(TrainingId id) {
        return jobs.latestFor(id.toString()).map(job -> jobs.log(job.id(), 0)).orElse(List.of());
    }

    /** Asks a training to stop; one that has ended stays as it is. */
    public void cancel(TrainingId id) {
        jobs.latestFor(id.toString()).ifPresent(job -> jobs.cancel(job.id()));
    }

    /**
     * Queues a training once more that failed or was cancelled, with the same data and settings; a failed one goes on from its last checkpoint.
     *
     * @throws ProblemException {@code NotEnded} if it is processing, has succeeded, or is gone
     */
    public void restart(TrainingId id) {
        transactions.executeWithoutResult(status -> {
            if (!store.restart(id)) {
                throw new ProblemException(
                        "NotEnded", "Only a training that failed or was cancelled can be started again.");
            }
            jobs.submit(TrainingHandler.KIND, id.toString(), "{}");
        });
    }

    /** Stops a training and forgets it, with its log and curves. The model that it made stays. A missing one is fine. */
    public void delete(TrainingId id) {
        jobs.forget(id.toString());
        store.delete(id);
        files.delete(id);
    }

    @EventListener
    void onDeleting(ProjectDeleting event) {
        store.list(event.project()).forEach(training -> delete(training.id()));
    }

    @EventListener
    void onDeleting(ModelDeleting event) {
        if (store.countUnfinishedFrom(event.model()) > 0) {
            throw new ProblemException(
                    "ModelInUse",
                    "A training that starts from this model has not ended; cancel it, or wait until it has ended.");
        }
    }
}
