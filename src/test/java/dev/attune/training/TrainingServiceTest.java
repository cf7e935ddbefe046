package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.model.ModelOrigin;
import dev.attune.model.PackageFiles;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.CodeVersion;
import dev.attune.training.FakeAdaptation.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingServiceTest {

    private static final String SENTENCES = "salad and soda\nlemon and mint\n";

    @TempDir
    Path home;

    @Test
    void makesAModelAndRemembersHow() throws Exception {
        FakeAdaptation engine = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            Dataset audio = workbench.audio(project, "Orders", List.of("salad and soda", "no mint"));
            Dataset test = workbench.audio(project, "Test", List.of("one lemon"));
            TrainingOrder order = new TrainingOrder(
                    project,
                    " Salad ",
                    "A try",
                    Workbench.BASELINE,
                    List.of(audio.id(), text.id()),
                    test.id(),
                    0.4,
                    7,
                    99);

            Training ordered = workbench.trainings.create(order);
            Training training = workbench.awaitEnd(ordered.id());

            assertThat(training.failure()).isNull();
            assertThat(training.status()).isEqualTo(TrainingStatus.SUCCEEDED);
            assertThat(training.name()).isEqualTo("Salad");
            assertThat(training.baselineName()).isEqualTo("tiny");
            assertThat(training.datasets()).containsExactly(TrainingDataset.of(audio), TrainingDataset.of(text));
            assertThat(training.datasets())
                    .allSatisfy(dataset -> assertThat(dataset.contentHash()).matches("[0-9a-f]{64}"));
            assertThat(training.codeVersion()).isEqualTo(CodeVersion.get());
            assertThat(training.machine()).contains("Java");
            assertThat(training.started()).isNotNull();
            assertThat(training.finished()).isAfterOrEqualTo(training.started());
            assertThat(training.model()).isEqualTo(FakeAdaptation.MODEL);
            assertThat(workbench.trainings.list(project)).containsExactly(training);

            assertThat(workbench.models.origin(FakeAdaptation.MODEL))
                    .contains(new ModelOrigin(project, "base-id", training.id().value()));
            assertThat(workbench.models.file(FakeAdaptation.MODEL)).exists();
            assertThat(workbench.successes)
                    .containsExactly(new TrainingSucceeded(
                            project, "Salad", Workbench.BASELINE, FakeAdaptation.MODEL, test.id()));
        }
    }

    @Test
    void givesTheEngineTheDataAsTheyWereOrdered() throws Exception {
        FakeAdaptation engine = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            Dataset audio = workbench.audio(project, "Orders", List.of("salad and soda", "no mint"));
            Dataset sounds = workbench.importFile(
                    project,
                    "Names",
                    DatasetKind.PRONUNCIATION,
                    "names.txt",
                    "Tonamo\tto na mo\n".getBytes(StandardCharsets.UTF_8));

            Dataset lists = workbench.importFile(
                    project,
                    "Fruit",
                    DatasetKind.STRUCTURED,
                    "fruit.md",
                    "@ list fruit =\n- melon // sweet\n# Orders\n- one {@fruit}\n".getBytes(StandardCharsets.UTF_8));

            Training training = workbench.trainings.create(new TrainingOrder(
                    project,
                    "Salad",
                    "",
                    Workbench.BASELINE,
                    List.of(audio.id(), text.id(), sounds.id(), lists.id()),
                    null,
                    0.4,
                    7,
                    99));
            workbench.awaitEnd(training.id());

            assertThat(engine.seen).hasSize(1);
            Seen seen = engine.seen.getFirst();
            assertThat(seen.request().name()).isEqualTo("Salad");
            assertThat(seen.request().lmWeight()).isEqualTo(0.4);
            assertThat(seen.request().maxMinutes()).isEqualTo(7);
            assertThat(seen.request().seed()).isEqualTo(99);
            assertThat(seen.request().baseline()).isEqualTo(workbench.models.file(Workbench.BASELINE));
            assertThat(seen.request().audio()).hasSize(1);
            assertThat(seen.request().text()).hasSize(1);
            assertThat(seen.request().pronunciations()).hasSize(1);
            assertThat(seen.request().structured()).hasSize(1);
            Path folder =
                    home.resolve("datasets").resolve(audio.id().toString()).resolve("audio");
            assertThat(seen.lines())
                    .containsExactly(
                            "0.wav\t" + folder.resolve("0.wav") + "\t\tsalad and soda",
                            "1.wav\t" + folder.resolve("1.wav") + "\t\tno mint",
                            "salad and soda",
                            "lemon and mint",
                            "Tonamo\tto na mo",
                            "@ list fruit =",
                            "- melon",
                            "# Orders",
                            "- one {@fruit}");
        }
    }

    @Test
    void recordsWhatIsMeasured() throws Exception {
        try (Workbench workbench = new Workbench(home, FakeAdaptation.working())) {
            ProjectId project = workbench.project("en-US");
            TrainingId id = workbench
                    .trainings
                    .create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)))
                    .id();
            workbench.awaitEnd(id);

            var metrics = workbench.trainings.metrics(id);
            assertThat(metrics.get(TrainingMetric.TRAINING_LOSS)).hasSize(FakeAdaptation.STEPS);
            assertThat(metrics.get(TrainingMetric.TRAINING_LOSS).get(1)).isEqualTo(new TrainingMetric.Point(2, 2.5));
            assertThat(metrics.get(TrainingMetric.VALIDATION_LOSS))
                    .extracting(TrainingMetric.Point::step)
                    .containsExactly(2L, 4L, 6L, 8L, 10L);
            assertThat(metrics.get(TrainingMetric.PHONE_ERROR_RATE)).hasSize(5);
            // What is not a number was not measured.
            assertThat(metrics).doesNotContainKey(TrainingMetric.LETTER_ERROR_RATE);
            assertThat(workbench.trainings.figures(id))
                    .containsEntry("steps", 10.0)
                    .containsEntry("newWords", 3.0);
            assertThat(workbench.trainings.log(id))
                    .anySatisfy(line -> assertThat(line)
                            .endsWith("Step 2: validation loss 3.000, phone errors 50.0 %, the best so far"))
                    .last()
                    .asString()
                    .endsWith("The model is ready.");
        }
    }

    @Test
    void displayRulesAloneAreEnough() throws Exception {
        FakeAdaptation engine = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Dataset rules = workbench.importFile(
                    project,
                    "Rules",
                    DatasetKind.OUTPUT_FORMATTING,
                    "rules.md",
                    "#rewrite\nattune\tAttune\n".getBytes(StandardCharsets.UTF_8));

            Training training = workbench.trainings.create(Workbench.order(project, rules));
            workbench.awaitEnd(training.id());

            assertThat(engine.seen.getFirst().request().display()).hasSize(1);
            assertThat(engine.seen.getFirst().lines()).containsExactly("#rewrite", "attune\tAttune");
            assertThat(workbench.trainings.find(training.id()).orElseThrow().status())
                    .isEqualTo(TrainingStatus.SUCCEEDED);
        }
    }

    @Test
    void saysWhatForbidsATraining() throws Exception {
        try (Workbench workbench = new Workbench(home, FakeAdaptation.working())) {
            ProjectId project = workbench.project("en-US");
            ProjectId german = workbench.project("de-DE");
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            Dataset audio = workbench.audio(project, "Orders", List.of("salad and soda"));
            Dataset broken = workbench.importFile(
                    project, "Broken", DatasetKind.ACOUSTIC, "b.zip", "no zip".getBytes(StandardCharsets.UTF_8));
            Dataset sounds = workbench.sounds(project, "Sounds", "salad and soda");
            Path imported = home.resolve("models").resolve("imported.zip");
            PackageFiles.write("imported-1", "From elsewhere", "imported", Instant.EPOCH, imported);

            refuses(workbench, Workbench.order(project), "NoDataset");
            refuses(workbench, Workbench.order(german, text), "LocaleNotTrainable");
            refuses(workbench, Workbench.order(project, broken), "DatasetFailed");
            refuses(workbench, Workbench.order(project, sounds), "KindNotTrainable");
            TrainingOrder good = Workbench.order(project, text);
            refuses(workbench, with(good, "", Workbench.BASELINE, null, 0, 0), "InvalidName");
            refuses(workbench, with(good, "A", "no-such-model", null, 0, 0), "BaselineNotFound");
            refuses(workbench, with(good, "A", Workbench.BASELINE, text, 0, 0), "TestNotAcoustic");
            refuses(workbench, with(good, "A", Workbench.BASELINE, null, 1.5, 0), "InvalidWeight");
            refuses(workbench, with(good, "A", Workbench.BASELINE, null, 0, -1), "InvalidTimeLimit");
            TrainingOrder withAudio = Workbench.order(project, audio);
            refuses(workbench, with(withAudio, "A", "imported-1", null, 0, 0), "BaselineNotTrainable");
            refuses(workbench, with(withAudio, "A", Workbench.BASELINE, audio, 0, 0), "TestIsTraining");

            assertThat(workbench.trainings.list(project)).isEmpty();
            assertThat(workbench.trainings.objection(sounds, null)).isPresent();
            assertThat(workbench.trainings.objection(text, null)).isEmpty();
        }
    }

    @Test
    void speakingIsRememberedAndNeedsSentences() throws Exception {
        FakeAdaptation engine = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            Dataset audio = workbench.audio(project, "Orders", List.of("salad and soda"));

            refuses(workbench, spoken(Workbench.order(project, audio)), "NothingToSpeak");
            Training training = workbench.trainings.create(spoken(Workbench.order(project, text)));
            workbench.awaitEnd(training.id());

            assertThat(workbench.trainings.find(training.id()).orElseThrow().speakText())
                    .isTrue();
            assertThat(engine.seen.getLast().request().speakText()).isTrue();
        }
    }

    private static TrainingOrder spoken(TrainingOrder order) {
        return new TrainingOrder(
                order.project(),
                order.name(),
                order.description(),
                order.baseline(),
                order.datasets(),
                order.testDataset(),
                order.lmWeight(),
                order.maxMinutes(),
                order.seed(),
                true);
    }

    private static void refuses(Workbench workbench, TrainingOrder order, String code) {
        assertThatThrownBy(() -> workbench.trainings.create(order))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.getMessage()).endsWith(".");
                });
    }

    private static TrainingOrder with(
            TrainingOrder order, String name, String baseline, Dataset test, double weight, double minutes) {
        return new TrainingOrder(
                order.project(),
                name,
                "",
                baseline,
                order.datasets(),
                test == null ? null : test.id(),
                weight,
                minutes,
                1);
    }

    @Test
    void tellsTheEnginesReasonOfAFailure() throws Exception {
        String reason = "There are only 2 utterances; a training with audio needs at least 20.";
        try (Workbench workbench = new Workbench(home, FakeAdaptation.failingAfter(1, reason))) {
            ProjectId project = workbench.project("en-US");
            Training training =
                    workbench.trainings.create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)));

            Training ended = workbench.awaitEnd(training.id());

            assertThat(ended.status()).isEqualTo(TrainingStatus.FAILED);
            assertThat(ended.failure()).isEqualTo(reason);
            assertThat(ended.model()).isNull();
            assertThat(workbench.successes).isEmpty();

            // What it has done so far waits for the next start, and goes with the training.
            assertThat(workFolders()).hasSize(1);
            workbench.trainings.delete(training.id());
            assertThat(workFolders()).isEmpty();
        }
    }

    @Test
    void startsAFailedTrainingAgainFromItsCheckpoint() throws Exception {
        TrainingId id;
        try (Workbench workbench = new Workbench(home, FakeAdaptation.failingAfter(7, "The disk is full."))) {
            ProjectId project = workbench.project("en-US");
            id = workbench
                    .trainings
                    .create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)))
                    .id();
            assertThat(workbench.awaitEnd(id).status()).isEqualTo(TrainingStatus.FAILED);
        }
        FakeAdaptation second = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, second)) {
            workbench.trainings.restart(id);
            Training ended = workbench.awaitEnd(id);

            assertThat(ended.status()).isEqualTo(TrainingStatus.SUCCEEDED);
            assertThat(ended.failure()).isNull();
            assertThat(second.seen).singleElement().satisfies(seen -> assertThat(seen.firstStep())
                    .isEqualTo(7));
            assertThatThrownBy(() -> workbench.trainings.restart(id)).isInstanceOf(ProblemException.class);
            assertThat(workFolders()).isEmpty();
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws Exception {
        FakeAdaptation engine = FakeAdaptation.holdingAfter(3);
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            TrainingId running =
                    workbench.trainings.create(Workbench.order(project, text)).id();
            TrainingId queued =
                    workbench.trainings.create(Workbench.order(project, text)).id();
            engine.awaitHeld();

            workbench.trainings.cancel(queued);
            workbench.trainings.cancel(running);

            assertThat(workbench.awaitEnd(running).status()).isEqualTo(TrainingStatus.CANCELLED);
            assertThat(workbench.awaitEnd(queued).status()).isEqualTo(TrainingStatus.CANCELLED);
            assertThat(engine.seen).hasSize(1);
            assertThat(workbench.models.list(project)).hasSize(1);
            assertThat(workFolders()).isEmpty();
        }
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        FakeAdaptation first = FakeAdaptation.holdingAfter(5);
        TrainingId id;
        ProjectId project;
        try (Workbench workbench = new Workbench(home, first)) {
            project = workbench.project("en-US");
            id = workbench
                    .trainings
                    .create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)))
                    .id();
            first.awaitHeld();
        }
        FakeAdaptation second = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, second)) {
            Training ended = workbench.awaitEnd(id);

            assertThat(ended.status()).isEqualTo(TrainingStatus.SUCCEEDED);
            assertThat(second.seen).singleElement().satisfies(seen -> {
                // The last checkpoint was that of step 4.
                assertThat(seen.firstStep()).isEqualTo(5);
                assertThat(seen.workFolder()).isEqualTo(first.seen.getFirst().workFolder());
                assertThat(seen.lines()).containsExactly("salad and soda", "lemon and mint");
            });
            assertThat(workbench.trainings.metrics(id).get(TrainingMetric.TRAINING_LOSS))
                    .extracting(TrainingMetric.Point::step)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
            assertThat(workbench.successes).hasSize(1);
        }
    }

    @Test
    void trainsNoSecondModelIfTheProcessDiedAfterTheFirst() throws Exception {
        FakeAdaptation first = FakeAdaptation.holdingAfter(5);
        TrainingId id;
        try (Workbench workbench = new Workbench(home, first)) {
            ProjectId project = workbench.project("en-US");
            id = workbench
                    .trainings
                    .create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)))
                    .id();
            first.awaitHeld();
            Path zip = home.resolve("made.zip");
            PackageFiles.write(FakeAdaptation.MODEL, "Salad", "custom", Instant.EPOCH, zip);
            workbench.models.register(project, zip, id.value());
        }
        FakeAdaptation second = FakeAdaptation.working();
        try (Workbench workbench = new Workbench(home, second)) {
            Training ended = workbench.awaitEnd(id);

            assertThat(ended.status()).isEqualTo(TrainingStatus.SUCCEEDED);
            assertThat(ended.model()).isEqualTo(FakeAdaptation.MODEL);
            assertThat(second.seen).isEmpty();
        }
    }

    @Test
    void keepsAModelThatATrainingStartsFrom() throws Exception {
        FakeAdaptation engine = FakeAdaptation.holdingAfter(1);
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            Path zip = home.resolve("own.zip");
            PackageFiles.write("own-1", "Own", "custom", Instant.EPOCH, zip);
            workbench.models.register(project, zip);
            Dataset text = workbench.text(project, "Menu", SENTENCES);
            TrainingId id = workbench
                    .trainings
                    .create(with(Workbench.order(project, text), "Next", "own-1", null, 0, 0))
                    .id();
            engine.awaitHeld();

            assertThatThrownBy(() -> workbench.models.delete(project, "own-1"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                            .isEqualTo("ModelInUse"));
            assertThat(workbench.models.find("own-1")).isPresent();

            workbench.trainings.cancel(id);
            workbench.awaitEnd(id);
            workbench.models.delete(project, "own-1");
            assertThat(workbench.models.find("own-1")).isEmpty();
        }
    }

    @Test
    void leavesNothingOfADeletedProjectOrTraining() throws Exception {
        FakeAdaptation engine = FakeAdaptation.holdingAfter(1);
        try (Workbench workbench = new Workbench(home, engine)) {
            ProjectId project = workbench.project("en-US");
            ProjectId other = workbench.project("en-US");
            Path zip = home.resolve("own.zip");
            PackageFiles.write("own-1", "Own", "custom", Instant.EPOCH, zip);
            workbench.models.register(project, zip);
            Path file = workbench.models.file("own-1");
            TrainingId id = workbench
                    .trainings
                    .create(Workbench.order(project, workbench.text(project, "Menu", SENTENCES)))
                    .id();
            engine.awaitHeld();

            workbench.projects.delete(project);

            assertThat(workbench.trainings.find(id)).isEmpty();
            assertThat(workbench.trainings.list(project)).isEmpty();
            assertThat(file).doesNotExist();
            assertThat(workbench.models.list(other)).hasSize(1);
            Workbench.await(() -> workFolders().isEmpty() ? true : null);
        }
    }

    /** Data and checkpoints of trainings. */
    private List<Path> workFolders() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("jobs"))) {
            return files.filter(folder -> folder.getFileName().toString().startsWith("training-"))
                    .toList();
        }
    }
}
