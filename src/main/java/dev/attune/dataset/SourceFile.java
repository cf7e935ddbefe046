package dev.attune.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * One file of an archive or a folder.
 *
 * @param name without folders, as the person knows it
 * @param path where it lies now
 */
record SourceFile(String name, Path path) {

    /** Kinds of sound that {@link dev.attune.speech.audio.AudioFiles} reads. */
    private static final Set<String> AUDIO = Set.of(
            "wav", "flac", "ogg", "oga", "opus", "mp3", "m4a", "mp4", "aac", "webm", "mka", "aif", "aiff", "amr", "3gp",
            "wma", "au", "caf", "w64", "ac3");

    static boolean isAudio(String name) {
        return AUDIO.contains(extension(name));
    }

    static boolean isTable(String name) {
        return extension(name).equals("txt") || extension(name).equals("tsv");
    }

    /** Lower case, without the dot; empty if there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The last part of a path written with either slash. */
    static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
