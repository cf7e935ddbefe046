package dev.attune.speech.modelpackage;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes model packages. A package appears under its name only when it is complete. */
public final class ModelPackageWriter {

    /** Constant, so that equal content gives an equal file; a local time is what a zip's time field holds. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 12, 0);

    private ModelPackageWriter() {}

    /**
     * @param description its {@code entries} are replaced by the sums of the files
     * @param files where the content of each entry lies; {@link PackageEntry#ACOUSTIC_ONNX} is a must
     * @param zip the package to write; one that exists is replaced, also when it is the source of a file
     * @return the description as it was written
     */
    public static ModelDescription write(ModelDescription description, Map<PackageEntry, Path> files, Path zip)
            throws IOException {
        for (PackageEntry entry : PackageEntry.values()) {
            if (entry.required() && !files.containsKey(entry)) {
                throw new IllegalArgumentException("a model package needs " + entry.fileName());
            }
        }
        Map<String, String> sums = new LinkedHashMap<>();
        for (Map.Entry<PackageEntry, Path> file : files.entrySet()) {
            sums.put(file.getKey().fileName(), Sha256.of(file.getValue()));
        }
        ModelDescription complete = description.withEntries(sums);
        Path target = zip.toAbsolutePath();
        Files.createDirectories(target.getParent());
        // Not a temporary file of the system: those can be read by their owner alone, and packages are passed on.
        Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(partial))) {
                putNext(out, ModelJson.ENTRY);
                out.write(ModelJson.write(complete));
                out.closeEntry();
                for (Map.Entry<PackageEntry, Path> file : new EnumMap<>(files).entrySet()) {
                    putNext(out, file.getKey().fileName());
                    Files.copy(file.getValue(), out);
                    out.closeEntry();
                }
            }
            moveInPlace(partial, target);
        } finally {
            Files.deleteIfExists(partial);
        }
        return complete;
    }

    private static void putNext(ZipOutputStream out, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        out.putNextEntry(entry);
    }

    private static void moveInPlace(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
