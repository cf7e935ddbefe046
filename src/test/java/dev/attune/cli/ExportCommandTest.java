package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.model.PackageFiles;
import dev.attune.speech.Recognizer;
import dev.attune.speech.TinyModel;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.modelpackage.Sha256;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @TempDir
    Path folder;

    private Path home;
    private Path output;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
        output = folder.resolve("out").resolve("export");
    }

    private CommandRun export(String model, String target) {
        return CommandRun.of("export", "--home", home, "--model", model, "--target", target, "--output", output);
    }

    @Test
    void copiesThePackage() throws IOException {
        CommandRun run = export("tiny", "package").succeeded();

        assertEquals(output.resolve("tiny.zip") + "\n", run.out());
        assertArrayEquals(
                Files.readAllBytes(home.resolve("models").resolve("tiny.zip")),
                Files.readAllBytes(output.resolve("tiny.zip")));
        assertNothingElse("tiny.zip");
    }

    /** Another installation: nothing but the exported file. */
    @Test
    void anotherHomeTranscribesWithTheExportedPackage() throws IOException {
        export("tiny", "package").succeeded();
        Path other = Files.createDirectories(folder.resolve("other").resolve("models"));
        Files.copy(output.resolve("tiny.zip"), other.resolve("tiny.zip"));
        Path wav = TinyModel.wav(folder, "salad and soda");

        CommandRun run = CommandRun.of("transcribe", "--home", other.getParent(), "--model", "tiny", wav)
                .succeeded();

        assertEquals(wav + "\tsalad and soda\n", run.out());
    }

    @Test
    void writesForSherpaOnnxWhatSpellsTheSameWords() throws IOException {
        Path data = TinyHome.data(folder.resolve("data"), TinyModel.sentences(4, 1));

        CommandRun run = CommandRun.of(
                        "export",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--target",
                        "sherpa-onnx",
                        "--output",
                        output,
                        "--int8",
                        "--check",
                        data)
                .succeeded();

        String[] names = {
            "LICENCE.txt",
            "README.md",
            "SHA256SUMS",
            "card.md",
            "letter-to-sound.arpa",
            "lexicon.txt",
            "lm.arpa",
            "model.int8.onnx",
            "model.onnx",
            "phones.txt",
            "tokens.txt"
        };
        assertEquals(
                Stream.of(names).map(name -> output.resolve(name) + "\n").collect(Collectors.joining()), run.out());
        assertTrue(run.err().contains("Checked on 4 recordings"), run.err());
        assertTrue(run.err().contains("int8: word error rate"), run.err());
        String accuracy = run.err()
                .lines()
                .filter(line -> line.startsWith("Word error rate on these recordings"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                accuracy.matches(
                        ".*: 0\\.0 % of what is exported here, the letters alone; 0\\.0 % of the package in Attune.*"),
                accuracy);
        assertTrue(Files.readString(output.resolve("README.md")).contains("\n- " + accuracy + "\n"));
        assertTrue(Files.readString(output.resolve("card.md")).contains("\n- " + accuracy + "\n"));
        TokenSet tokens = TokenSet.read(output.resolve("tokens.txt"));
        assertEquals(TokenSet.englishLetters(), tokens);
        for (String file : List.of("model.onnx", "model.int8.onnx")) {
            try (OnnxAcousticModel network = OnnxAcousticModel.load(output.resolve(file), 4, 1)) {
                String text = new GreedyDecoder(tokens)
                        .decode(Recognizer.output(network, AudioFiles.read(TinyModel.wav(folder, "salad and soda"))))
                        .getFirst()
                        .text();
                assertEquals("salad and soda", text, file);
            }
        }
        assertNothingElse(names);
    }

    /** A network of 8 bits of yesterday beside a new one would be another model's. */
    @Test
    void leavesNothingStaleAndTouchesNothingForeign() throws IOException {
        CommandRun.of(
                        "export",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--target",
                        "sherpa-onnx",
                        "--output",
                        output,
                        "--int8")
                .succeeded();
        assertTrue(Files.exists(output.resolve("model.int8.onnx")));
        Files.writeString(output.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("outside.txt"), "mine");
        Files.writeString(
                output.resolve("SHA256SUMS"),
                Files.readString(output.resolve("SHA256SUMS")) + Sha256.of("mine") + "  ../../outside.txt\n");

        CommandRun again = export("tiny", "sherpa-onnx").succeeded();

        assertFalse(Files.exists(output.resolve("model.int8.onnx")));
        assertTrue(
                again.err().contains("Removed model.int8.onnx, which an earlier export had left here."), again.err());
        assertEquals("mine", Files.readString(output.resolve("notes.txt")));
        assertEquals("mine", Files.readString(folder.resolve("outside.txt")));
        assertFalse(Files.readString(output.resolve("README.md")).contains("model.int8.onnx"));

        Files.writeString(output.resolve("model.onnx"), "mine by now");
        CommandRun files = export("tiny", "files").succeeded();
        assertEquals("mine by now", Files.readString(output.resolve("model.onnx")));
        assertTrue(files.err().contains("Removed README.md"), files.err());
        export("tiny", "package").succeeded();
        assertTrue(Files.exists(output.resolve("lm.arpa")));
    }

    @Test
    void writesTheFilesThatOtherToolsRead() throws IOException {
        export("tiny", "files").succeeded();

        assertNothingElse(
                "LICENCE.txt",
                "SHA256SUMS",
                "card.md",
                "letter-to-sound.arpa",
                "lexicon.txt",
                "lm.arpa",
                "phones.txt",
                "tokens.txt");
        assertTrue(Files.readString(output.resolve("lm.arpa")).startsWith("\\data\\"));
    }

    /** ARPA knows no classes, so lists are written as what the model says of them; whoever takes the file is told. */
    @Test
    void saysHowListsOfStructuredTextAreWritten() throws IOException {
        Path structured = Files.writeString(
                folder.resolve("orders.md"),
                """
                @ list food =
                - salad
                - melon

                # words
                - one {@food} and mint
                """);
        Path zip = folder.resolve("lists.zip");
        CommandRun.of("train", "--home", home, "--baseline", "tiny", "--structured", structured, "--output", zip)
                .succeeded();

        CommandRun run = CommandRun.of("export", "--model", zip, "--target", "files", "--output", output)
                .succeeded();

        String sentence =
                "ARPA files know no lists: those of the structured text stand in it as n-grams of 100,000 sentences";
        assertTrue(run.err().contains(sentence), run.err());
        assertTrue(Files.readString(output.resolve("card.md")).contains(sentence));
        String arpa = Files.readString(output.resolve("lm.arpa"));
        assertTrue(arpa.contains("one melon and"), arpa.substring(0, 200));
        assertFalse(arpa.contains("food"));
    }

    @Test
    void refusesAnOptionOfAnotherTarget() {
        CommandRun.of("export", "--home", home, "--model", "tiny", "--target", "package", "--output", output, "--int8")
                .wasWrongUsage("--int8 goes with --target sherpa-onnx only; leave it out.");
    }

    /** sherpa-onnx goes by order, not by name, and reads the type from the metadata. */
    @Test
    void hasInputsOutputsAndMetadataAsSherpaOnnxExpects() throws IOException, OrtException {
        export("tiny", "sherpa-onnx").succeeded();

        try (OrtSession session = OrtEnvironment.getEnvironment()
                .createSession(output.resolve("model.onnx").toString())) {
            assertEquals(List.of("x", "x_lens"), List.copyOf(session.getInputNames()));
            assertEquals(List.of("log_probs", "log_probs_len"), List.copyOf(session.getOutputNames()));
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertEquals("zipformer2_ctc", metadata.get("model_type"));
            assertEquals("1", metadata.get("version"));
        }
    }

    @Test
    void saysWhyAModelCannotBeExported() throws IOException {
        PackageFiles.write(
                "other-id",
                "other",
                "imported",
                Instant.parse("2026-01-05T08:00:00Z"),
                home.resolve("models").resolve("other-id.zip"));

        export("other", "sherpa-onnx")
                .failedWith(
                        "The model \"other\" cannot be exported for sherpa-onnx: its network was made elsewhere; take the"
                                + " ONNX file that it came from.");
        assertFalse(Files.exists(output));
    }

    @Test
    void reportsNoSuccessForAPackageThatDoesNotRun() throws IOException {
        PackageFiles.write(
                "broken-id",
                "broken",
                "custom",
                Instant.parse("2026-01-05T08:00:00Z"),
                home.resolve("models").resolve("broken-id.zip"));

        CommandRun run = export("broken", "package");

        assertEquals(1, run.status());
        assertEquals(1, run.err().lines().count(), run.err());
        assertFalse(Files.exists(output));
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void refusesAnUnknownTarget() {
        CommandRun run = export("tiny", "tarball");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("sherpa-onnx"), run.err());
    }

    private void assertNothingElse(String... names) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertEquals(List.of(output), files.toList());
        }
    }
}
