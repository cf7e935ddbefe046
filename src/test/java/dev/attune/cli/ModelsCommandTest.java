package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.model.PackageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ModelsCommandTest {

    private static final String ROW = "bakery-id\tbakery\tcustom\ttests\ten-US\tbase-id\t2026-01-05T08:00:00Z";

    @TempDir
    Path home;

    @BeforeEach
    void makeAModel() throws IOException {
        PackageFiles.write(
                "bakery-id",
                "bakery",
                "custom",
                Instant.parse("2026-01-05T08:00:00Z"),
                home.resolve("models").resolve("bakery-id.zip"));
    }

    @Test
    void listsModelsAsATable() {
        CommandRun run = CommandRun.of("models", "--home", home).succeeded();

        assertTrue(run.out().lines().toList().contains(ROW), run.out());
    }

    @Test
    void listsModelsAsJson() {
        JsonNode models = CommandRun.of("models", "--home", home, "--format", "json")
                .succeeded()
                .json();

        JsonNode model = models.get(models.size() - 1);
        assertEquals("bakery-id", model.get("id").asString());
        assertEquals("bakery", model.get("name").asString());
        assertEquals("custom", model.get("kind").asString());
        assertEquals("tests", model.get("scenario").asString());
        assertEquals("en-US", model.get("locale").asString());
        assertEquals("base-id", model.get("parent").asString());
        assertEquals("2026-01-05T08:00:00Z", model.get("created").asString());
    }
}
