package dev.attune.dataset;

import dev.attune.job.Job;
import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.job.JobState;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Imports one data set: builds it in a work folder, then puts folder and rows in place, or nothing at all. */
@Component
class DatasetImportHandler implements JobHandler {

    static final String KIND = "dataset-import";
    private static final Logger LOG = LoggerFactory.getLogger(DatasetImportHandler.class);

    private final DatasetStore store;
    private final DatasetFiles files;
    private final DatasetImporter importer;

    DatasetImportHandler(DatasetStore store, DatasetFiles files, DatasetImporter importer) {
        this.store = store;
        this.files = files;
        this.importer = importer;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean longRunning() {
        return false;
    }

    @Override
    public void run(JobContext context) throws IOException {
        DatasetId id = DatasetId.of(context.job().subject());
        Dataset dataset = store.find(id).orElseThrow(() -> new CancellationException("deleted"));
        if (dataset.status() != DatasetStatus.PROCESSING) {
            return;
        }
        DataDirectory.deleteTree(files.workFolder(id));
        Files.createDirectories(files.workFolder(id));
        ImportResult result = importer.run(dataset, files.upload(id), files.workFolder(id), context);
        Dataset outcome = result.applyTo(dataset);
        if (outcome.status() == DatasetStatus.SUCCEEDED) {
            files.publish(id);
        }
        context.cancellation().throwIfCancelled();
        if (!store.finish(outcome, result.utterances(), result.problems())) {
            DataDirectory.deleteTree(files.folder(id));
        }
        context.log(result.summary());
        if (outcome.failure() != null) {
            throw new ProblemException("ImportFailed", outcome.failure());
        }
    }

    @Override
    public void ended(Job job) {
        DatasetId id = DatasetId.of(job.subject());
        if (job.state() != JobState.SUCCEEDED) {
            store.fail(id, job.failure() == null ? "The import was cancelled." : job.failure());
        }
        try {
            files.deleteImportFiles(id);
            if (store.find(id)
                    .filter(dataset -> dataset.status() == DatasetStatus.SUCCEEDED)
                    .isEmpty()) {
                DataDirectory.deleteTree(files.folder(id));
            }
        } catch (IOException e) {
            LOG.warn("Files of the import of data set {} could not be deleted", id, e);
        }
    }
}
