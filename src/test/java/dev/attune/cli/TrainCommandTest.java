package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attune.speech.ModelDisplay;
import dev.attune.speech.TinyModel;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.display.DisplayRulesReader;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.AdaptationResult;
import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.ModelTrainer;
import dev.attune.speech.train.TrainingEvent;
import dev.attune.speech.train.TrainingFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {

    @TempDir
    Path folder;

    private Path home;
    private Path output;
    private Path text;

    @BeforeEach
    void prepare() throws IOException {
        home = TinyHome.in(folder).folder();
        output = folder.resolve("out").resolve("kitchen.zip");
        text = Files.writeString(folder.resolve("text.txt"), "dates and salad\nolives onto dates\n");
    }

    private static CommandRun run(ModelAdaptation adaptation, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = AttuneCommand.run(
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                properties -> {
                    throw new AssertionError("the workbench was started");
                },
                adaptation);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Remembers what it was asked and hands the baseline out as the new model. */
    private static final class RecordingAdaptation implements ModelAdaptation {

        private final List<AdaptationRequest> requests = new ArrayList<>();
        private final List<List<String>> transcripts = new ArrayList<>();

        @Override
        public AdaptationResult run(
                AdaptationRequest request,
                Path workFolder,
                Path output,
                dev.attune.speech.train.TrainingListener listener,
                java.util.function.BooleanSupplier cancelled)
                throws IOException {
            assertTrue(Files.isDirectory(workFolder));
            assertFalse(cancelled.getAsBoolean());
            requests.add(request);
            for (Path manifest : request.audio()) {
                transcripts.add(Manifest.read(manifest).stream()
                        .map(utterance -> {
                            assertTrue(Files.isRegularFile(utterance.audio()));
                            return utterance.transcript();
                        })
                        .toList());
            }
            listener.on(new TrainingEvent.Phase("Preparing audio"));
            listener.on(new TrainingEvent.Progress(50, 200, 1.25, 1e-3, 80));
            listener.on(new TrainingEvent.Validation(50, 1.5, 0.25, Double.NaN, true));
            listener.on(new TrainingEvent.Remark("2 lines were left out"));
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.copy(request.baseline(), output);
            return new AdaptationResult(output, Map.of("seconds", 12.5));
        }
    }

    @Test
    void handsEverythingToTheTraining() throws IOException {
        RecordingAdaptation adaptation = new RecordingAdaptation();
        Path data = TinyHome.data(folder.resolve("data"), List.of("salad and soda", "melon and mint"));
        Path names = Files.writeString(folder.resolve("names.txt"), "Dates\tdates\n");

        CommandRun run = run(
                        adaptation,
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--audio",
                        data,
                        "--text",
                        text,
                        "--pronunciation",
                        names,
                        "--name",
                        "my kitchen",
                        "--seed",
                        7,
                        "--max-minutes",
                        "2.5",
                        "--lm-weight",
                        40,
                        "--output",
                        output)
                .succeeded();

        AdaptationRequest request = adaptation.requests.getFirst();
        assertEquals(home.resolve("models").resolve("tiny.zip"), request.baseline());
        assertEquals("my kitchen", request.name());
        assertEquals(List.of(text), request.text());
        assertEquals(List.of(names), request.pronunciations());
        assertEquals(7, request.seed());
        assertEquals(2.5, request.maxMinutes());
        assertEquals(0.4, request.lmWeight(), 1e-12);
        assertEquals(List.of(List.of("salad and soda", "melon and mint")), adaptation.transcripts);
        assertEquals(
                """
                %s: 2 utterances.
                Preparing audio
                Step 50 of 200: loss 1.250 a token, 80 s of audio a second
                Utterances kept aside after step 50: loss 1.500, phone errors 25.0 %%, the best so far
                2 lines were left out
                """
                        .formatted(data),
                run.err());
    }

    @Test
    void testsTheModelAndEndsWithALineOfJson() throws IOException {
        Path data = TinyHome.data(folder.resolve("test"), List.of("salad and soda"));

        CommandRun run = run(
                        new RecordingAdaptation(),
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--text",
                        text,
                        "--test",
                        data,
                        "--output",
                        output)
                .succeeded();

        JsonNode summary = JsonMapper.shared()
                .readTree(run.out().lines().reduce((earlier, later) -> later).orElseThrow());
        assertEquals(output.toString(), summary.get("output").asString());
        assertEquals("tiny", summary.get("model").asString());
        assertEquals(12.5, summary.get("figures").get("seconds").asDouble());
        JsonNode models = summary.get("test").get("models");
        assertEquals("tiny", models.get(0).get("model").asString());
        assertEquals("tiny (trained)", models.get(1).get("model").asString());
        assertEquals(0, models.get(1).get("wordErrorRate").asDouble());
        assertEquals(1, summary.get("test").get("pairs").size());
    }

    @Test
    void trainsOnTextForReal() throws IOException {
        CommandRun run = run(
                        new ModelTrainer(),
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--text",
                        text,
                        "--output",
                        output)
                .succeeded();

        ModelDescription model = ModelPackageReader.describe(output);
        assertEquals("kitchen", model.name());
        assertEquals("custom", model.kind());
        JsonNode summary = JsonMapper.shared().readTree(run.out());
        assertEquals(model.id(), summary.get("id").asString());
        Path dates = TinyModel.wav(folder, "dates and salad");
        assertEquals(
                dates + "\tdates and salad\n",
                CommandRun.of("transcribe", "--home", home, "--model", output, dates)
                        .succeeded()
                        .out());
        assertOnlyTheModelIsLeft();
    }

    @Test
    void trainsOnStructuredTextForReal() throws IOException {
        Path structured = Files.writeString(
                folder.resolve("menu.md"),
                "@ list fruit =\n- dates\n- melon\n# Orders\n- {@fruit} and salad\n- no {@fruit}\n");

        CommandRun run = run(
                        new ModelTrainer(),
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--structured",
                        structured,
                        "--output",
                        output)
                .succeeded();

        assertTrue(
                run.err().contains("Structured text: 2 sentences with 1 list of 2 items for 4 combinations."),
                run.err());
        JsonNode figures = JsonMapper.shared().readTree(run.out()).get("figures");
        assertEquals(2, figures.get("structuredSentences").asInt());
        Path dates = TinyModel.wav(folder, "dates and salad");
        assertEquals(
                dates + "\tdates and salad\n",
                CommandRun.of("transcribe", "--home", home, "--model", output, dates)
                        .succeeded()
                        .out());
    }

    @Test
    void namesEveryFaultOfStructuredTextThatCannotBeUsed() throws IOException {
        Path structured = Files.writeString(
                folder.resolve("menu.md"),
                "@ list fruit =\n- dates\n@ list fruit =\n- olives\n# My orders\n- {@fruit}\n");

        CommandRun run = run(
                new ModelTrainer(),
                "train",
                "--home",
                home,
                "--baseline",
                "tiny",
                "--structured",
                structured,
                "--output",
                output);

        assertEquals(1, run.status());
        assertEquals(
                "attune: menu.md cannot be used. Line 3: the list \"fruit\" is defined twice (first in line 1). Join the"
                        + " two or rename one. Line 5: \"My orders\" is no name of a section. Use letters, digits and"
                        + " underscores, without blanks.",
                run.err().lines().reduce((earlier, later) -> later).orElseThrow());
        assertFalse(Files.exists(output));
    }

    @Test
    void tellsWhyATrainingFailedAndLeavesNothing() throws IOException {
        ModelAdaptation failing = (request, work, output, listener, cancelled) -> {
            Files.writeString(work.resolve("checkpoint"), "half");
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.TOO_LITTLE_DATA,
                    "There is too little to learn from; add recordings.");
        };

        run(failing, "train", "--home", home, "--baseline", "tiny", "--text", text, "--output", output)
                .failedWith("There is too little to learn from; add recordings.");
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void saysThatATrainingWasCancelled() {
        ModelAdaptation cancelled = (request, work, output, listener, asked) -> {
            throw new CancellationException();
        };

        run(cancelled, "train", "--home", home, "--baseline", "tiny", "--text", text, "--output", output)
                .failedWith("Cancelled; nothing was written.");
    }

    @Test
    void looksAtTheTestDataBeforeTheTraining() {
        RecordingAdaptation adaptation = new RecordingAdaptation();
        Path missing = folder.resolve("missing");

        run(
                        adaptation,
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--text",
                        text,
                        "--test",
                        missing,
                        "--output",
                        output)
                .failedWith(missing + " does not exist. Give a zip or a folder with recordings.");
        assertEquals(List.of(), adaptation.requests);
    }

    @Test
    void saysThatATextIsMissing() {
        Path missing = folder.resolve("missing.txt");

        run(
                        new RecordingAdaptation(),
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--text",
                        missing,
                        "--output",
                        output)
                .failedWith("There is no file " + missing + "; check the path.");
    }

    @Test
    void displayRulesAloneMakeAModel() throws IOException {
        Path rules = Files.writeString(
                home.resolve("rules.md"), "#rewrite\nmelon\tMelon No. 1\n#test\nmelon\tMelon No. 1\n");

        CommandRun run = run(
                        new ModelTrainer(),
                        "train",
                        "--home",
                        home,
                        "--baseline",
                        "tiny",
                        "--display",
                        rules,
                        "--output",
                        output)
                .succeeded();

        JsonNode figures = run.json().get("figures");
        assertEquals(1, figures.get("displayRules").asInt());
        assertEquals(0, figures.get("displayTestsFailed").asInt());
        assertEquals(
                DisplayRulesReader.read(DisplayRulesReader.number(Files.readAllLines(rules)), "en-US")
                        .rules()
                        .rewrites(),
                ModelDisplay.rules(ModelPackageReader.unpack(output, folder.resolve("cache")))
                        .rewrites());
    }

    @Test
    void wantsSomethingToLearnFrom() {
        CommandRun.of("train", "--baseline", "tiny", "--output", output)
                .wasWrongUsage("A training needs something to learn from: give --audio, --text, --structured,"
                        + " --pronunciation or --display.");
    }

    @Test
    void refusesAWeightOutOfRange() {
        CommandRun.of("train", "--baseline", "tiny", "--text", text, "--lm-weight", 101, "--output", output)
                .wasWrongUsage("--lm-weight must be in 1..100 (percent); got 101.0.");
    }

    private void assertOnlyTheModelIsLeft() {
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertEquals(List.of(output), files.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
