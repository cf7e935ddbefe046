package dev.attune.dataset;

import dev.attune.project.ProjectId;
import dev.attune.shared.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Runs the importer without a database. */
final class Imports {

    private Imports() {}

    static Dataset dataset(DatasetKind kind, String locale, String fileName) {
        return new Dataset(
                DatasetId.random(),
                ProjectId.random(),
                "name",
                "",
                kind,
                locale,
                DatasetStatus.PROCESSING,
                fileName,
                1,
                "",
                0,
                0,
                0,
                0,
                null,
                Instant.EPOCH);
    }

    static ImportResult run(DatasetKind kind, String locale, Path upload, Path folder) throws IOException {
        return new DatasetImporter()
                .run(
                        dataset(kind, locale, String.valueOf(upload.getFileName())),
                        upload,
                        Files.createDirectories(folder),
                        new FakeContext());
    }

    /** Code and line of each problem, after F for fatal, R for left out, W for a warning, X for mended. */
    static List<String> brief(ImportResult result) {
        return result.problems().stream().map(Imports::brief).toList();
    }

    private static String brief(Problem problem) {
        char severity = problem.severity() == Problem.Severity.FIXED
                ? 'X'
                : problem.severity().name().charAt(0);
        return severity + " " + problem.code() + (problem.line() == 0 ? "" : " " + problem.line());
    }
}
