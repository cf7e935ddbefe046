package dev.attune.dataset;

import static dev.attune.dataset.Sounds.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipUnpackerTest {

    private static final ZipUnpacker.Limits SMALL = new ZipUnpacker.Limits(3, 10_000);

    @TempDir
    Path temporary;

    private final ProblemList problems = new ProblemList();

    @ParameterizedTest
    @ValueSource(strings = {"../evil.wav", "a/../../evil.wav", "/evil.wav", "C:\\evil.wav", "..\\evil.wav"})
    void refusesPathsThatLeadOut(String path) {
        assertRefused("UnsafePath", entries("good.wav", "x", path, "x"));
        assertThat(temporary.resolve("evil.wav")).doesNotExist();
    }

    @Test
    void passesOverWhatOtherProgramsLeaveBehind() throws IOException {
        SourceFiles files = unpack(entries(
                "a.wav", "sound",
                "__MACOSX/._a.wav", "x",
                "._b.wav", "x",
                ".DS_Store", "x",
                "Thumbs.db", "x",
                ".hidden/c.wav", "x"));

        assertThat(files.files()).extracting(SourceFile::name).containsExactly("a.wav");
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.wav, trans.txt",
        "set/a.wav, set/trans.txt",
        "audio/a.wav, trans.txt",
        "set/audio/a.wav, set/trans.txt"
    })
    void toleratesOneTopFolderAndOneForTheAudio(String audio, String table) throws IOException {
        SourceFiles files = unpack(entries(audio, "sound", table, "a.wav\tone"));

        assertThat(files.files()).extracting(SourceFile::name).containsExactly("a.wav", "trans.txt");
        assertThat(Files.readString(files.files().getFirst().path())).isEqualTo("sound");
    }

    @Test
    void refusesFoldersInsideFolders() {
        assertRefused("NestedFolders", entries("one/a.wav", "x", "two/b.wav", "x"));
        assertRefused("NestedFolders", entries("set/one/a.wav", "x", "set/b.wav", "x"));
    }

    @Test
    void refusesNamesThatDifferInCaseOrFolderOnly() {
        assertRefused("DuplicateFile", entries("a.wav", "x", "A.WAV", "x"));
        assertRefused("DuplicateFile", entries("a.wav", "x", "audio/a.wav", "x"));
    }

    @Test
    void refusesTooManyFiles() {
        assertRefused("TooManyFiles", entries("a.wav", "", "b.wav", "", "c.wav", "", "d.wav", ""));
    }

    @Test
    void refusesWhatExpandsTooFar() {
        assertRefused("ArchiveBomb", entries("a.wav", new byte[6_000], "b.wav", new byte[6_000]));
        assertThat(temporary.resolve("target")).doesNotExist();
    }

    @Test
    void stopsAtTheLimitWhenTheTableOfContentsLies() throws IOException {
        Path zip = Sounds.zip(temporary.resolve("set.zip"), entries("a.wav", new byte[60_000]));
        byte[] bytes = Files.readAllBytes(zip);
        // The uncompressed size in the central directory, at offset 24 of its only entry.
        int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        bytes[directory + 24] = 10;
        bytes[directory + 25] = 0;
        bytes[directory + 26] = 0;
        Files.write(zip, bytes);

        assertThatThrownBy(() -> unpack(zip))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expands");
    }

    @Test
    void refusesEncryptedArchives() throws IOException {
        Path zip = Sounds.zip(temporary.resolve("set.zip"), entries("a.wav", "sound"));
        byte[] bytes = Files.readAllBytes(zip);
        // Bit 0 of the general purpose flags, at offset 8 of the central directory's entry and 6 of the local header.
        bytes[indexOf(bytes, new byte[] {'P', 'K', 1, 2}) + 8] |= 1;
        bytes[6] |= 1;
        Files.write(zip, bytes);

        assertThatThrownBy(() -> unpack(zip))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("password");
    }

    @Test
    void leavesOutAnEntryThatIsDamagedAndGoesOn() throws IOException {
        Path zip = temporary.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            stored(out, "a.wav", "this one will be damaged");
            stored(out, "b.wav", "this one stays as it is");
        }
        byte[] bytes = Files.readAllBytes(zip);
        bytes[indexOf(bytes, "will be".getBytes(StandardCharsets.US_ASCII))] ^= 1;
        Files.write(zip, bytes);

        SourceFiles files = unpack(zip);

        assertThat(files.files()).extracting(SourceFile::name).containsExactly("b.wav");
        assertThat(files.spoiled()).containsExactly("a.wav");
        assertThat(problems.all()).extracting(Problem::code).containsExactly("DamagedEntry");
        assertThat(temporary.resolve("target/a.wav")).doesNotExist();
    }

    @Test
    void namesEveryFatalFaultAtOnce() throws IOException {
        Path zip = Sounds.zip(
                temporary.resolve("set.zip"),
                entries("../a.wav", "x", "b.wav", "x", "B.wav", "x", "one/two/c.wav", "x"));

        ProblemException failure = catchThrowableOfType(ProblemException.class, () -> unpack(zip));

        assertThat(failure.problems())
                .extracting(Problem::code)
                .containsExactly("UnsafePath", "NestedFolders", "DuplicateFile");
    }

    private void assertRefused(String code, Map<String, byte[]> entries) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, () -> unpack(entries));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageStartingWith("set.zip");
    }

    private SourceFiles unpack(Map<String, byte[]> entries) throws IOException {
        return unpack(Sounds.zip(temporary.resolve("set.zip"), entries));
    }

    private SourceFiles unpack(Path zip) throws IOException {
        return new ZipUnpacker(SMALL)
                .unpack(zip, "set.zip", temporary.resolve("target"), problems, ImportProgress.NONE);
    }

    private static void stored(ZipOutputStream out, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return IntStream.range(0, bytes.length - part.length)
                .filter(at -> Arrays.equals(bytes, at, at + part.length, part, 0, part.length))
                .findFirst()
                .orElseThrow();
    }
}
