package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** NIST's scoring programs, where they are installed. */
public final class Sctk {

    private static final Path PROGRAM = Path.of("/usr/bin/sctk");

    private Sctk() {}

    /** Skips the test where the programs are missing. */
    public static void assume() {
        assumeTrue(Files.isExecutable(PROGRAM), "sctk is not installed");
    }

    /** Runs one of them in a folder and returns what it prints. */
    public static String run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, null, arguments);
    }

    /** Runs one of them with a file as its input. */
    static String runWith(Path folder, Path input, String... arguments) throws IOException, InterruptedException {
        return run(folder, input, arguments);
    }

    private static String run(Path folder, @Nullable Path input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        // sc_stats prints a byte of its own here and there.
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
