package dev.attune.speech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the folders of real recordings that some tests use where they are at hand: the property or environment variable
 * {@code ATTUNE_SPEECH}, else {@code ../shared/speech} beside the project.
 */
public final class SpeechData {

    private SpeechData() {}

    /** The named folder of recordings; empty where it is absent, and the test is to be skipped with a reason. */
    public static Optional<Path> folder(String name) {
        String set = System.getProperty("ATTUNE_SPEECH", System.getenv("ATTUNE_SPEECH"));
        Path root = set != null ? Path.of(set) : Path.of("..", "shared", "speech");
        Path folder = root.resolve(name);
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }
}
