package dev.attune.cli;

import dev.attune.shared.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes what a command makes so that it is there wholly or not at all. */
final class Outputs {

    private Outputs() {}

    /** Writes to a path. */
    @FunctionalInterface
    interface Writing {
        void to(Path path) throws IOException;
    }

    /** Writes a file under another name and renames it when it is complete. */
    static void writeFile(Path target, Writing writing) throws IOException {
        Path folder = folderOf(target);
        // Not a temporary file of Java's: that could be read by its owner alone, and so could the result.
        Path partial = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writing.to(partial);
            Files.move(
                    partial,
                    folder.resolve(target.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /**
     * Writes files into a folder of another name; they come into the target, which may exist, when all are complete.
     *
     * @return the files in the target, by name
     */
    static List<Path> writeFolder(Path target, Writing writing) throws IOException {
        Path partial = Files.createTempDirectory(folderOf(target), "." + target.getFileName() + ".part");
        try {
            writing.to(partial);
            Files.createDirectories(target);
            List<Path> files;
            try (Stream<Path> listed = Files.list(partial)) {
                files = listed.sorted().toList();
            }
            List<Path> written = new ArrayList<>();
            for (Path file : files) {
                Path place = target.resolve(file.getFileName());
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                written.add(place);
            }
            return written;
        } finally {
            DataDirectory.deleteTree(partial);
        }
    }

    /** The folder in which a file or folder is to be, made if missing. */
    static Path folderOf(Path target) throws IOException {
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException(target + " cannot be written; choose another path.");
        }
        return Files.createDirectories(folder);
    }
}
