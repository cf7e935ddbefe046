package dev.attune.speech.modelpackage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads model packages. Every error names the file, what is wrong with it, and what to do. */
public final class ModelPackageReader {

    /** Far above any description; guards against a file that claims to be one. */
    private static final int MAX_DESCRIPTION_BYTES = 16 << 20;

    private ModelPackageReader() {}

    /**
     * Reads the description only, which is quick.
     *
     * @throws ModelPackageException if the file is no model package or has another format version
     */
    public static ModelDescription describe(Path zip) throws IOException {
        try (ZipFile file = open(zip)) {
            return description(file, name(zip));
        } catch (ZipException e) {
            throw damaged(zip, e);
        }
    }

    /**
     * Unpacks a package into {@code cache/SHA-256 of the file} unless it lies there already, and checks every sum while doing so. Two
     * processes may do the same at the same time.
     *
     * @param cache folder for unpacked packages; made if missing
     * @throws ModelPackageException if the file is no model package, has another format version, or is damaged
     */
    public static ModelPackage unpack(Path zip, Path cache) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw missing(zip);
        }
        String hash = Sha256.of(zip);
        Path folder = cache.resolve(hash);
        try (ZipFile file = open(zip)) {
            ModelDescription description = description(file, name(zip));
            if (!isComplete(folder, description)) {
                unpackTo(file, description, name(zip), cache, folder);
            }
            return new ModelPackage(description, hash, folder);
        } catch (ZipException e) {
            throw damaged(zip, e);
        }
    }

    private static ZipFile open(Path zip) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw missing(zip);
        }
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            throw new ModelPackageException(
                    name(zip)
                            + ": this is not a zip file, or it was cut off on its way; choose a model package (.zip) that"
                            + " Attune has exported, or copy it again.",
                    e);
        }
    }

    private static ModelDescription description(ZipFile file, String name) throws IOException {
        ZipEntry json = file.getEntry(ModelJson.ENTRY);
        if (json == null) {
            throw new ModelPackageException(name + ": this zip holds no model.json, so it is no Attune model package;"
                    + " choose a .zip file that Attune has exported.");
        }
        byte[] bytes;
        try (InputStream in = file.getInputStream(json)) {
            bytes = in.readNBytes(MAX_DESCRIPTION_BYTES);
        }
        ModelDescription description = ModelJson.read(bytes, name);
        checkNames(file, description, name);
        return description;
    }

    /** Entries in the zip and in {@code model.json} must be the same, and all of them known: so none can lead out of the folder. */
    private static void checkNames(ZipFile file, ModelDescription description, String name)
            throws ModelPackageException {
        Set<String> listed = description.entries().keySet();
        Set<String> present = new HashSet<>();
        for (ZipEntry entry : file.stream().<ZipEntry>map(e -> e).toList()) {
            if (entry.getName().equals(ModelJson.ENTRY)) {
                continue;
            }
            if (PackageEntry.ofFileName(entry.getName()).isEmpty() || !listed.contains(entry.getName())) {
                throw new ModelPackageException(name + ": the entry \"" + entry.getName()
                        + "\" does not belong into a model package; export the model again, and do not edit the zip.");
            }
            present.add(entry.getName());
        }
        for (String entry : listed) {
            if (!present.contains(entry)) {
                throw new ModelPackageException(
                        name + ": the entry " + entry + " is missing; export the model again or copy it again.");
            }
        }
        for (PackageEntry entry : PackageEntry.values()) {
            if (entry.required() && !present.contains(entry.fileName())) {
                throw new ModelPackageException(
                        name + ": the package lacks " + entry.fileName() + "; export the model again.");
            }
        }
    }

    /** Sizes suffice: sums were checked before the folder got its name. */
    private static boolean isComplete(Path folder, ModelDescription description) {
        return description.entries().keySet().stream().allMatch(entry -> Files.isRegularFile(folder.resolve(entry)));
    }

    private static void unpackTo(ZipFile file, ModelDescription description, String name, Path cache, Path folder)
            throws IOException {
        Files.createDirectories(cache);
        Path partial = Files.createTempDirectory(cache, ".partial");
        try {
            for (String entry : description.entries().keySet()) {
                unpackEntry(file, entry, description.entries().get(entry), name, partial);
            }
            try {
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                // Another process was quicker, or an old folder is incomplete: the latter is filled up.
                if (!isComplete(folder, description)) {
                    fill(partial, folder);
                }
            }
        } finally {
            deleteFolder(partial);
        }
    }

    private static void unpackEntry(ZipFile file, String entry, String expected, String name, Path folder)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        ZipEntry zipEntry = file.getEntry(entry);
        Path target = folder.resolve(entry);
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(zipEntry);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        } catch (ZipException | java.io.EOFException e) {
            throw new ModelPackageException(
                    name + ": the entry " + entry + " is damaged or cut off; copy or export the model again.", e);
        }
        if (!Sha256.hex(digest).equals(expected)) {
            throw new ModelPackageException(name + ": the entry " + entry
                    + " is not what model.json says (its SHA-256 differs); copy or export the model again.");
        }
    }

    private static void fill(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static ModelPackageException missing(Path zip) {
        return new ModelPackageException("There is no model package " + zip + "; check the path.");
    }

    private static ModelPackageException damaged(Path zip, ZipException cause) {
        return new ModelPackageException(
                name(zip) + ": the zip is damaged (" + cause.getMessage() + "); copy or export the model again.",
                cause);
    }

    private static String name(Path zip) {
        return Optional.ofNullable(zip.getFileName()).map(Path::toString).orElse(zip.toString());
    }
}
