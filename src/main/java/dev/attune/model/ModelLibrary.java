package dev.attune.model;

import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model packages of one home folder: those shipped with the product (resources {@code baselines/*.zip}, copied to {@code baselines/}) and the
 * files in {@code models/}. Plain Java; thread-safe, also among processes.
 */
public final class ModelLibrary {

    /** Baselines first, then newest first; the id last, so that the order never depends on the file system. */
    private static final Comparator<Entry> ORDER = Comparator.<Entry>comparingInt(
                    entry -> entry.description.kind().equals("baseline") ? 0 : 1)
            .thenComparing(entry -> entry.description.created(), Comparator.reverseOrder())
            .thenComparing(entry -> entry.description.id());

    private final Path home;
    private final ShippedBaselines shipped;
    private boolean installed;

    public ModelLibrary(Path home) {
        this(home, ShippedBaselines.ofClassPath());
    }

    ModelLibrary(Path home, ShippedBaselines shipped) {
        this.home = home.toAbsolutePath().normalize();
        this.shipped = shipped;
    }

    /** A package and what it says of itself. */
    public record Entry(ModelDescription description, Path zip) {}

    /**
     * Baselines first, newest first among equals. Unreadable files are left out.
     *
     * @throws ProblemException if the home folder cannot be written
     */
    public List<Entry> list() throws IOException {
        install();
        List<Entry> entries = new ArrayList<>();
        addFrom(baselines(), entries);
        addFrom(models(), entries);
        entries.sort(ORDER);
        return entries;
    }

    /**
     * @param reference an id, a name, or the path of a model package
     * @throws ProblemException if there is none or more than one, with what there is
     */
    public Path find(String reference) throws IOException {
        List<Entry> entries = list();
        Optional<Entry> byId = entries.stream()
                .filter(entry -> entry.description.id().equals(reference))
                .findFirst();
        if (byId.isPresent()) {
            return byId.get().zip;
        }
        List<Entry> byName = named(entries, reference);
        if (byName.size() > 1) {
            throw new ProblemException(
                    "AmbiguousModel",
                    "The name \"" + reference + "\" belongs to " + byName.size() + " models; use one of their ids: "
                            + byName.stream()
                                    .map(entry -> entry.description.id())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        if (byName.size() == 1) {
            return byName.getFirst().zip;
        }
        return existingFile(reference).orElseThrow(() -> none(reference, entries));
    }

    /**
     * Unpacks (or finds unpacked) a package below the home folder.
     *
     * @throws dev.attune.speech.modelpackage.ModelPackageException if it is no model package or is damaged
     */
    public ModelPackage open(Path zip) throws IOException {
        return ModelPackageReader.unpack(zip, home.resolve("cache"));
    }

    /**
     * Where a new package of this id belongs.
     *
     * @throws IllegalArgumentException if the id could lead out of the folder
     */
    public Path fileFor(String id) {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("a model's id must be letters, digits, '.', '_' and '-'; got " + id);
        }
        return models().resolve(id + ".zip");
    }

    private Path baselines() {
        return home.resolve("baselines");
    }

    private Path models() {
        return home.resolve("models");
    }

    private synchronized void install() throws IOException {
        if (!installed) {
            shipped.copyTo(baselines());
            installed = true;
        }
    }

    private static void addFrom(Path folder, List<Entry> entries) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> zips;
        try (Stream<Path> files = Files.list(folder)) {
            zips = files.filter(file -> file.getFileName().toString().endsWith(".zip"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path zip : zips) {
            try {
                entries.add(new Entry(ModelPackageReader.describe(zip), zip));
            } catch (IOException e) {
                // One damaged file must not hide the other models; opening it by its path says what is wrong with it.
                continue;
            }
        }
    }

    /** Exact names win over those that differ in upper and lower case. */
    private static List<Entry> named(List<Entry> entries, String name) {
        List<Entry> exact = entries.stream()
                .filter(entry -> entry.description.name().equals(name))
                .toList();
        return exact.isEmpty()
                ? entries.stream()
                        .filter(entry -> entry.description.name().equalsIgnoreCase(name))
                        .toList()
                : exact;
    }

    private static Optional<Path> existingFile(String reference) {
        try {
            return Optional.of(Path.of(reference)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private ProblemException none(String reference, List<Entry> entries) {
        String known = entries.isEmpty()
                ? "there are no models in " + home
                : "there are "
                        + entries.stream()
                                .map(entry -> "\"" + entry.description.name() + "\"")
                                .distinct()
                                .collect(Collectors.joining(", "));
        return new ProblemException(
                "NoSuchModel",
                "There is no model or model package \"" + reference + "\": " + known
                        + "; use a name, an id, or the path of a model package.");
    }
}
