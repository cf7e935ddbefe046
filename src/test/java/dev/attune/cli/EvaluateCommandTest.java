package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
    }

    /** Six words; the transcript of the second recording says something else than is spoken: one word replaced, one missing. */
    private Path data() throws IOException {
        Path data = TinyHome.data(folder.resolve("data"), List.of("salad and soda"));
        TinyModel.wav(data.resolve("wrong.wav"), "melon and mint and soda", ToneVoice.standard());
        Files.writeString(
                data.resolve("trans.txt"),
                "salad-and-soda.wav\tSalad, and soda!\nwrong.wav\tmelon and tuna\n",
                StandardCharsets.UTF_8);
        return data;
    }

    @Test
    void countsErrorsOfAModel() throws IOException {
        CommandRun run = CommandRun.of(
                        "evaluate", "--home", home, "--model", "tiny", "--data", data(), "--format", "json")
                .succeeded();

        JsonNode model = run.json().get("models").get(0);
        assertEquals("tiny", model.get("model").asString());
        // "melon and tuna" against "melon and mint and soda": one substitution and two insertions in six words.
        assertEquals(6, model.get("words").asInt());
        assertEquals(5, model.get("correct").asInt());
        assertEquals(1, model.get("substitutions").asInt());
        assertEquals(0, model.get("deletions").asInt());
        assertEquals(2, model.get("insertions").asInt());
        assertEquals(0.5, model.get("wordErrorRate").asDouble(), 0);
        assertEquals(2, model.get("utterances").asInt());
        assertEquals(0.5, model.get("sentenceErrorRate").asDouble(), 0);
        assertTrue(model.get("characterErrorRate").asDouble() > 0, model.toString());
        // Drawn sets hold the right utterance only, the wrong one only (3 errors in 3 words), or both.
        assertEquals(0, model.get("interval").get(0).asDouble(), 0);
        assertEquals(1, model.get("interval").get(1).asDouble(), 0);
        assertEquals(0, run.json().get("pairs").size());
    }

    @Test
    void comparesModelsInTheOrderGiven() throws IOException {
        Path zip = home.resolve("models").resolve("tiny.zip");

        CommandRun run = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        zip,
                        "--model",
                        "tiny",
                        "--data",
                        data(),
                        "--format",
                        "json")
                .succeeded();

        JsonNode models = run.json().get("models");
        // Both have the same name, so they are called as the user did.
        assertEquals(zip.toString(), models.get(0).get("model").asString());
        assertEquals("tiny", models.get(1).get("model").asString());
        JsonNode pair = run.json().get("pairs").get(0);
        assertEquals(zip.toString(), pair.get("a").asString());
        assertEquals("tiny", pair.get("b").asString());
        assertEquals(0, pair.get("difference").asDouble(), 0);
        assertEquals(0, pair.get("interval").get(0).asDouble(), 0);
        assertEquals(0, pair.get("interval").get(1).asDouble(), 0);
        assertEquals(1, pair.get("pValue").asDouble(), 0);
    }

    @Test
    void writesSentencesAndAReport() throws IOException {
        Path report = folder.resolve("report");

        CommandRun run = CommandRun.of(
                        "evaluate", "--home", home, "--model", "tiny", "--data", data(), "--report", report)
                .succeeded();

        assertEquals(
                """
                tiny
                  Word error rate 50.00 %: 3 errors in 6 words.
                  5 correct, 1 substituted, 0 deleted, 2 inserted.
                  2 utterances, 50.00 % of them with an error.
                """,
                run.out());
        assertTrue(Files.readString(report.resolve("report.html")).contains("melon"));
        assertTrue(Files.exists(report.resolve("utterances.csv")));
        assertTrue(run.err().contains("Report: " + report.resolve("report.html")), run.err());
    }

    @Test
    void leavesNothingBehind() throws IOException {
        CommandRun.of("evaluate", "--home", home, "--model", "tiny", "--data", data())
                .succeeded();

        try (Stream<Path> files = Files.list(home.resolve("cache"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith("."))
                            .toList());
        }
    }

    @Test
    void saysThatDataIsMissing() {
        Path missing = folder.resolve("missing");

        CommandRun.of("evaluate", "--home", home, "--model", "tiny", "--data", missing)
                .failedWith(missing + " does not exist. Give a zip or a folder with recordings.");
    }

    @Test
    void wantsAModel() {
        CommandRun.of("evaluate", "--data", "data").wasWrongUsage("Missing required option: '--model=MODEL'");
    }
}
