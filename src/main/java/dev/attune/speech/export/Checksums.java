package dev.attune.speech.export;

import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code SHA256SUMS} as coreutils' {@code sha256sum -c} reads it. */
final class Checksums {

    static final String FILE = "SHA256SUMS";

    private Checksums() {}

    /** Sums of all files in the folder, by name. */
    static void write(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> !file.endsWith(FILE)).sorted().toList();
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : files) {
            sums.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
        }
        Files.writeString(folder.resolve(FILE), sums, StandardCharsets.UTF_8);
    }
}
