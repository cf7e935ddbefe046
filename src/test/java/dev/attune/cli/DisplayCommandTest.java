package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DisplayCommandTest {

    @TempDir
    Path folder;

    private Path home;
    private Path said;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
        said = Files.writeString(folder.resolve("said.tsv"), "a.wav\tgate nine is open\nb.wav\tOh, shit!\n");
    }

    @Test
    void writesDisplayText() {
        CommandRun run = CommandRun.of("display", "--home", home, "--model", "tiny", "--profanity", "raw", said)
                .succeeded();

        assertEquals("a.wav\tGate 9 is open.", run.out().lines().findFirst().orElseThrow());
        assertTrue(run.out().contains("shit"), run.out());
    }

    @Test
    void countsTokenErrors() throws IOException {
        Path reference =
                Files.writeString(folder.resolve("reference.tsv"), "a.wav\tGate nine is open.\nb.wav\tOh, ****.\n");
        Files.writeString(said, "a.wav\tgate nine is open\n");

        JsonNode json = CommandRun.of("display", "--home", home, "--model", "tiny", "--reference", reference, said)
                .succeeded()
                .json();

        assertEquals(0.2, json.get("tokenErrorRate").asDouble());
        assertEquals(
                1,
                json.get("tokenErrors")
                        .get("inverseTextNormalization")
                        .get("numberOfEdits")
                        .asInt());
    }

    @Test
    void namesTheLineThatHasNoReference() throws IOException {
        Path reference = Files.writeString(folder.resolve("reference.tsv"), "a.wav\tGate 9 is open.\n");

        CommandRun.of("display", "--home", home, "--model", "tiny", "--reference", reference, said)
                .failedWith(said + ": \"b.wav\" is not in " + reference
                        + "; both must name the same files in their first column.");
    }
}
