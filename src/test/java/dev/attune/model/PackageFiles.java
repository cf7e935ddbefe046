package dev.attune.model;

import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model packages that can be listed and unpacked; their network is no network. */
public final class PackageFiles {

    private PackageFiles() {}

    public static ModelDescription write(String id, String name, String kind, Instant created, Path zip)
            throws IOException {
        Path network = Files.createTempFile(
                Files.createDirectories(zip.toAbsolutePath().getParent()), id, ".onnx");
        try {
            Files.writeString(network, "network of " + id);
            ModelDescription description = new ModelDescription(
                    ModelDescription.FORMAT_VERSION,
                    id,
                    name,
                    kind,
                    "tests",
                    "en-US",
                    created,
                    ModelDescription.FeatureSettings.standard(),
                    null,
                    Map.of(),
                    new Provenance(
                            Map.of(), Map.of(), 1, "test", kind.equals("custom") ? List.of("base-id") : List.of()),
                    "CC0-1.0",
                    List.of(),
                    Map.of());
            return ModelPackageWriter.write(description, Map.of(PackageEntry.ACOUSTIC_ONNX, network), zip);
        } finally {
            Files.delete(network);
        }
    }
}
