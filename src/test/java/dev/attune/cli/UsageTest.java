package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.CodeVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "models",
                "transcribe",
                "score",
                "train",
                "evaluate",
                "tune",
                "lm",
                "export",
                "baseline",
                "baseline build",
                "baseline measure"
            })
    void everyCommandExplainsItself(String command) {
        Object[] arguments = (command + " --help").split(" ");

        CommandRun run = CommandRun.of(arguments).succeeded();

        assertTrue(run.out().startsWith("Usage: attune " + command), run.out());
        assertEquals("", run.err());
    }

    @Test
    void namesEveryCommand() {
        String help = CommandRun.of("--help").succeeded().out();

        for (String command : new String[] {
            "serve", "models", "transcribe", "score", "train", "evaluate", "tune", "lm", "export", "baseline"
        }) {
            assertTrue(help.contains("  " + command + " "), help);
        }
    }

    @Test
    void tellsItsVersion() {
        assertEquals(
                "attune " + CodeVersion.get() + "\n",
                CommandRun.of("--version").succeeded().out());
    }

    @Test
    void refusesWhatIsNoCommand() {
        CommandRun.of("transscribe").wasWrongUsage("Unmatched argument at index 0: 'transscribe'");
    }

    @Test
    void refusesAnUnknownOption() {
        CommandRun.of("models", "--colour").wasWrongUsage("Unknown option: '--colour'");
    }

    @Test
    void refusesAMissingOption() {
        CommandRun.of("score", "--reference", "a.tsv").wasWrongUsage("Missing required option: '--hypothesis=TSV'");
    }

    @Test
    void tellsOfMissingMemoryInOneLine(@TempDir Path home) {
        CommandRun.with(
                        properties -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        "serve",
                        "--port",
                        0,
                        "--home",
                        home)
                .failedWith("Not enough memory; give Java more of it with -Xmx, for instance -Xmx4g.");
    }

    @Test
    void tellsOfTheUnexpectedInOneLine(@TempDir Path home) {
        CommandRun.with(
                        properties -> {
                            throw new IllegalStateException("first line\nsecond line");
                        },
                        "serve",
                        "--port",
                        0,
                        "--home",
                        home)
                .failedWith(
                        "Unexpected failure (IllegalStateException: first line second line); please report it with the"
                                + " command that you gave.");
    }

    @Test
    void refusesAnUnknownFormat() {
        CommandRun run = CommandRun.of("models", "--format", "xml");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("--format"), run.err());
    }
}
