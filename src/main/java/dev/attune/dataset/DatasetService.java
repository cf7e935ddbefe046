package dev.attune.dataset;

import dev.attune.job.JobService;
import dev.attune.project.Project;
import dev.attune.project.ProjectDeleting;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Keeps the data sets. Thread-safe. */
@Service
public class DatasetService {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetService.class);
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4000;
    private static final int PAGE = 1000;

    private final DatasetStore store;
    private final DatasetFiles files;
    private final ProjectService projects;
    private final JobService jobs;
    private final Clock clock;

    DatasetService(DatasetStore store, DatasetFiles files, ProjectService projects, JobService jobs, Clock clock) {
        this.store = store;
        this.files = files;
        this.projects = projects;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Starts the import of a file. The answer is in {@link DatasetStatus#PROCESSING}; the job's subject is the data set's id. What is wrong with the
     * file's content ends up in {@link #report} and in the row's failure.
     *
     * @param description may be empty
     * @param uploadedFile stays where it is; the caller may delete it afterwards
     * @param originalFileName as the person knows it
     * @throws ProblemException for a missing name, a missing project, a wrong or empty file, or a full disk; then nothing was kept
     */
    public Dataset importFile(
            ProjectId projectId,
            String name,
            String description,
            DatasetKind kind,
            Path uploadedFile,
            String originalFileName) {
        Project project = projects.find(projectId)
                .orElseThrow(() -> new ProblemException("ProjectNotFound", "This project does not exist any more."));
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_NAME) {
            throw new ProblemException("InvalidName", "Give the data set a name of 1 to " + MAX_NAME + " characters.");
        }
        if (description.length() > MAX_DESCRIPTION) {
            throw new ProblemException(
                    "InvalidDescription",
                    "The description has " + description.length() + " characters; keep it to " + MAX_DESCRIPTION + ".");
        }
        DatasetId id = DatasetId.random();
        long bytes = takeOver(id, uploadedFile, originalFileName);
        Dataset dataset = new Dataset(
                id,
                projectId,
                trimmed,
                description.strip(),
                kind,
                project.locale(),
                DatasetStatus.PROCESSING,
                originalFileName,
                bytes,
                "",
                0,
                0,
                0,
                0,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        store.insert(dataset);
        jobs.submit(DatasetImportHandler.KIND, id.toString(), "{}");
        return dataset;
    }

    private long takeOver(DatasetId id, Path uploadedFile, String originalFileName) {
        try {
            files.keepUpload(id, uploadedFile);
            return Files.size(files.upload(id));
        } catch (IOException e) {
            deleteFiles(id);
            throw new ProblemException(
                    "UploadNotKept",
                    originalFileName + " could not be stored ("
                            + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)
                            + "). Check the free space of the disk and try again.",
                    e);
        }
    }

    /** The data sets of a project, newest first. */
    public List<Dataset> list(ProjectId project) {
        return store.list(project);
    }

    public Optional<Dataset> find(DatasetId id) {
        return store.find(id);
    }

    /** Everything that was found wrong or was mended at the import, in the order of the files' lines. */
    public List<Problem> report(DatasetId id) {
        return store.problems(id);
    }

    /** A page of the utterances, in the order of the transcript file. */
    public List<DatasetUtterance> utterances(DatasetId id, int offset, int limit) {
        return store.utterances(id, offset, limit).stream()
                .map(row -> new DatasetUtterance(
                        row.file(),
                        files.audio(id, row.file()),
                        row.transcript(),
                        row.normalized(),
                        row.seconds(),
                        row.sampleRateHz(),
                        row.speaker(),
                        row.columns()))
                .toList();
    }

    public int countUtterances(DatasetId id) {
        return store.countUtterances(id);
    }

    /** All utterances in order, read page by page while the stream is consumed; nothing needs closing. */
    public Stream<DatasetUtterance> allUtterances(DatasetId id) {
        return Stream.iterate(0, offset -> offset + PAGE)
                .map(offset -> utterances(id, offset, PAGE))
                .takeWhile(page -> !page.isEmpty())
                .flatMap(List::stream);
    }

    /**
     * A page of the accepted lines of a text kind; for {@link DatasetKind#ACOUSTIC} of all usable transcripts. Empty before the import has
     * succeeded.
     */
    public List<String> lines(DatasetId id, int offset, int limit) {
        Path file = files.text(id);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.skip(offset).limit(limit).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The accepted lines, UTF-8 without byte order mark, one a line; for {@link DatasetKind#ACOUSTIC} all usable transcripts. The file exists when the
     * data set has succeeded, except for {@link DatasetKind#AUDIO_FILES}.
     */
    public Path textFile(DatasetId id) {
        return files.text(id);
    }

    /** How many utterances of one data set have the very audio of some utterance of the other. */
    public int sharedAudio(DatasetId one, DatasetId other) {
        return store.sharedAudio(one, other);
    }

    /** Stops an import that is running, and deletes rows and files; a missing data set is fine. */
    public void delete(DatasetId id) {
        jobs.forget(id.toString());
        store.delete(id);
        deleteFiles(id);
    }

    @EventListener
    void onDeleting(ProjectDeleting event) {
        store.list(event.project()).forEach(dataset -> delete(dataset.id()));
    }

    private void deleteFiles(DatasetId id) {
        try {
            files.deleteAll(id);
        } catch (IOException e) {
            LOG.warn("Files of data set {} could not be deleted", id, e);
        }
    }
}
