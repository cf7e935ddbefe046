package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.TinyModel;
import dev.attune.speech.modelimport.ImportedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command with its real second process. */
class ImportCommandTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
    }

    private CommandRun importing(Path onnx, Path tokens, String name) throws IOException {
        return CommandRun.of(
                "import",
                "--home",
                home,
                "--onnx",
                onnx,
                "--tokens",
                tokens,
                "--name",
                name,
                "--lm",
                lm(),
                "--sample",
                TinyModel.wav(folder, "tuna salad and lemon soda"),
                "--sample-text",
                "Tuna salad and lemon soda.");
    }

    private Path lm() throws IOException {
        Path arpa = folder.resolve("words.arpa");
        Path text = Files.write(folder.resolve("lm.txt"), TinyModel.SENTENCES);
        CommandRun.of("lm", "--text", text, "--order", 2, "--arpa", arpa).succeeded();
        return arpa;
    }

    /** Our own export comes back in, is listed, transcribes, and goes out as a package. */
    @Test
    void takesInOurOwnExport() throws IOException {
        ImportedModels own = ImportedModels.zipformer(folder);

        CommandRun run = importing(own.onnx(), own.tokens(), "back again").succeeded();

        String id = run.out().strip().split("\t")[0];
        assertEquals(id + "\tback again\n", run.out());
        assertTrue(run.err().contains("Stride: 4 frames, 40 ms a frame"), run.err());
        assertTrue(run.err().contains("Tried kaldi: 100 % right, \"tuna salad and lemon soda\""), run.err());
        assertTrue(CommandRun.of("models", "--home", home).out().contains(id + "\tback again\timported\t"));
        Path wav = TinyModel.wav(folder, "salad and soda");
        for (String decoder : new String[] {"beam", "greedy"}) {
            assertEquals(
                    wav + "\tsalad and soda\n",
                    CommandRun.of("transcribe", "--home", home, "--model", "back again", "--decoder", decoder, wav)
                            .succeeded()
                            .out());
        }
        CommandRun.of("export", "--home", home, "--model", id, "--target", "package", "--output", folder.resolve("out"))
                .succeeded();
        assertEquals(
                wav + "\tsalad and soda\n",
                CommandRun.of("transcribe", "--home", folder, "--model", folder.resolve("out/back again.zip"), wav)
                        .succeeded()
                        .out());
    }

    /** An evaluation puts it beside a baseline of our own, on the same recordings. */
    @Test
    void isEvaluatedBesideOurOwnBaseline() throws IOException {
        ImportedModels own = ImportedModels.zipformer(folder);
        importing(own.onnx(), own.tokens(), "back again").succeeded();
        Path data = TinyHome.data(folder.resolve("data"), List.of("salad and soda", "melon and mint"));
        Files.writeString(
                data.resolve("trans.txt"), "salad-and-soda.wav\tsalad and soda\nmelon-and-mint.wav\tmelon and tuna\n");

        JsonNode json = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--model",
                        "back again",
                        "--data",
                        data,
                        "--format",
                        "json")
                .succeeded()
                .json();

        assertEquals("tiny", json.get("models").get(0).get("model").asString());
        assertEquals("back again", json.get("models").get(1).get("model").asString());
        for (int model = 0; model < 2; model++) {
            // The transcript of the second recording has one word that is not said.
            assertEquals(6, json.get("models").get(model).get("words").asInt());
            assertEquals(1, json.get("models").get(model).get("substitutions").asInt());
        }
        assertEquals(1, json.get("pairs").size());
        assertEquals("back again", json.get("pairs").get(0).get("b").asString());
        assertEquals(0, json.get("pairs").get(0).get("difference").asDouble(), 0);
    }

    @Test
    void refusesInOneLineAndKeepsNothing() throws IOException {
        ImportedModels own = ImportedModels.zipformer(folder);
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(Files.readAllBytes(own.onnx()), 5000));

        CommandRun run = importing(half, own.tokens(), "half");

        assertEquals(1, run.status());
        String last = run.err().lines().reduce((a, b) -> b).orElse("");
        assertTrue(last.startsWith("attune: half.onnx: this is not an ONNX file, or it was cut off"), run.err());
        assertEquals("", run.out());
        try (Stream<Path> models = Files.list(home.resolve("models"))) {
            assertEquals(1, models.count());
        }
        assertFalse(CommandRun.of("models", "--home", home).out().contains("half"));
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        ImportedModels own = ImportedModels.zipformer(folder);

        importing(own.onnx(), own.tokens(), "tiny")
                .failedWith("There is a model with the name \"tiny\"; choose another name.");
        CommandRun.of("import", "--onnx", own.onnx(), "--tokens", own.tokens(), "--name", "x", "--features", "mfcc")
                .wasWrongUsage("--features must be one of kaldi, kaldi-16bit, nemo, nemo-per-feature, waveform,"
                        + " waveform-normalized; got mfcc.");
        CommandRun.of(
                        "import",
                        "--onnx",
                        own.onnx(),
                        "--tokens",
                        own.tokens(),
                        "--name",
                        "x",
                        "--lm",
                        "none",
                        "--calibrate",
                        folder)
                .wasWrongUsage(
                        "--calibrate needs a language model, as words of a model that only spells have no calibrated"
                                + " confidence; leave out --lm none.");
        CommandRun.of("import", "--onnx", own.onnx(), "--tokens", own.tokens(), "--name", "x", "--sample-text", "hi")
                .wasWrongUsage("--sample-text belongs to a recording; give --sample too.");
    }
}
