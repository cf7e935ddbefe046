package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TuneCommandTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
    }

    /** Sentences in so much noise that the model errs. */
    private Path noisy(String name, int count, long seed) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        List<String> lines = new ArrayList<>();
        for (String sentence : TinyModel.sentences(count, seed)) {
            String file = "u" + lines.size() + ".wav";
            WavWriter.write(
                    new Degradation(Degradation.Kind.NOISE, 2)
                            .apply(ToneVoice.standard().say(sentence), lines.size()),
                    data.resolve(file));
            lines.add(file + "\t" + sentence);
        }
        Files.write(data.resolve("trans.txt"), lines, StandardCharsets.UTF_8);
        return data;
    }

    private CommandRun tune(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("tune", "--home", home, "--model", "tiny"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void keepsTheBestOptionsInANewPackage() throws IOException {
        Path data = noisy("development", 24, 9);
        Path output = folder.resolve("out").resolve("tuned.zip");

        CommandRun run = tune(
                        "--data",
                        data,
                        "--test",
                        noisy("other", 8, 77),
                        "--output",
                        output,
                        "--name",
                        "Tuned",
                        "--format",
                        "json")
                .succeeded();

        JsonNode json = run.json();
        assertEquals(24, json.get("utterances").asInt());
        assertTrue(
                json.get("best").get("errors").asInt()
                        < json.get("before").get("errors").asInt(),
                run.out());
        assertEquals(json.get("before"), json.get("trials").get(0));
        int fewest = Integer.MAX_VALUE;
        for (JsonNode trial : json.get("trials")) {
            fewest = Math.min(fewest, trial.get("errors").asInt());
        }
        assertEquals(fewest, json.get("best").get("errors").asInt());
        assertEquals("tiny", json.get("test").get("models").get(0).get("model").asString());
        assertEquals("Tuned", json.get("test").get("models").get(1).get("model").asString());

        ModelDescription tuned = ModelPackageReader.describe(output);
        ModelDescription tiny =
                ModelPackageReader.describe(home.resolve("models").resolve("tiny.zip"));
        assertEquals("Tuned", tuned.name());
        assertEquals("custom", tuned.kind());
        assertNotEquals(tiny.id(), tuned.id());
        assertEquals(List.of(tiny.id()), tuned.provenance().parents());
        BeamOptions kept = BeamOptions.of(tuned.decoder());
        assertEquals(json.get("best").get("lmWeight").asDouble(), kept.lmWeight(), 0);
        assertEquals(json.get("best").get("blankPenalty").asDouble(), kept.blankPenalty(), 0);
        assertEquals(json.get("best").get("wordBonus").asDouble(), kept.wordBonus(), 0);
        assertEquals(json.get("best").get("beamSize").asInt(), kept.beamSize());
        assertTrue(
                tuned.provenance().dataHashes().containsKey("decoder development set: development"),
                tuned.provenance().toString());
        assertTrue(String.valueOf(tuned.provenance().settings().get("decoder")).startsWith("Search, "));
        ModelPackage opened = ModelPackageReader.unpack(output, folder.resolve("cache"));
        assertTrue(opened.card().startsWith("# Tuned\n"), opened.card());

        // The package does what the search promised.
        JsonNode evaluated = CommandRun.of(
                        "evaluate", "--home", home, "--model", output, "--data", data, "--format", "json")
                .succeeded()
                .json();
        assertEquals(
                json.get("best").get("wordErrorRate").asDouble(),
                evaluated.get("models").get(0).get("wordErrorRate").asDouble(),
                0);
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertEquals(List.of(output), files.toList());
        }
    }

    @Test
    void tellsInATableAndTriesTheBeamsAskedFor() throws IOException {
        CommandRun run =
                tune("--data", noisy("development", 6, 3), "--beam", "10,20").succeeded();

        List<String> lines = run.out().lines().toList();
        assertEquals(String.format("%-28s %8s %8s", "", "Before", "Best"), lines.getFirst());
        assertTrue(lines.get(1).startsWith("Weight of the language model "), run.out());
        assertTrue(lines.get(4).startsWith("Width of the beam "), run.out());
        assertTrue(run.out().contains(" trials on 6 utterances of development: word error rate "), run.out());
        assertTrue(run.out().contains("With a beam of 10: "), run.out());
        assertFalse(run.out().contains("Written"), run.out());
    }

    @Test
    void drawsFromMoreSpeechThanWanted() throws IOException {
        CommandRun run = tune(
                        "--data",
                        noisy("development", 6, 3),
                        "--max-seconds",
                        "0.001",
                        "--beam",
                        "20",
                        "--format",
                        "json")
                .succeeded();

        assertEquals(1, run.json().get("utterances").asInt());
        assertTrue(run.err().contains("Taken: 1 of 6 utterances"), run.err());
    }

    @Test
    void warnsOfATestOnWhatWasSearchedOn() throws IOException {
        Path data = noisy("development", 4, 3);

        CommandRun run = tune("--data", data, "--test", data, "--beam", "20").succeeded();

        assertTrue(run.err().contains("4 of 4 recordings of the test set are in the development set too"), run.err());
    }

    @Test
    void refusesAModelWithoutBeamSearch() throws IOException {
        Path letters = TinyVariant.lettersOnly(folder.resolve("letters.zip"), home, "letters");
        Path data = noisy("development", 2, 3);

        CommandRun run = CommandRun.of("tune", "--home", home, "--model", letters, "--data", data);

        assertEquals(1, run.status());
        assertTrue(
                run.err()
                        .endsWith(
                                "attune: The model \"letters\" writes letters without lexicon and language model, so its"
                                        + " decoder has no options to search; choose another model.\n"),
                run.err());
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        Path data = noisy("development", 1, 3);
        Path tiny = home.resolve("models").resolve("tiny.zip");

        tune("--data", data, "--beam", "0").wasWrongUsage("--beam must be at least 1; got 0.");
        tune("--data", data, "--max-seconds", "0").wasWrongUsage("--max-seconds must be more than 0; got 0.0.");
        tune("--data", data, "--name", "x").wasWrongUsage("--name belongs to --output; give a file there.");
        tune("--data", data, "--output", tiny)
                .wasWrongUsage("--output is the model itself, which stays as it is; choose another file.");
        tune("--data", folder.resolve("none"))
                .failedWith(folder.resolve("none") + " does not exist. Give a zip or a folder with recordings.");
        CommandRun.of("tune", "--data", data).wasWrongUsage("Missing required option: '--model=MODEL'");
    }
}
