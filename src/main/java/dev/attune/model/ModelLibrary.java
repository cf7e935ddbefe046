package dev.attune.model;

import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The model packages of one home folder: those shipped with the product (resources {@code baselines/*.zip}) and the files in {@code models/}. Plain
 * Java; thread-safe.
 */
public final class ModelLibrary {

    private final Path home;

    public ModelLibrary(Path home) {
        this.home = home;
    }

    /** A package and what it says of itself. */
    public record Entry(ModelDescription description, Path zip) {}

    /** Shipped baselines first, newest first among equals. Unreadable files are left out. */
    public List<Entry> list() throws IOException {
        throw new UnsupportedOperationException(home.toString());
    }

    /**
     * @param reference an id, a name, or the path of a model package
     * @throws dev.attune.shared.ProblemException if there is none or more than one, with what there is
     */
    public Path find(String reference) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Unpacks (or finds unpacked) a package below the home folder. */
    public ModelPackage open(Path zip) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Where a new package of this id belongs. */
    public Path fileFor(String id) {
        throw new UnsupportedOperationException();
    }
}
