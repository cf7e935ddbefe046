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
    void tellsTheRatesUnderDegradedSound() throws IOException {
        Path data = TinyHome.data(folder.resolve("data"), List.of("salad and soda", "tuna and mint"));

        JsonNode json = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--data",
                        data,
                        "--robustness",
                        "--report",
                        folder.resolve("report"),
                        "--format",
                        "json")
                .succeeded()
                .json();
        String html = Files.readString(folder.resolve("report").resolve("report.html"));
        for (String part : List.of("By noise", "Confidence and right words", "<h2>Robustness</h2>")) {
            assertTrue(html.contains(part), part);
        }
        assertEquals(
                14,
                Files.readAllLines(folder.resolve("report").resolve("robustness.csv"))
                        .size());

        JsonNode rows = json.get("robustness");
        assertEquals(13, rows.size());
        assertEquals("Clean", rows.get(0).get("condition").asString());
        assertEquals(
                json.get("models").get(0).get("wordErrorRate").asDouble(),
                rows.get(0).get("models").get(0).get("wordErrorRate").asDouble(),
                0);
        assertEquals("noise", rows.get(4).get("kind").asString());
        assertEquals(0, rows.get(4).get("level").asDouble(), 0);
        // At another speed every tone is another letter.
        assertTrue(rows.get(12).get("models").get(0).get("wordErrorRate").asDouble() > 0.3, rows.toString());
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
                  Poor; it needs adaptation to your speech.
                """,
                run.out());
        assertTrue(Files.readString(report.resolve("report.html")).contains("melon"));
        assertTrue(Files.exists(report.resolve("utterances.csv")));
        assertTrue(run.err().contains("Report: " + report.resolve("report.html")), run.err());
    }

    /** Ten recordings of three words each. */
    private Path spoken() throws IOException {
        return TinyHome.data(folder.resolve("spoken"), TinyModel.sentences(10, 3));
    }

    @Test
    void aModelThatIsWorseBeyondChanceEndsWithOne() throws IOException {
        Path deaf = TinyVariant.withWords(folder.resolve("deaf.zip"), home, "deaf", List.of("and", "no"));
        Path junit = folder.resolve("junit.xml");

        CommandRun run = CommandRun.of(
                "evaluate",
                "--home",
                home,
                "--model",
                deaf,
                "--data",
                spoken(),
                "--fail-if-worse-than",
                "tiny",
                "--junit",
                junit,
                "--format",
                "json");

        assertEquals(1, run.status(), run.err());
        assertTrue(
                run.err().contains("attune: Failed: \u201cdeaf\u201d makes")
                        && run.err().contains("unlikely to be chance"),
                run.err());
        // The yardstick was not named among the models, so it was tested first.
        assertEquals("tiny", run.json().get("models").get(0).get("model").asString());
        assertEquals("deaf", run.json().get("models").get(1).get("model").asString());
        assertTrue(run.json().get("models").get(1).get("outOfVocabularyRate").asDouble() > 0.5);
        String xml = Files.readString(junit);
        assertTrue(xml.contains("tests=\"1\" failures=\"1\""), xml);
        assertTrue(
                xml.contains("name=\"deaf is not worse than tiny\"") && xml.contains("<failure message=\"Failed"), xml);
    }

    @Test
    void aModelThatIsNotWorsePasses() throws IOException {
        Path deaf = TinyVariant.withWords(folder.resolve("deaf.zip"), home, "deaf", List.of("and", "no"));
        Path junit = folder.resolve("junit.xml");

        CommandRun better = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        deaf,
                        "--model",
                        "tiny",
                        "--data",
                        spoken(),
                        "--fail-if-worse-than",
                        deaf,
                        "--junit",
                        junit)
                .succeeded();
        CommandRun margin = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        deaf,
                        "--data",
                        spoken(),
                        "--fail-if-worse-than",
                        "tiny",
                        "--margin",
                        "100")
                .succeeded();

        assertTrue(better.err().contains("Passed: \u201ctiny\u201d makes"), better.err());
        assertTrue(better.err().contains("The test set is small"), better.err());
        assertTrue(Files.readString(junit).contains("failures=\"0\""));
        assertTrue(margin.err().contains("Passed with a margin of 100.0 points"), margin.err());
    }

    @Test
    void refusesACheckWithoutAnotherModel() throws IOException {
        CommandRun.of("evaluate", "--home", home, "--model", "tiny", "--data", "data", "--fail-if-worse-than", "tiny")
                .wasWrongUsage("--fail-if-worse-than compares models with \"tiny\"; give another one with --model.");
        CommandRun.of("evaluate", "--home", home, "--model", "tiny", "--data", "data", "--junit", "x.xml")
                .wasWrongUsage("--margin and --junit belong to --fail-if-worse-than; name a model there.");
        CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--data",
                        "data",
                        "--fail-if-worse-than",
                        "x",
                        "--margin",
                        "-1")
                .wasWrongUsage("--margin must be 0 or more points; got -1.0.");
    }

    /** One model knows phones and words, the other spells letters; both are scored by the same words. */
    @Test
    void comparesModelsOfDifferentTokenSets() throws IOException {
        Path letters = TinyVariant.lettersOnly(folder.resolve("letters.zip"), home, "letters");

        CommandRun run = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--model",
                        letters,
                        "--data",
                        spoken(),
                        "--format",
                        "json")
                .succeeded();

        JsonNode models = run.json().get("models");
        assertEquals(
                models.get(0).get("words").asInt(), models.get(1).get("words").asInt());
        assertTrue(models.get(1).get("correct").asInt() > 0, run.out());
        assertEquals(0, models.get(0).get("outOfVocabularyRate").asDouble(), 0);
        // A model that spells has no vocabulary to be outside of.
        assertTrue(models.get(1).get("outOfVocabularyRate") == null, run.out());
        assertEquals(1, run.json().get("pairs").size());
    }

    @Test
    void tellsTermsAndEquivalentForms() throws IOException {
        Path terms = Files.writeString(folder.resolve("terms.txt"), "Soda\nmelon\n\ntuna\n");

        CommandRun run = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--data",
                        data(),
                        "--terms",
                        terms,
                        "--report",
                        folder.resolve("report"),
                        "--equivalents",
                        "--format",
                        "json")
                .succeeded();
        JsonNode model = run.json().get("models").get(0);

        // "salad and soda" right; "melon and tuna" heard as "melon and mint and soda".
        assertEquals("soda", model.get("terms").get(0).get("term").asString());
        assertEquals(1, model.get("terms").get(0).get("recall").asDouble(), 0);
        assertEquals(0.5, model.get("terms").get(0).get("precision").asDouble(), 0);
        assertEquals(0, model.get("terms").get(2).get("recall").asDouble(), 0);
        assertTrue(model.get("terms").get(2).get("precision") == null);
        assertEquals(3, model.get("allTerms").get("inReference").asInt());
        assertEquals(2, model.get("allTerms").get("correct").asInt());
        assertEquals(6, model.get("equivalentForms").get("words").asInt());
        assertEquals(
                List.of(
                        "model,term,inReference,inHypothesis,correct,recall,precision",
                        "tiny,soda,1,2,1,1.000000,0.500000",
                        "tiny,melon,1,1,1,1.000000,1.000000",
                        "tiny,tuna,1,0,0,0.000000,"),
                Files.readAllLines(folder.resolve("report").resolve("terms.csv")));
        assertTrue(Files.readString(folder.resolve("report").resolve("report.html"))
                .contains("<b>All terms</b>"));
        assertEquals(0.5, model.get("wordErrorRate").asDouble(), 0);
    }

    @Test
    void takesSeveralTestSetsTogetherAndOneByOne() throws IOException {
        Path other = TinyHome.data(folder.resolve("other"), List.of("salad and soda", "melon and mint"));
        Path report = folder.resolve("report");

        CommandRun run = CommandRun.of(
                        "evaluate",
                        "--home",
                        home,
                        "--model",
                        "tiny",
                        "--data",
                        data(),
                        "--data",
                        other,
                        "--report",
                        report,
                        "--format",
                        "json")
                .succeeded();

        assertEquals(12, run.json().get("models").get(0).get("words").asInt());
        JsonNode sets = run.json().get("testSets");
        assertEquals("data", sets.get(0).get("testSet").asString());
        assertEquals(
                3,
                sets.get(0).get("models").get(0).get("substitutions").asInt()
                        + sets.get(0).get("models").get(0).get("insertions").asInt());
        assertEquals(0, sets.get(1).get("models").get(0).get("wordErrorRate").asDouble(), 0);
        // The same file name in both sets stays two utterances.
        assertTrue(Files.readString(report.resolve("utterances.csv")).contains("other/salad-and-soda.wav,"));
        assertTrue(Files.readString(report.resolve("utterances.csv")).contains("data/salad-and-soda.wav,"));
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
