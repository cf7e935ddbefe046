package dev.attune.training;

import dev.attune.dataset.DatasetService;
import dev.attune.job.Job;
import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.job.JobState;
import dev.attune.model.ModelService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.CodeVersion;
import dev.attune.speech.modelpackage.ModelPackageException;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.AdaptationResult;
import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Does a training: writes the data into the training's folder, lets the engine make the model, and registers it. After a restart, or when a
 * failed training is started again, the engine goes on from the checkpoints in the folder.
 */
@Component
class TrainingHandler implements JobHandler {

    static final String KIND = "training";

    private final TrainingStore store;
    private final DatasetService datasets;
    private final ModelService models;
    private final ModelAdaptation adaptation;
    private final TrainingFiles files;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TrainingHandler(
            TrainingStore store,
            DatasetService datasets,
            ModelService models,
            ModelAdaptation adaptation,
            TrainingFiles files,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.datasets = datasets;
        this.models = models;
        this.adaptation = adaptation;
        this.files = files;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext context) throws IOException, InterruptedException {
        Training training = store.find(TrainingId.of(context.job().subject()))
                .orElseThrow(() -> new CancellationException("deleted"));
        if (training.status() != TrainingStatus.PROCESSING) {
            return;
        }
        store.begin(training.id(), CodeVersion.get(), Machine.describe(), now());
        // If the process died between the registration and the end of the job, the model is there already.
        Optional<String> made = models.ofTraining(training.id().value());
        String model = made.isPresent() ? made.get() : train(training, context);
        if (store.succeed(training.id(), model, now())) {
            events.publishEvent(new TrainingSucceeded(
                    training.project(), training.name(), training.baseline(), model, training.testDataset()));
        }
    }

    private String train(Training training, JobContext context) throws IOException, InterruptedException {
        TrainingRecorder recorder = new TrainingRecorder(training, store, context, clock);
        Path work = files.folder(training.id());
        recorder.phase(Files.exists(work) ? "Going on from the last checkpoint" : "Reading the data sets");
        TrainingInputs inputs = TrainingInputs.write(training, datasets, work.resolve("data"));
        AdaptationRequest request = new AdaptationRequest(
                models.file(training.baseline()),
                training.name(),
                inputs.audio(),
                inputs.text(),
                inputs.pronunciations(),
                inputs.structured(),
                inputs.display(),
                training.lmWeight(),
                training.maxMinutes(),
                training.seed(),
                training.speakText());
        context.cancellation().throwIfCancelled();
        AdaptationResult result;
        try {
            result = adaptation.run(
                    request,
                    Files.createDirectories(work.resolve("state")),
                    work.resolve("model.zip"),
                    recorder,
                    context.cancellation()::isCancelled);
        } catch (TrainingFailedException e) {
            throw new ProblemException(e.reason().name(), sentence(e), e);
        } catch (ModelPackageException e) {
            throw new ProblemException("ModelUnreadable", String.valueOf(e.getMessage()), e);
        }
        context.cancellation().throwIfCancelled();
        store.setFigures(training.id(), result.figures());
        String model = models.register(
                        training.project(), result.model(), training.id().value())
                .id();
        recorder.log("The model is ready.");
        return model;
    }

    /** Failures of the machine leave the checkpoints of use; those of the data do not. */
    private static String sentence(TrainingFailedException e) {
        return switch (e.reason()) {
            case DISK, MEMORY, CRASHED -> e.getMessage() + " It will go on from its last checkpoint.";
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void ended(Job job) {
        TrainingId id = TrainingId.of(job.subject());
        if (job.state() != JobState.SUCCEEDED) {
            TrainingStatus status =
                    job.state() == JobState.CANCELLED ? TrainingStatus.CANCELLED : TrainingStatus.FAILED;
            store.end(id, status, job.failure(), now());
        }
        // Checkpoints are large. Those of a failed training wait for its next start; nothing at all stays of one that
        // was deleted.
        if (job.state() != JobState.FAILED || store.find(id).isEmpty()) {
            files.delete(id);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
