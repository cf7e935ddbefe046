package dev.attune.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The log file of one job. Lines are written through at once, so that a crash loses none. */
final class JobLog {

    private final Path file;

    JobLog(Path folder) {
        this.file = folder.resolve("log.txt");
    }

    synchronized void add(String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    line.replace('\n', ' ').replace('\r', ' ') + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines from a 0-based number on; none if there is no log. */
    List<String> lines(int from) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.skip(from).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
