package dev.attune.speech.modelpackage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model package whose entries lie unpacked in a folder. The folder belongs to the unpack cache: callers must not change it.
 *
 * @param description what {@code model.json} says
 * @param contentHash SHA-256 of the zip file in lower-case hex
 * @param folder where the entries lie
 */
public record ModelPackage(ModelDescription description, String contentHash, Path folder) {

    /** The file of an entry, if the package has it. */
    public Optional<Path> find(PackageEntry entry) {
        return description.entries().containsKey(entry.fileName())
                ? Optional.of(folder.resolve(entry.fileName()))
                : Optional.empty();
    }

    /**
     * @throws ModelPackageException if the package lacks the entry
     */
    public Path file(PackageEntry entry) throws ModelPackageException {
        return find(entry)
                .orElseThrow(() -> new ModelPackageException("The model \"" + description.name() + "\" has no "
                        + entry.fileName() + "; use a model that was trained with Attune."));
    }

    /** All its files but the description. */
    public Map<PackageEntry, Path> files() {
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            find(entry).ifPresent(file -> files.put(entry, file));
        }
        return files;
    }

    /** True if audio can train it further. */
    public boolean hasWeights() {
        return find(PackageEntry.ACOUSTIC_WEIGHTS).isPresent() && description.network() != null;
    }

    /** The model card as Markdown, empty if there is none. */
    public String card() throws IOException {
        Optional<Path> card = find(PackageEntry.CARD);
        return card.isPresent() ? Files.readString(card.get(), StandardCharsets.UTF_8) : "";
    }
}
