package dev.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageException;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLibraryTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T08:00:00Z");

    @TempDir
    Path temporary;

    private Path home;
    private final Map<String, byte[]> shippedFiles = new HashMap<>();

    @BeforeEach
    void shipOneBaseline() throws IOException {
        home = temporary.resolve("home");
        ship("general.zip", "base-id", "general", MONDAY);
        shippedFiles.put("index.txt", "general.zip\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private void ship(String file, String id, String name, Instant created) throws IOException {
        Path zip = temporary.resolve("shipped").resolve(file);
        PackageFiles.write(id, name, "baseline", created, zip);
        shippedFiles.put(file, Files.readAllBytes(zip));
    }

    private ModelLibrary library() {
        return new ModelLibrary(home, new ShippedBaselines(name -> {
            byte[] content = shippedFiles.get(name);
            return content == null ? null : new ByteArrayInputStream(content);
        }));
    }

    private Path custom(String id, String name, Instant created) throws IOException {
        Path zip = library().fileFor(id);
        PackageFiles.write(id, name, "custom", created, zip);
        return zip;
    }

    private List<String> ids() throws IOException {
        return library().list().stream().map(entry -> entry.description().id()).toList();
    }

    @Test
    void listsBaselinesFirstAndTheNewestFirstAmongEquals() throws IOException {
        custom("monday", "bakery", MONDAY);
        custom("tuesday", "bakery", TUESDAY);

        assertEquals(List.of("base-id", "tuesday", "monday"), ids());
    }

    @Test
    void leavesOutWhatCannotBeRead() throws IOException {
        custom("good", "bakery", MONDAY);
        Files.writeString(home.resolve("models").resolve("bad.zip"), "no zip");
        Files.writeString(home.resolve("models").resolve("notes.txt"), "no model");
        Files.createDirectories(home.resolve("models").resolve("folder.zip"));

        assertEquals(List.of("base-id", "good"), ids());
    }

    @Test
    void hasNoBaselinesWithoutAnIndex() throws IOException {
        shippedFiles.remove("index.txt");

        assertEquals(List.of(), ids());
    }

    @Test
    void copiesABaselineAgainWhenItsContentDiffers() throws IOException {
        library().list();
        Path copy = home.resolve("baselines").resolve("general.zip");
        byte[] damaged = Files.readAllBytes(copy);
        damaged[damaged.length / 2]++;
        Files.write(copy, damaged);

        library().list();

        assertArrayEquals(shippedFiles.get("general.zip"), Files.readAllBytes(copy));
        try (Stream<Path> files = Files.list(copy.getParent())) {
            assertEquals(List.of(copy), files.toList());
        }
    }

    @Test
    void leavesAnEqualBaselineAlone() throws IOException {
        library().list();
        Path copy = home.resolve("baselines").resolve("general.zip");
        Object before = Files.readAttributes(copy, "unix:ino").get("ino");

        library().list();

        assertEquals(before, Files.readAttributes(copy, "unix:ino").get("ino"));
    }

    @Test
    void saysWhenTheHomeFolderCannotHoldTheBaselines() throws IOException {
        Files.writeString(home, "a file where a folder is wanted");

        ProblemException problem =
                assertThrows(ProblemException.class, () -> library().list());

        assertTrue(problem.getMessage().contains("general.zip"), problem.getMessage());
        assertTrue(problem.getMessage().contains("--home"), problem.getMessage());
    }

    @Test
    void findsByIdNameAndPath() throws IOException {
        Path zip = custom("monday", "bakery", MONDAY);
        Path elsewhere = temporary.resolve("elsewhere.zip");
        PackageFiles.write("other", "other", "custom", MONDAY, elsewhere);

        assertEquals(zip, library().find("monday"));
        assertEquals(zip, library().find("bakery"));
        assertEquals(zip, library().find("Bakery"));
        assertEquals(elsewhere, library().find(elsewhere.toString()));
    }

    @Test
    void namesWhatThereIsWhenNothingFits() throws IOException {
        custom("monday", "bakery", MONDAY);

        ProblemException problem =
                assertThrows(ProblemException.class, () -> library().find("butcher"));

        assertEquals("NoSuchModel", problem.code());
        assertEquals(
                "There is no model or model package \"butcher\": there are \"general\", \"bakery\"; use a name, an id, or the path of a"
                        + " model package.",
                problem.getMessage());
    }

    @Test
    void asksForTheIdWhenANameFitsTwice() throws IOException {
        custom("monday", "bakery", MONDAY);
        custom("tuesday", "bakery", TUESDAY);

        ProblemException problem =
                assertThrows(ProblemException.class, () -> library().find("bakery"));

        assertEquals("AmbiguousModel", problem.code());
        assertEquals(
                "The name \"bakery\" belongs to 2 models; use one of their ids: tuesday, monday.",
                problem.getMessage());
    }

    @Test
    void prefersTheExactNameToOneInOtherCase() throws IOException {
        Path lower = custom("monday", "bakery", MONDAY);
        custom("tuesday", "Bakery", TUESDAY);

        assertEquals(lower, library().find("bakery"));
    }

    @Test
    void unpacksOnceBelowHome() throws IOException {
        Path zip = custom("monday", "bakery", MONDAY);

        ModelPackage model = library().open(zip);

        assertTrue(model.folder().startsWith(home.resolve("cache")));
        assertEquals("network of monday", Files.readString(model.file(PackageEntry.ACOUSTIC_ONNX)));
        assertEquals(model.folder(), library().open(zip).folder());
    }

    @Test
    void refusesToOpenWhatIsNoPackage() throws IOException {
        Path text = Files.writeString(temporary.resolve("text.zip"), "no zip");

        ModelPackageException problem =
                assertThrows(ModelPackageException.class, () -> library().open(text));

        assertTrue(problem.getMessage().startsWith("text.zip: "), problem.getMessage());
    }

    @Test
    void keepsFilesInItsFolder() {
        assertThrows(IllegalArgumentException.class, () -> library().fileFor("../secret"));
        assertEquals(
                home.toAbsolutePath().resolve("models").resolve("abc-1.zip"),
                library().fileFor("abc-1"));
    }
}
