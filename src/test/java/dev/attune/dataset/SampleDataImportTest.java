package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.shared.Problem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project's own sample data are without a fault. */
class SampleDataImportTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "training-audio.zip, ACOUSTIC",
        "testing-audio.zip, ACOUSTIC",
        "related-text.txt, LANGUAGE",
        "structured-text.md, STRUCTURED",
        "pronunciation.txt, PRONUNCIATION"
    })
    void importsEveryLine(String file, DatasetKind kind) throws IOException {
        ImportResult result = Imports.run(kind, "en-US", Path.of("datasets-sample", file), temporary.resolve("folder"));

        assertThat(result.accepted()).isPositive();
        assertThat(result.problems()).noneMatch(problem -> problem.severity() != Severity.FIXED);
    }
}
