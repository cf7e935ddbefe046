package dev.attune.dataset;

import static dev.attune.dataset.Sounds.entries;
import static dev.attune.dataset.Sounds.wav;
import static dev.attune.dataset.Sounds.wavOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.attune.shared.DataDirectory;
import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.WavReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcousticImportTest {

    @TempDir
    Path temporary;

    @Test
    void keepsAudioTextAndSpeakers() throws IOException {
        ImportResult result = run(entries(
                "b.wav",
                wav(2),
                "a.wav",
                wav(0.5, 8000, 1),
                "trans.txt",
                "\uFEFFa.wav\tThe well-known tower.\nb.wav\tRow 17\n",
                "speakers.tsv",
                "b.wav\tmary\n"));

        assertThat(result.utterances())
                .extracting(StoredUtterance::file, StoredUtterance::transcript, StoredUtterance::normalized)
                .containsExactly(
                        tuple("a.wav", "The well-known tower.", "the well known tower"),
                        tuple("b.wav", "Row 17", "row seventeen"));
        assertThat(result.utterances())
                .extracting(StoredUtterance::seconds, StoredUtterance::sampleRateHz, StoredUtterance::speaker)
                .containsExactly(tuple(0.5, 8000, null), tuple(1.0, 16000, "mary"));
        assertThat(folder().resolve("audio/b.wav")).hasBinaryContent(wav(2));
        assertThat(folder().resolve("text.txt")).hasContent("The well-known tower.\nRow 17\n");
        assertThat(Imports.brief(result)).containsExactly("W MixedSampleRates");
        assertThat(filesOf(folder())).containsExactlyInAnyOrder("audio/a.wav", "audio/b.wav", "text.txt");
    }

    @Test
    void keepsFurtherColumnsOfTheSpeakersUnderTheirHeadings() throws IOException {
        ImportResult result = run(entries(
                "a.wav",
                wav(1),
                "b.wav",
                wav(2),
                "trans.txt",
                "a.wav\tone\nb.wav\ttwo\n",
                "speakers.tsv",
                "file\tspeaker\taccent\troom\na.wav\tmary\tscottish\t\nb.wav\t\tirish\thall\textra\n"));

        assertThat(result.utterances())
                .extracting(StoredUtterance::speaker, StoredUtterance::columns)
                .containsExactly(
                        tuple("mary", new TreeMap<>(Map.of("accent", "scottish"))),
                        tuple(null, new TreeMap<>(Map.of("accent", "irish", "room", "hall", "Column 5", "extra"))));
    }

    @Test
    void reportsEveryFaultOfAnArchiveAtOnceAndKeepsTheRest() throws IOException {
        byte[] cut = Arrays.copyOf(wav(3), 9000);
        ImportResult result = run(entries(
                "good.wav",
                wav(1),
                "cut.wav",
                cut,
                "text.wav",
                "no sound",
                "empty.wav",
                wav(new AudioClip(new float[0], 16_000)),
                "short.wav",
                wav(0.02, 16_000, 1),
                "silent.wav",
                wav(new AudioClip(new float[16_000], 16_000)),
                "forgotten.wav",
                wav(4),
                "notes.pdf",
                "?",
                "trans.txt",
                String.join(
                        "\n",
                        "good.wav\tfine",
                        "cut.wav\tcut",
                        "text.wav\ttext",
                        "empty.wav\tempty",
                        "short.wav\tshort",
                        "silent.wav\tsilent",
                        "nowhere.wav\tnot there",
                        "no tab in this line",
                        "good.wav\tonce more",
                        "GOOD2.wav\t",
                        "")));

        assertThat(Imports.brief(result))
                .containsExactlyInAnyOrder(
                        "W UnexpectedFile",
                        "R TruncatedAudio",
                        "R NotAudio",
                        "R EmptyAudio",
                        "R AudioTooShort",
                        "W SilentAudio",
                        "R AudioNotFound 7",
                        "R MissingTab 8",
                        "R DuplicateTranscript 9",
                        "R AudioNotFound 10",
                        "R NoTranscript",
                        "W ManyLeftOut");
        assertThat(result.utterances()).extracting(StoredUtterance::file).containsExactly("good.wav", "silent.wav");
        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).isEqualTo(9);
        assertThat(filesOf(folder())).containsExactlyInAnyOrder("audio/good.wav", "audio/silent.wav", "text.txt");
        assertThat(result.problems()).allSatisfy(problem -> {
            assertThat(problem.message()).endsWith(".");
            assertThat(problem.file() != null || problem.code().equals("ManyLeftOut"))
                    .isTrue();
        });
        assertThat(message(result, "TruncatedAudio"))
                .isEqualTo("cut.wav: cut off after 0.28 s. Make or copy the file again.");
    }

    static Stream<Arguments> wholeFaults() {
        byte[] rar = new byte[100];
        System.arraycopy("Rar!".getBytes(StandardCharsets.US_ASCII), 0, rar, 0, 4);
        return Stream.of(
                Arguments.of("NotZip", "is not a zip archive. Pack the files as .zip", Sounds.text("hello, no zip")),
                Arguments.of("NotZip", "but a RAR archive", rar),
                Arguments.of("NotZip", "but a sound file", wav(1)),
                Arguments.of("EmptyFile", "is empty", new byte[0]),
                Arguments.of("DamagedArchive", "cut off or damaged", Sounds.text("PK\3\4 and no more")));
    }

    @ParameterizedTest
    @MethodSource("wholeFaults")
    void refusesWhatIsNoArchive(String code, String words, byte[] content) throws IOException {
        Path upload = Files.write(temporary.resolve("set.zip"), content);

        ImportResult result = Imports.run(DatasetKind.ACOUSTIC, "en-US", upload, folder());

        assertThat(Imports.brief(result)).containsExactly("F " + code);
        assertThat(result.problems().getFirst().message()).startsWith("set.zip").contains(words);
        assertThat(result.applyTo(Imports.dataset(DatasetKind.ACOUSTIC, "en-US", "set.zip"))
                        .failure())
                .isEqualTo(result.problems().getFirst().message());
        assertThat(filesOf(folder())).isEmpty();
    }

    @Test
    void refusesACutArchive() throws IOException {
        Path whole = Sounds.zip(temporary.resolve("whole.zip"), entries("a.wav", wav(1), "trans.txt", "a.wav\tone"));
        byte[] bytes = Files.readAllBytes(whole);
        Path upload = Files.write(temporary.resolve("set.zip"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(Imports.brief(Imports.run(DatasetKind.ACOUSTIC, "en-US", upload, folder())))
                .containsExactly("F DamagedArchive");
    }

    /** Bytes changed anywhere, or the end cut off: a report or a good set, never an unexpected failure. */
    @Test
    void bearsDamageAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(Sounds.zip(
                temporary.resolve("whole.zip"),
                entries(
                        "a.wav",
                        wav(0.2, 16_000, 1),
                        "b.wav",
                        wav(0.2, 16_000, 2),
                        "trans.txt",
                        "a.wav\tone\nb.wav\ttwo")));
        int good = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                // Half of the changes hit the table of contents at the end.
                int reach = random.nextBoolean() ? damaged.length : Math.min(300, damaged.length);
                damaged[damaged.length - 1 - random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            Path upload = Files.write(temporary.resolve("set.zip"), Arrays.copyOf(damaged, length));
            DataDirectory.deleteTree(folder());

            ImportResult result = Imports.run(DatasetKind.ACOUSTIC, "en-US", upload, folder());

            assertThat(result.accepted() == 2 || !result.problems().isEmpty())
                    .as("seed %d", seed)
                    .isTrue();
            good += result.accepted() == 2 ? 1 : 0;
        }
        assertThat(good).isLessThan(150);
    }

    static Stream<Arguments> tableFaults() {
        return Stream.of(
                Arguments.of("F NoTranscriptFile", entries("a.wav", wav(1))),
                Arguments.of(
                        "F SeveralTranscriptFiles",
                        entries("a.wav", wav(1), "one.txt", "a.wav\tone", "two.tsv", "a.wav\ttwo")),
                Arguments.of("F NoAudio", entries("trans.txt", "a.wav\tone")),
                Arguments.of("F EmptyFile", entries("a.wav", wav(1), "trans.txt", "")),
                Arguments.of("F EmptyFile", entries("a.wav", wav(1), "trans.txt", " \n\r\n")),
                Arguments.of(
                        "F UnsupportedEncoding", entries("a.wav", wav(1), "trans.txt", new byte[] {'a', 0, 'b', 0})));
    }

    @ParameterizedTest
    @MethodSource("tableFaults")
    void refusesASetWithoutOneReadableTranscriptFile(String problem, Map<String, byte[]> entries) throws IOException {
        ImportResult result = run(entries);

        assertThat(Imports.brief(result)).containsExactly(problem);
        assertThat(result.accepted()).isZero();
    }

    static Stream<Arguments> waveKinds() {
        byte[] ulaw = new byte[8000];
        Arrays.fill(ulaw, (byte) 0x90);
        byte[] eightBit = new byte[16_000];
        for (int i = 0; i < eightBit.length; i++) {
            eightBit[i] = (byte) (128 + 50 * Math.sin(i / 10.0));
        }
        ByteBuffer stereo = ByteBuffer.allocate(4 * 16_000).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer floats = ByteBuffer.allocate(4 * 16_000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16_000; i++) {
            double value = 0.5 * Math.sin(i / 10.0);
            stereo.putShort((short) (32_000 * value)).putShort((short) (16_000 * value));
            floats.putFloat((float) value);
        }
        return Stream.of(
                Arguments.of("mu-law, 8 bit", wavOf(7, 1, 8000, 8, ulaw)),
                Arguments.of("PCM, 8 bit", wavOf(1, 1, 16_000, 8, eightBit)),
                Arguments.of("2 channels", wavOf(1, 2, 16_000, 16, stereo.array())),
                Arguments.of("IEEE float, 32 bit", wavOf(3, 1, 16_000, 32, floats.array())),
                Arguments.of("44100 Hz", wav(1, 44_100, 1)));
    }

    @ParameterizedTest
    @MethodSource("waveKinds")
    void convertsOtherWavKindsAndSaysSo(String kind, byte[] content) throws IOException {
        ImportResult result = run(entries("a.wav", content, "trans.txt", "a.wav\tone"));

        assertThat(Imports.brief(result)).containsExactly("W Converted");
        assertThat(message(result, "Converted")).contains("(it is " + kind + ")");
        AudioClip stored = WavReader.read(folder().resolve("audio/a.wav"));
        assertThat(stored.sampleRateHz()).isEqualTo(16_000);
        assertThat(stored.durationSeconds()).isCloseTo(1, within(0.001));
        assertThat(peak(stored)).isGreaterThan(0.1f);
    }

    @Test
    void warnsOfOverdrivenLongAndOverfullRecordings() throws IOException {
        float[] loud = Sounds.tone(16_000, 16_000, 1);
        for (int i = 0; i < loud.length; i++) {
            loud[i] = Math.clamp(loud[i] * 20, -1, 1);
        }
        ImportResult result = run(entries(
                "loud.wav", wav(new AudioClip(loud, 16_000)),
                "long.wav", wav(61, 8000, 1),
                "full.wav", wav(0.3, 16_000, 2),
                "trans.txt",
                        "loud.wav\thello\nlong.wav\thello\nfull.wav\tthis is far more than a third of a second holds"));

        assertThat(Imports.brief(result))
                .containsExactlyInAnyOrder(
                        "W ClippedAudio", "W AudioNotUsedForTraining", "W MixedSampleRates", "W TranscriptTooLong 3");
        assertThat(result.accepted()).isEqualTo(3);
    }

    static Stream<Arguments> encodings() {
        Charset windows = Charset.forName("windows-1252");
        return Stream.of(
                Arguments.of("", "a.wav\tcafe one".getBytes(StandardCharsets.US_ASCII), "cafe one"),
                Arguments.of("W NonAsciiCharacter 1", "\uFEFFa.wav\tcafé".getBytes(StandardCharsets.UTF_8), "cafe"),
                Arguments.of(
                        "W NoUtf8WithBom, W NonAsciiCharacter 1",
                        "a.wav\tcafé".getBytes(StandardCharsets.UTF_8),
                        "cafe"),
                Arguments.of("W Utf16", "\uFEFFa.wav\tcafe".getBytes(StandardCharsets.UTF_16LE), "cafe"),
                Arguments.of("W Utf16", "\uFEFFa.wav\tcafe".getBytes(StandardCharsets.UTF_16BE), "cafe"),
                Arguments.of("W Windows1252, W NonAsciiCharacter 1", "a.wav\tcafé".getBytes(windows), "cafe"),
                Arguments.of("X Typography 1", "\uFEFFa.wav\t“don’t”".getBytes(StandardCharsets.UTF_8), "don't"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void readsTheUsualEncodings(String problems, byte[] table, String normalized) throws IOException {
        ImportResult result = run(entries("a.wav", wav(1), "trans.txt", table));

        assertThat(String.join(", ", Imports.brief(result))).isEqualTo(problems);
        assertThat(result.utterances()).extracting(StoredUtterance::normalized).containsExactly(normalized);
    }

    static Stream<Arguments> transcripts() {
        return Stream.of(
                Arguments.of("R NonAsciiCharacter 1", "the 東京 line"),
                Arguments.of("R NonAsciiCharacter 1", "bell \u0007"),
                Arguments.of("R EmptyTranscript 1", "   "),
                Arguments.of("R EmptyTranscript 1", "..."));
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void leavesOutTranscriptsThatCannotBeUsed(String problem, String transcript) throws IOException {
        ImportResult result = run(
                entries("a.wav", wav(1), "b.wav", wav(2), "trans.txt", "\uFEFFa.wav\t" + transcript + "\nb.wav\tfine"));

        assertThat(Imports.brief(result)).containsExactly(problem, "W ManyLeftOut");
    }

    @Test
    void wondersAtRepetitionsButKeepsThem() throws IOException {
        ImportResult result = run(entries("a.wav", wav(1), "trans.txt", "a.wav\tno no, no no"));

        assertThat(Imports.brief(result)).containsExactly("W TooManyRepetitions 1");
        assertThat(message(result, "TooManyRepetitions"))
                .isEqualTo("Line 1: \"no\" comes 4 times in a row. Check that it is said so.");
        assertThat(result.accepted()).isEqualTo(1);
    }

    @Test
    void joinsTranscriptsThatHoldTabs() throws IOException {
        ImportResult result = run(entries("a.wav", wav(1), "trans.txt", "a.wav\tone\ttwo"));

        assertThat(result.utterances()).extracting(StoredUtterance::transcript).containsExactly("one two");
        assertThat(result.problems()).extracting(Problem::severity).containsExactly(Severity.FIXED);
    }

    @Test
    void hashesWhatItHoldsWhateverTheOrderOfTheArchive() throws IOException {
        byte[] table = Sounds.text("a.wav\tone\nb.wav\ttwo");
        byte[] turned = Sounds.text("b.wav\ttwo\na.wav\tone\n");
        String hash = run(entries("a.wav", wav(1), "b.wav", wav(2), "trans.txt", table))
                .contentHash();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(run(entries("trans.txt", turned, "b.wav", wav(2), "a.wav", wav(1)))
                        .contentHash())
                .isEqualTo(hash);
        assertThat(run(entries("a.wav", wav(2), "b.wav", wav(1), "trans.txt", table))
                        .contentHash())
                .isNotEqualTo(hash);
        assertThat(run(entries("a.wav", wav(1), "b.wav", wav(2), "trans.txt", "a.wav\tone\nb.wav\tto"))
                        .contentHash())
                .isNotEqualTo(hash);
    }

    @Test
    void takesNamesThatFileSystemsDoNot() throws IOException {
        String odd = "Gespräch 1: \"früh\"?.wav";
        ImportResult result = run(entries(odd, wav(1), "trans.txt", "\uFEFF" + odd + "\tone"));

        assertThat(result.utterances()).extracting(StoredUtterance::file).containsExactly(odd);
        assertThat(AudioFiles.read(folder().resolve("audio").resolve(SafeName.of(odd)))
                        .durationSeconds())
                .isEqualTo(1.0);
    }

    @Test
    void importsOtherLocalesWithOneNotice() throws IOException {
        Path upload = Sounds.zip(
                temporary.resolve("set.zip"),
                entries("a.wav", wav(1), "trans.txt", "\uFEFFa.wav\tGrüße aus Köln, 4 mal."));

        ImportResult result = Imports.run(DatasetKind.ACOUSTIC, "de-DE", upload, folder());

        assertThat(Imports.brief(result)).containsExactly("W LocaleNotTrained");
        assertThat(result.utterances()).extracting(StoredUtterance::normalized).containsExactly("grüße aus köln 4 mal");
    }

    @Test
    void takesAudioWithoutTranscripts() throws IOException {
        Path upload = Sounds.zip(
                temporary.resolve("set.zip"),
                entries("a.wav", wav(1), "b.wav", "broken", "long.wav", wav(41, 16_000, 1), "readme.txt", "hello"));

        ImportResult result = Imports.run(DatasetKind.AUDIO_FILES, "en-US", upload, folder());

        assertThat(result.utterances()).extracting(StoredUtterance::file).containsExactly("a.wav", "long.wav");
        assertThat(Imports.brief(result)).containsExactly("W UnexpectedFile", "R NotAudio", "W ManyLeftOut");
        assertThat(filesOf(folder())).containsExactlyInAnyOrder("audio/a.wav", "audio/long.wav");
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Path upload = Sounds.zip(temporary.resolve("set.zip"), entries("a.wav", wav(1), "trans.txt", "a.wav\tone"));
        FakeContext context = new FakeContext();

        new DatasetImporter()
                .run(
                        Imports.dataset(DatasetKind.ACOUSTIC, "en-US", "set.zip"),
                        upload,
                        Files.createDirectories(folder()),
                        context);

        assertThat(context.phases).containsExactly("Unpacking", "Checking recordings");
        assertThat(context.fractions).isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unpacking", "Checking recordings"})
    void stopsWhenItIsCancelled(String phase) throws IOException {
        Path upload = Sounds.zip(
                temporary.resolve("set.zip"),
                entries("a.wav", wav(1), "b.wav", wav(2), "trans.txt", "a.wav\tone\nb.wav\ttwo"));
        Files.createDirectories(folder());

        assertThatThrownBy(() -> new DatasetImporter()
                        .run(
                                Imports.dataset(DatasetKind.ACOUSTIC, "en-US", "set.zip"),
                                upload,
                                folder(),
                                new FakeContext().cancelAt(phase)))
                .isInstanceOf(CancellationException.class);
    }

    private ImportResult run(Map<String, byte[]> entries) throws IOException {
        DataDirectory.deleteTree(folder());
        return Imports.run(DatasetKind.ACOUSTIC, "en-US", Sounds.zip(temporary.resolve("set.zip"), entries), folder());
    }

    private Path folder() {
        return temporary.resolve("folder");
    }

    private static String message(ImportResult result, String code) {
        return result.problems().stream()
                .filter(problem -> problem.code().equals(code))
                .map(Problem::message)
                .findFirst()
                .orElseThrow();
    }

    private static float peak(AudioClip clip) {
        float peak = 0;
        for (float sample : clip.samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
