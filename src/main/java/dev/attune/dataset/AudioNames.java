package dev.attune.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the audio file that a line of a table means. */
final class AudioNames {

    private final Map<String, SourceFile> exact = new HashMap<>();
    private final Map<String, SourceFile> ignoringCase = new HashMap<>();
    private final Map<String, List<SourceFile>> stems = new HashMap<>();

    AudioNames(List<SourceFile> audio) {
        for (SourceFile file : audio) {
            exact.put(file.name(), file);
            ignoringCase.put(lower(file.name()), file);
            stems.computeIfAbsent(lower(SourceFile.stem(file.name())), stem -> new ArrayList<>())
                    .add(file);
        }
    }

    /** By the name as written, folders before it passed over; by the name without regard to case; by the name without its extension. */
    @Nullable
    SourceFile find(String written) {
        String name = SourceFile.baseName(written);
        SourceFile file = exact.get(name);
        if (file == null) {
            file = ignoringCase.get(lower(name));
        }
        if (file == null && !SourceFile.isAudio(name)) {
            List<SourceFile> candidates = stems.getOrDefault(lower(name), List.of());
            return candidates.size() == 1 ? candidates.getFirst() : null;
        }
        return file;
    }

    /** A file with the same name but for the extension, for a hint. */
    @Nullable
    SourceFile similar(String written) {
        String stem = SourceFile.stem(SourceFile.baseName(written));
        List<SourceFile> candidates = stems.getOrDefault(lower(stem), List.of());
        return candidates.isEmpty() ? null : candidates.getFirst();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
