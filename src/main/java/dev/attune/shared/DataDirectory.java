package dev.attune.shared;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The home folder with everything that Attune keeps.
 *
 * <pre>
 * db/        the database
 * datasets/  one folder a data set: audio/ or text.txt
 * models/    model packages
 * jobs/      one folder a job: log.txt and what its handler keeps between restarts
 * temporary/ what is being built; emptied at a start
 * </pre>
 *
 * @param home absolute path
 */
public record DataDirectory(Path home) {

    public DataDirectory {
        home = home.toAbsolutePath().normalize();
    }

    public Path datasets() {
        return home.resolve("datasets");
    }

    public Path models() {
        return home.resolve("models");
    }

    public Path jobs() {
        return home.resolve("jobs");
    }

    public Path temporary() {
        return home.resolve("temporary");
    }

    /**
     * Makes the folders that are missing and empties {@link #temporary()}.
     *
     * @throws ProblemException if the home folder cannot be written
     */
    public void prepare() {
        try {
            deleteTree(temporary());
            for (Path folder : new Path[] {home.resolve("db"), datasets(), models(), jobs(), temporary()}) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new ProblemException(
                    "HomeNotWritable",
                    "The data folder " + home + " cannot be written (" + e.getMessage()
                            + "). Choose another one with --home.",
                    e);
        }
    }

    /** Deletes a file or a folder with all that is in it; a missing one is fine. Links are removed, not followed. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null && !(failure instanceof NoSuchFileException)) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }

            /** Somebody else may be deleting the same tree. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
