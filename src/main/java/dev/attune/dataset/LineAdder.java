package dev.attune.dataset;

import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Adds single lines to data sets of text, as pages suggest them. The lines go through the checks of an import at once, so that the person hears of
 * a fault where it was made. Thread-safe.
 */
@Service
public class LineAdder {

    private final DatasetStore store;
    private final DatasetFiles files;
    private final DatasetImporter importer;
    private final ProjectService projects;
    private final DataDirectory home;
    private final Clock clock;

    LineAdder(
            DatasetStore store,
            DatasetFiles files,
            DatasetImporter importer,
            ProjectService projects,
            DataDirectory home,
            Clock clock) {
        this.store = store;
        this.files = files;
        this.importer = importer;
        this.projects = projects;
        this.home = home;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param remarks warnings about the added lines, each a sentence
     */
    public record Added(Dataset dataset, List<String> remarks) {}

    /**
     * Adds lines to the project's newest data set of that kind and name, or makes a data set of them. Trainings that have begun keep what they
     * had.
     *
     * @param kind one of text
     * @throws ProblemException with the reason if one of the lines cannot be used, or if the data set has them all; then nothing has changed
     */
    public synchronized Added add(ProjectId projectId, DatasetKind kind, String name, List<String> lines) {
        if (kind.hasAudio() || lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "lines must be added to a kind of text; got " + lines.size() + " of " + kind);
        }
        Project project = projects.find(projectId)
                .orElseThrow(() -> new ProblemException("ProjectNotFound", "This project does not exist any more."));
        Optional<Dataset> existing = store.list(projectId).stream()
                .filter(dataset -> dataset.kind() == kind
                        && dataset.name().equals(name)
                        && dataset.status() == DatasetStatus.SUCCEEDED)
                .findFirst();
        Path work = home.temporary().resolve("lines-" + UUID.randomUUID());
        try {
            return add(existing, project, kind, name, lines, work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(work);
        }
    }

    private Added add(
            Optional<Dataset> existing, Project project, DatasetKind kind, String name, List<String> lines, Path work)
            throws IOException {
        Path folder = Files.createDirectories(work.resolve("folder"));
        Path upload = work.resolve("upload.txt");
        List<String> all = new ArrayList<>();
        if (existing.isPresent()) {
            all.addAll(Files.readAllLines(files.text(existing.get().id()), StandardCharsets.UTF_8));
        }
        int before = all.size();
        all.addAll(lines);
        // With its mark, as the vendor wants text files, so that no warning tells of its lack.
        Files.writeString(upload, "\uFEFF" + String.join("\n", all) + "\n", StandardCharsets.UTF_8);
        Dataset begun = existing.map(dataset -> withBytes(dataset, upload))
                .orElseGet(() -> withBytes(fresh(project, kind, name), upload));
        ImportResult result = importer.run(begun, upload, folder, ImportProgress.NONE);
        List<Problem> ofThem = result.problems().stream()
                .filter(problem -> problem.line() > before || problem.severity() == Problem.Severity.FATAL)
                .toList();
        List<Problem> faults = ofThem.stream()
                .filter(problem ->
                        problem.severity() == Problem.Severity.REJECTED || problem.severity() == Problem.Severity.FATAL)
                .toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(faults.getFirst().code(), sentence(faults.getFirst()));
        }
        if (result.accepted() == before) {
            throw new ProblemException(
                    "DuplicateEntry", "The data set \"" + begun.name() + "\" has this line already.");
        }
        Dataset outcome = result.applyTo(begun);
        if (existing.isPresent()) {
            Files.move(
                    folder.resolve(DatasetFiles.TEXT),
                    files.text(outcome.id()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(folder, files.folder(outcome.id()), StandardCopyOption.ATOMIC_MOVE);
        }
        store.save(outcome, result.problems());
        return new Added(
                outcome,
                ofThem.stream()
                        .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                        .map(LineAdder::sentence)
                        .toList());
    }

    /** Without the number of a line that the person has not written into any file. */
    private static String sentence(Problem problem) {
        String plain = problem.message().replaceFirst("^Line \\d+: ", "");
        return Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    private Dataset fresh(Project project, DatasetKind kind, String name) {
        return new Dataset(
                DatasetId.random(),
                project.id(),
                name,
                "",
                kind,
                project.locale(),
                DatasetStatus.PROCESSING,
                name + ".txt",
                0,
                "",
                0,
                0,
                0,
                0,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Dataset withBytes(Dataset dataset, Path upload) {
        return new Dataset(
                dataset.id(),
                dataset.project(),
                dataset.name(),
                dataset.description(),
                dataset.kind(),
                dataset.locale(),
                dataset.status(),
                dataset.fileName(),
                upload.toFile().length(),
                dataset.contentHash(),
                dataset.accepted(),
                dataset.rejected(),
                dataset.warnings(),
                dataset.audioSeconds(),
                dataset.failure(),
                dataset.created());
    }

    private static void delete(Path work) {
        try {
            DataDirectory.deleteTree(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
