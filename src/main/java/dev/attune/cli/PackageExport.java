package dev.attune.cli;

import dev.attune.shared.DataDirectory;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model as one zip. */
final class PackageExport {

    private PackageExport() {}

    /** Copies the package, unpacks the copy and lets it recognise a signal. */
    static void write(Path zip, ModelDescription description, Path folder) throws IOException {
        Path copy = folder.resolve(fileName(description.name()));
        // Not Files.copy to a path: a library's file may be readable by its owner alone, an export is to be passed on.
        try (OutputStream out = Files.newOutputStream(copy)) {
            Files.copy(zip, out);
        }
        Path check = Files.createTempDirectory("attune-export");
        try (Recognizer recognizer =
                Recognizer.open(ModelPackageReader.unpack(copy, check), RecognizerOptions.defaults())) {
            recognizer.recognize(ProbeSignal.clip());
        } finally {
            DataDirectory.deleteTree(check);
        }
    }

    /** The model's name, without what some file systems refuse. */
    private static String fileName(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._ -]+", "-").strip().replaceFirst("^\\.+", "");
        return (plain.isEmpty() ? "model" : plain) + ".zip";
    }
}
