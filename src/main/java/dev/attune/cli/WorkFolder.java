package dev.attune.cli;

import dev.attune.shared.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for a command's intermediate files, gone when the command ends. */
record WorkFolder(Path path) implements AutoCloseable {

    /** A new folder inside another, which is made if missing. */
    static WorkFolder in(Path parent) throws IOException {
        return new WorkFolder(Files.createTempDirectory(Files.createDirectories(parent), ".attune-work"));
    }

    @Override
    public void close() throws IOException {
        DataDirectory.deleteTree(path);
    }
}
