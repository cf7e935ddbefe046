package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.CodeVersion;
import org.junit.jupiter.api.Test;
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
                "lm",
                "export",
                "baseline",
                "baseline build"
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

        for (String command :
                new String[] {"serve", "models", "transcribe", "score", "train", "evaluate", "lm", "export", "baseline"
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
    void refusesAnUnknownFormat() {
        CommandRun run = CommandRun.of("models", "--format", "xml");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("--format"), run.err());
    }
}
