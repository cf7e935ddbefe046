package dev.attune.speech.modelpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.acoustic.NetworkDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelPackageTest {

    @TempDir
    private Path folder;

    private Path zip;
    private Path cache;
    private ModelDescription written;

    @BeforeEach
    void writePackage() throws IOException {
        zip = folder.resolve("model.zip");
        cache = folder.resolve("cache");
        written = ModelPackageWriter.write(description(), files(), zip);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        ModelPackage model = ModelPackageReader.unpack(zip, cache);

        assertThat(model.description()).isEqualTo(written).isEqualTo(ModelPackageReader.describe(zip));
        assertThat(written.withEntries(Map.of())).isEqualTo(description());
        assertThat(model.contentHash()).isEqualTo(Sha256.of(zip));
        assertThat(model.folder()).isEqualTo(cache.resolve(model.contentHash()));
        assertThat(Files.readString(model.file(PackageEntry.ACOUSTIC_ONNX))).isEqualTo("the network");
        assertThat(model.card()).isEqualTo("# Tëst\n");
        assertThat(model.hasWeights()).isTrue();
        assertThat(model.find(PackageEntry.LEXICON)).isEmpty();
        assertThatThrownBy(() -> model.file(PackageEntry.LEXICON))
                .isInstanceOf(ModelPackageException.class)
                .hasMessage("The model \"Drinks\" has no lexicon.tsv; use a model that was trained with Attune.");
        assertThat(NetworkJson.read(model.description().network()))
                .isEqualTo(NetworkDescription.timeDelay(16, 2, 32, 42, 29));
    }

    @Test
    void sameContentIsTheSameFile() throws IOException {
        Path again = folder.resolve("again.zip");
        ModelPackageWriter.write(description(), files(), again);

        assertThat(again).hasSameBinaryContentAs(zip);
    }

    @Test
    void leavesNothingBesideThePackage() throws IOException {
        ModelPackageReader.unpack(zip, cache);

        assertThat(names(folder)).doesNotContain("model.zip.partial").noneMatch(name -> name.endsWith(".partial"));
        assertThat(names(cache)).containsExactly(Sha256.of(zip));
    }

    @Test
    void unpacksOnceAndFillsAnIncompleteFolder() throws IOException {
        Path first = ModelPackageReader.unpack(zip, cache).folder();
        Path onnx = first.resolve("acoustic.onnx");
        var time = Files.getLastModifiedTime(onnx);
        Path second = ModelPackageReader.unpack(zip, cache).folder();
        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(onnx)).isEqualTo(time);

        Files.delete(onnx);
        assertThat(ModelPackageReader.unpack(zip, cache).folder()).isEqualTo(first);
        assertThat(onnx).hasContent("the network");
    }

    @Test
    void refusesAnotherFormatVersionByName() throws IOException {
        change("model.json", text -> text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 7"));

        assertRefused("model.zip: the package has format version 7, this Attune reads versions 1 to 4; export the model"
                + " again with the same version of Attune, or use the Attune that made it.");
    }

    @Test
    void refusesEntriesWithAnotherSum() throws IOException {
        change("acoustic.onnx", text -> text.replace("network", "netw0rk"));

        assertThatThrownBy(() -> ModelPackageReader.unpack(zip, cache))
                .isInstanceOf(ModelPackageException.class)
                .hasMessage("model.zip: the entry acoustic.onnx is not what model.json says (its SHA-256 differs);"
                        + " copy or export the model again.");
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void neverWritesOutsideItsFolder() throws IOException {
        for (String name : List.of("../outside.txt", "/tmp/outside.txt", "folder/../../outside.txt", "extra.sh")) {
            writePackage();
            Map<String, byte[]> entries = entries();
            entries.put(name, new byte[] {1});
            // Listed with the right sum too: it is the name that must be refused.
            String sum = Sha256.of("\u0001");
            entries.put(
                    "model.json",
                    new String(entries.get("model.json"), StandardCharsets.UTF_8)
                            .replace("\"entries\" : {", "\"entries\" : { \"" + name + "\" : \"" + sum + "\",")
                            .getBytes(StandardCharsets.UTF_8));
            rewrite(entries);

            assertRefused("model.zip: the entry \"" + name + "\" does not belong into a model package;"
                    + " export the model again, and do not edit the zip.");
            assertThat(folder.resolve("outside.txt")).doesNotExist();
        }
    }

    @Test
    void refusesPackagesThatLackEntries() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove("card.md");
        rewrite(entries);
        assertRefused("model.zip: the entry card.md is missing; export the model again or copy it again.");

        writePackage();
        entries = entries();
        entries.remove("model.json");
        rewrite(entries);
        assertRefused("model.zip: this zip holds no model.json, so it is no Attune model package;"
                + " choose a .zip file that Attune has exported.");
        assertThatThrownBy(() -> ModelPackageWriter.write(description(), Map.of(), folder.resolve("x.zip")))
                .hasMessage("a model package needs acoustic.onnx");
    }

    @Test
    void refusesDescriptionsThatCannotBeRead() throws IOException {
        change("model.json", text -> "{\"formatVersion\": 1, ");
        assertThatThrownBy(() -> ModelPackageReader.describe(zip))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageStartingWith("model.zip: model.json cannot be read (");

        writePackage();
        change("model.json", text -> "{\"formatVersion\": 1, \"name\": \"only\"}");
        assertThatThrownBy(() -> ModelPackageReader.describe(zip))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageStartingWith("model.zip: ");

        writePackage();
        change("model.json", text -> "{}");
        assertRefused("model.zip: model.json states no formatVersion, so this is no Attune model package;"
                + " choose a .zip file that Attune has exported.");
    }

    @Test
    void refusesFilesThatAreNoZip() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        for (byte[] content : List.of(new byte[0], new byte[100], Arrays.copyOf(whole, whole.length - 40))) {
            Files.write(zip, content);
            assertRefused("model.zip: this is not a zip file, or it was cut off on its way; choose a model package"
                    + " (.zip) that Attune has exported, or copy it again.");
        }
        Path absent = folder.resolve("absent.zip");
        assertThatThrownBy(() -> ModelPackageReader.unpack(absent, cache))
                .hasMessage("There is no model package " + absent + "; check the path.");
    }

    @Test
    void keepsUnknownFieldsOfLaterMinorVersionsHarmless() throws IOException {
        change("model.json", text -> text.replaceFirst("\\{", "{\"mood\": \"sunny\","));

        assertThat(ModelPackageReader.describe(zip)).isEqualTo(written);
    }

    @Test
    void importedModelsHaveNoWeights() throws IOException {
        Map<PackageEntry, Path> files = files();
        files.remove(PackageEntry.ACOUSTIC_WEIGHTS);
        ModelPackageWriter.write(description(), files, zip);

        assertThat(ModelPackageReader.unpack(zip, cache).hasWeights()).isFalse();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ModelPackageReader.describe(zip))
                .isInstanceOf(ModelPackageException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> ModelPackageReader.unpack(zip, cache))
                .isInstanceOf(ModelPackageException.class)
                .hasMessage(message);
    }

    private void change(String entry, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = entries();
        String text = new String(entries.get(entry), StandardCharsets.UTF_8);
        String changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        entries.put(entry, changed.getBytes(StandardCharsets.UTF_8));
        rewrite(entries);
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().<ZipEntry>map(e -> e).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private void rewrite(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    private Map<PackageEntry, Path> files() throws IOException {
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        Map<PackageEntry, String> contents = new HashMap<>();
        contents.put(PackageEntry.ACOUSTIC_ONNX, "the network");
        contents.put(PackageEntry.ACOUSTIC_WEIGHTS, "the weights");
        contents.put(PackageEntry.CARD, "# Tëst\n");
        for (Map.Entry<PackageEntry, String> content : contents.entrySet()) {
            Path file = folder.resolve("source-" + content.getKey().fileName());
            files.put(content.getKey(), Files.writeString(file, content.getValue()));
        }
        return files;
    }

    private static ModelDescription description() {
        return new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                "5b3c1a52-0000-4000-8000-000000000001",
                "Drinks",
                "custom",
                "ordering",
                "en-US",
                Instant.parse("2026-03-04T05:06:07.008Z"),
                ModelDescription.FeatureSettings.standard(),
                NetworkJson.write(NetworkDescription.timeDelay(16, 2, 32, 42, 29)),
                Map.of("lmWeight", 0.7, "beamSize", 300.0),
                new Provenance(Map.of("data", "ab".repeat(32)), Map.of("steps", "10"), 42, "0.1.0", List.of("parent")),
                "Apache-2.0",
                List.of(new ModelDescription.Score("test", 0.123, 4567)),
                Map.of());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
