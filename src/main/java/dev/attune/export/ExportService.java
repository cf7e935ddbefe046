package dev.attune.export;

import dev.attune.dataset.DatasetId;
import dev.attune.job.Job;
import dev.attune.job.JobId;
import dev.attune.job.JobService;
import dev.attune.job.JobState;
import dev.attune.model.ModelDeleting;
import dev.attune.model.ModelOrigin;
import dev.attune.model.ModelService;
import dev.attune.project.ProjectDeleting;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.speech.export.ExportException;
import dev.attune.speech.export.SherpaOnnxExport;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/** Exports of models for sherpa-onnx. The newest of each model is kept, in the folder of its job. Thread-safe. */
@Service
public class ExportService {

    private final JobService jobs;
    private final ModelService models;
    private final DataDirectory directory;

    ExportService(JobService jobs, ModelService models, DataDirectory directory) {
        this.jobs = jobs;
        this.models = models;
        this.directory = directory;
    }

    /** Why a model cannot be exported, in one sentence; empty if it can. */
    public Optional<String> obstacle(String model) {
        try {
            new SherpaOnnxExport(models.open(model));
            return Optional.empty();
        } catch (ExportException | ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("The model's package could not be read.");
        }
    }

    /**
     * Puts an export into the queue; an earlier one of the model is forgotten.
     *
     * @param int8 whether a second file with weights of 8 bits is made
     * @param dataset audio with transcripts to check on; null for the speech that comes with the program
     */
    public Job start(String model, boolean int8, @Nullable DatasetId dataset) {
        jobs.forget(subject(model));
        ExportRequest request = new ExportRequest(model, int8, dataset == null ? null : dataset.value());
        return jobs.submit(ExportHandler.KIND, subject(model), request.toJson());
    }

    /** The newest export of a model, be it under way, done or failed. */
    public Optional<ModelExport> latest(String model) {
        return jobs.latestFor(subject(model)).map(this::export);
    }

    /** Whether a job is an export of this model. */
    public boolean isOf(Job job, String model) {
        return job.subject().equals(subject(model));
    }

    public void cancel(JobId job) {
        jobs.cancel(job);
    }

    private ModelExport export(Job job) {
        Path folder = directory.jobs().resolve(job.id().toString());
        Path zip = folder.resolve(ExportHandler.ZIP);
        if (job.state() != JobState.SUCCEEDED || !Files.isRegularFile(zip)) {
            return new ModelExport(job, List.of(), null);
        }
        try {
            return new ModelExport(
                    job, Files.readAllLines(folder.resolve(ExportHandler.FOUND), StandardCharsets.UTF_8), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String subject(String model) {
        return "export-" + model;
    }

    @EventListener
    void onDeleting(ModelDeleting event) {
        jobs.forget(subject(event.model()));
    }

    /** Before the models go, as afterwards nobody knows which they were. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void onDeleting(ProjectDeleting event) {
        for (ModelDescription model : models.list(event.project())) {
            Optional<ModelOrigin> origin = models.origin(model.id());
            if (origin.isPresent() && origin.get().project().equals(event.project())) {
                jobs.forget(subject(model.id()));
            }
        }
    }
}
