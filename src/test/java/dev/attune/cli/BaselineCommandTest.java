package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTest {

    @TempDir
    Path folder;

    @Test
    void wantsToKnowWhatToDo() {
        CommandRun.of("baseline")
                .wasWrongUsage(
                        "Say what to do: attune baseline build, attune baseline measure, or attune baseline punctuation.");
    }

    @Test
    void wantsAConfigurationAndAnOutput() {
        CommandRun.of("baseline", "build").wasWrongUsage("Missing required options: '--config=FILE', '--output=ZIP'");
    }

    @Test
    void saysThatTheConfigurationIsMissing() {
        Path missing = folder.resolve("missing.json");

        CommandRun.of("baseline", "build", "--config", missing, "--output", folder.resolve("out.zip"))
                .failedWith("There is no file " + missing + "; check the path.");
    }

    @Test
    void saysWhatIsWrongInTheConfiguration() throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"name\": \"general\", \"colour\": 1}");
        Path output = folder.resolve("new").resolve("out.zip");

        CommandRun run = CommandRun.of("baseline", "build", "--config", config, "--output", output);

        assertEquals(1, run.status());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("attune: " + config + ": not a baseline configuration: "), run.err());
        assertFalse(Files.exists(output.getParent()));
    }

    @Test
    void goesOnOnlyWithAFolderThatExists() {
        Path missing = folder.resolve("missing");

        CommandRun.of("baseline", "build", "--config", "c.json", "--output", "out.zip", "--resume", missing)
                .wasWrongUsage("There is no folder " + missing + " to go on with.");
    }

    @Test
    void measuresOnlyWhatIsNamed() {
        CommandRun.of("baseline", "measure", "--config", "c.json", "--model", "m.zip", "--output", "out.zip")
                .wasWrongUsage("Say what to measure it on with --data, or what has measured it with --measured-by.");
    }

    @Test
    void whatTheBaselineLearntIsNotMeasured() throws IOException {
        Path output = folder.resolve("out.zip");

        CommandRun.of(
                        "baseline",
                        "measure",
                        "--config",
                        "src/baseline/general.json",
                        "--model",
                        "src/main/resources/baselines/general.zip",
                        "--data",
                        folder.resolve("ljspeech-subset"),
                        "--output",
                        output)
                .wasWrongUsage(
                        "\"general\" learnt from ljspeech-subset, so figures on it say nothing; name a build that kept"
                                + " it aside.");

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "nothing half-written stays");
        }
    }
}
