package dev.attune.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Fetches Debian packages with apt and unpacks them into a folder without installing them. */
final class DebianPackages {

    private final Path downloads;
    private final Path unpacked;

    DebianPackages(Path folder) {
        downloads = folder.resolve("packages");
        unpacked = folder.resolve("unpacked");
    }

    /**
     * The folder of an unpacked package; fetches it if it is not there.
     *
     * @throws IOException if apt cannot deliver the package
     */
    Path folder(String name) throws IOException {
        Path folder = unpacked.resolve(name);
        if (!Files.isDirectory(folder)) {
            Path file = file(name);
            Path unfinished = unpacked.resolve(name + ".part");
            Files.createDirectories(unfinished);
            run(downloads, "dpkg", "-x", file.toString(), unfinished.toString());
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    String version(String name) throws IOException {
        return run(downloads, "dpkg-deb", "-f", file(name).toString(), "Version")
                .strip();
    }

    private Path file(String name) throws IOException {
        Files.createDirectories(downloads);
        for (int attempt = 0; attempt < 2; attempt++) {
            try (Stream<Path> files = Files.list(downloads)) {
                List<Path> found = files.filter(
                                file -> file.getFileName().toString().startsWith(name + "_"))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found.getLast();
                }
            }
            run(downloads, "apt-get", "download", "-qq", name);
        }
        throw new IOException(
                "apt-get did not deliver the package " + name + "; is it known to this system's sources?");
    }

    private static String run(Path directory, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with status " + status);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command[0], e);
        }
    }
}
