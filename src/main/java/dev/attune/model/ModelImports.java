package dev.attune.model;

import dev.attune.shared.ProblemException;
import dev.attune.speech.modelimport.CalibrationData;
import dev.attune.speech.modelimport.ImportLanguage;
import dev.attune.speech.modelimport.ModelImporter;
import dev.attune.speech.modelimport.ProbeReport;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings models that were made elsewhere into a library. Plain Java, for the command line and the pages alike. */
public final class ModelImports {

    /** Asked for in place of a file: no language model at all. */
    public static final String NO_LANGUAGE_MODEL = "none";

    private static final int LONGEST_NAME = 200;

    private ModelImports() {}

    /**
     * Words and language model of an imported network.
     *
     * @param arpa an ARPA file, {@link #NO_LANGUAGE_MODEL}, or null for those of the newest baseline of the locale
     * @return null for none
     * @throws ProblemException if there is no baseline to take them from
     */
    public static @Nullable ImportLanguage language(ModelLibrary library, @Nullable String arpa, String locale)
            throws IOException {
        if (NO_LANGUAGE_MODEL.equals(arpa)) {
            return null;
        }
        if (arpa != null) {
            return ImportLanguage.ofArpa(Path.of(arpa));
        }
        Optional<ModelLibrary.Entry> baseline = lender(library, locale);
        if (baseline.isEmpty()) {
            throw new ProblemException(
                    "NoLanguageModel",
                    "There is no baseline for " + locale
                            + " that could lend its language model; give one in ARPA format, or"
                            + " \"none\" for a model that only spells.");
        }
        return ImportLanguage.of(library.open(baseline.get().zip()));
    }

    /** The baseline whose language model is taken where a user brings none: the newest for general speech, else the newest. */
    public static Optional<ModelLibrary.Entry> lender(ModelLibrary library, String locale) throws IOException {
        List<ModelLibrary.Entry> able = library.list().stream()
                .filter(entry -> entry.description().kind().equals("baseline"))
                .filter(entry -> entry.description().locale().equals(locale))
                .filter(entry -> entry.description().entries().containsKey(PackageEntry.LANGUAGE_MODEL.fileName())
                        && entry.description().entries().containsKey(PackageEntry.LEXICON.fileName()))
                .toList();
        return able.stream()
                .filter(entry -> entry.description().scenario().equals("General"))
                .findFirst()
                .or(() -> able.stream().findFirst());
    }

    /**
     * Writes the package into the library.
     *
     * @param calibration recordings to calibrate the confidence of words with, or null
     * @throws ProblemException if the name is too long or taken
     */
    public static ModelDescription keep(
            ModelLibrary library,
            ProbeReport report,
            Path onnx,
            Path tokens,
            ModelImporter.About about,
            @Nullable ImportLanguage language,
            @Nullable CalibrationData calibration)
            throws IOException {
        requireName(library, about.name());
        Path partial = library.fileFor("import-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part");
        try {
            ModelDescription model =
                    ModelImporter.write(report, onnx, tokens, about, language, calibration, Clock.systemUTC(), partial);
            Files.move(partial, library.fileFor(model.id()));
            return model;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /**
     * @throws ProblemException if a model cannot have this name
     */
    public static void requireName(ModelLibrary library, String name) throws IOException {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new ProblemException("InvalidName", "Give the model a name of 1 to " + LONGEST_NAME + " characters.");
        }
        if (library.list().stream().anyMatch(entry -> entry.description().name().equalsIgnoreCase(name))) {
            throw new ProblemException(
                    "NameTaken", "There is a model with the name \"" + name + "\"; choose another name.");
        }
    }
}
