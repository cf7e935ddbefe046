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
