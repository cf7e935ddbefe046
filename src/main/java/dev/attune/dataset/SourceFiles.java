package dev.attune.dataset;

import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a person brought, audio and tables.
 *
 * @param files names are unique, ignoring case
 * @param spoiled names of files that are there but could not be unpacked; the report tells of them already
 */
record SourceFiles(List<SourceFile> files, Set<String> spoiled) {

    /** The files of a folder and of {@code audio/} in it. */
    static SourceFiles ofFolder(Path folder) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path place : List.of(folder, folder.resolve("audio"))) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (Stream<Path> paths = Files.list(place)) {
                for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                    String name = String.valueOf(path.getFileName());
                    if (!name.startsWith(".") && names.add(name)) {
                        files.add(new SourceFile(name, path));
                    }
                }
            }
        }
        if (files.isEmpty()) {
            throw new ProblemException("EmptyFolder", "The folder " + folder + " holds no files.");
        }
        return new SourceFiles(files, Set.of());
    }

    List<SourceFile> audio() {
        return files.stream().filter(file -> SourceFile.isAudio(file.name())).toList();
    }

    List<SourceFile> tables() {
        return files.stream().filter(file -> SourceFile.isTable(file.name())).toList();
    }
}
