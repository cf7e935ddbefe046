package dev.attune.cli;

import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Models made from the tiny one of a {@link TinyHome} by leaving something out. */
final class TinyVariant {

    private TinyVariant() {}

    /** One that knows only these words, without a language model. */
    static Path withWords(Path zip, Path home, String name, List<String> words) throws IOException {
        ModelPackage tiny = tiny(home);
        Lexicon all = Lexicon.read(tiny.file(PackageEntry.LEXICON));
        Lexicon few = new Lexicon();
        words.forEach(word -> all.pronunciations(word).forEach(phones -> few.add(word, phones)));
        Path lexicon = zip.resolveSibling(name + ".tsv");
        few.write(lexicon);
        Map<PackageEntry, Path> files = files(tiny);
        files.put(PackageEntry.LEXICON, lexicon);
        files.remove(PackageEntry.LANGUAGE_MODEL);
        return write(tiny, files, name, zip);
    }

    /** One that spells letter by letter. */
    static Path lettersOnly(Path zip, Path home, String name) throws IOException {
        ModelPackage tiny = tiny(home);
        Map<PackageEntry, Path> files = files(tiny);
        files.remove(PackageEntry.PHONES);
        files.remove(PackageEntry.LEXICON);
        files.remove(PackageEntry.LANGUAGE_MODEL);
        return write(tiny, files, name, zip);
    }

    private static ModelPackage tiny(Path home) throws IOException {
        return ModelPackageReader.unpack(
                home.resolve("models").resolve("tiny.zip"), Files.createDirectories(home.resolve("cache")));
    }

    private static Map<PackageEntry, Path> files(ModelPackage model) {
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            model.find(entry).ifPresent(file -> files.put(entry, file));
        }
        return files;
    }

    private static Path write(ModelPackage source, Map<PackageEntry, Path> files, String name, Path zip)
            throws IOException {
        ModelDescription old = source.description();
        ModelPackageWriter.write(
                new ModelDescription(
                        old.formatVersion(),
                        old.id().substring(0, old.id().length() - name.length()) + "0".repeat(name.length()),
                        name,
                        old.kind(),
                        old.scenario(),
                        old.locale(),
                        old.created(),
                        old.features(),
                        old.network(),
                        old.decoder(),
                        old.provenance(),
                        old.licence(),
                        List.of(),
                        Map.of()),
                files,
                zip);
        return zip;
    }
}
