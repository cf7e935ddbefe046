package dev.attune.model;

import dev.attune.shared.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model packages inside the program: {@code baselines/index.txt} names them, one file name a line. */
final class ShippedBaselines {

    private static final String INDEX = "index.txt";

    private final Source source;

    ShippedBaselines(Source source) {
        this.source = source;
    }

    /** Opens a shipped file by its name. */
    @FunctionalInterface
    interface Source {

        /** Null if there is no such file. */
        @Nullable
        InputStream open(String name) throws IOException;
    }

    static ShippedBaselines ofClassPath() {
        return new ShippedBaselines(name -> ShippedBaselines.class.getResourceAsStream("/baselines/" + name));
    }

    /** Copies each baseline that is absent or of other content. */
    void copyTo(Path folder) throws IOException {
        for (String name : names()) {
            Path target = folder.resolve(name);
            if (!isShipped(name, target)) {
                copy(name, target);
            }
        }
    }

    private List<String> names() throws IOException {
        try (InputStream index = source.open(INDEX)) {
            return index == null
                    ? List.of()
                    : new String(index.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
        }
    }

    private boolean isShipped(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream shipped = open(name);
                InputStream present = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return sameContent(shipped, present);
        }
    }

    private static boolean sameContent(InputStream a, InputStream b) throws IOException {
        byte[] fromA = new byte[1 << 16];
        byte[] fromB = new byte[1 << 16];
        while (true) {
            int readA = a.readNBytes(fromA, 0, fromA.length);
            int readB = b.readNBytes(fromB, 0, fromB.length);
            if (!Arrays.equals(fromA, 0, readA, fromB, 0, readB)) {
                return false;
            }
            if (readA == 0) {
                return true;
            }
        }
    }

    private void copy(String name, Path target) throws IOException {
        try {
            Files.createDirectories(target.getParent());
            // A name of its own: another process may be copying the same baseline.
            Path partial = Files.createTempFile(target.getParent(), "." + name, ".part");
            try (InputStream in = open(name)) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new ProblemException(
                    "HomeNotWritable",
                    "The baseline " + name + " cannot be copied to " + target.getParent() + " (" + e.getMessage()
                            + "); make room or choose another folder with --home.",
                    e);
        }
    }

    private InputStream open(String name) throws IOException {
        InputStream in = source.open(name);
        if (in == null) {
            throw new IOException("baselines/" + INDEX + " names " + name + ", which was not shipped; build again");
        }
        return in;
    }
}
