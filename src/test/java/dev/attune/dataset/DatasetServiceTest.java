package dev.attune.dataset;

import static dev.attune.dataset.Sounds.entries;
import static dev.attune.dataset.Sounds.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.Features;
import dev.attune.job.JobHandler;
import dev.attune.job.JobService;
import dev.attune.job.JobState;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import dev.attune.speech.audio.AudioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetServiceTest {

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    private Features features;
    private DatasetService datasets;
    private ProjectId project;

    @BeforeEach
    void start() {
        open();
        project = features.get(ProjectService.class)
                .create("Harbour", "", "en-US")
                .id();
    }

    @AfterEach
    void stop() {
        features.close();
    }

    private void open(JobHandler... handlers) {
        features = Features.start(home, handlers);
        datasets = features.get(DatasetService.class);
    }

    @Test
    void importsRecordingsAndKeepsEveryFieldOverARestart() throws IOException {
        Dataset dataset = imported(
                DatasetKind.ACOUSTIC,
                Sounds.zip(
                        elsewhere.resolve("orders.zip"),
                        entries(
                                "a.wav",
                                wav(1),
                                "b.wav",
                                wav(2),
                                "c.wav",
                                "broken",
                                "trans.txt",
                                "a.wav\tRow 17\nb.wav\ttwo\nc.wav\tthree",
                                "speakers.tsv",
                                "b.wav\tmary")));

        assertThat(dataset.status()).isEqualTo(DatasetStatus.SUCCEEDED);
        assertThat(dataset.accepted()).isEqualTo(2);
        assertThat(dataset.rejected()).isEqualTo(1);
        assertThat(dataset.warnings()).isEqualTo(1);
        assertThat(dataset.audioSeconds()).isEqualTo(2);
        assertThat(dataset.failure()).isNull();
        assertThat(dataset.fileName()).isEqualTo("orders.zip");
        assertThat(dataset.description()).isEqualTo("some words");

        List<DatasetUtterance> utterances = datasets.utterances(dataset.id(), 0, 10);
        assertThat(utterances).extracting(DatasetUtterance::id).containsExactly("a.wav", "b.wav");
        assertThat(utterances).extracting(DatasetUtterance::normalized).containsExactly("row seventeen", "two");
        assertThat(utterances).extracting(DatasetUtterance::speaker).containsExactly(null, "mary");
        for (DatasetUtterance utterance : utterances) {
            assertThat(AudioFiles.read(utterance.audio()).durationSeconds()).isEqualTo(utterance.seconds());
        }
        assertThat(datasets.lines(dataset.id(), 0, 10)).containsExactly("Row 17", "two");
        assertThat(datasets.textFile(dataset.id())).hasContent("Row 17\ntwo\n");
        List<Problem> report = datasets.report(dataset.id());
        assertThat(report).extracting(Problem::code).containsExactly("NotAudio", "ManyLeftOut");
        assertThat(leftovers()).isEmpty();

        stop();
        open();

        assertThat(datasets.find(dataset.id())).contains(dataset);
        assertThat(datasets.list(project)).containsExactly(dataset);
        assertThat(datasets.utterances(dataset.id(), 0, 10)).isEqualTo(utterances);
        assertThat(datasets.report(dataset.id())).isEqualTo(report);
    }

    @Test
    void pagesThroughManyUtterances() throws IOException {
        String[] names = IntStream.range(0, 30).mapToObj("u%02d.wav"::formatted).toArray(String[]::new);
        Object[] content = new Object[62];
        for (int i = 0; i < 30; i++) {
            content[2 * i] = names[i];
            content[2 * i + 1] = wav(0.11, 8000, i);
        }
        content[60] = "trans.txt";
        content[61] = Stream.of(names).map(name -> name + "\thello").collect(Collectors.joining("\n"));
        Dataset dataset = imported(DatasetKind.ACOUSTIC, Sounds.zip(elsewhere.resolve("many.zip"), entries(content)));

        assertThat(datasets.countUtterances(dataset.id())).isEqualTo(30);
        assertThat(datasets.utterances(dataset.id(), 28, 10))
                .extracting(DatasetUtterance::id)
                .containsExactly("u28.wav", "u29.wav");
        assertThat(datasets.utterances(dataset.id(), 30, 10)).isEmpty();
        assertThat(datasets.allUtterances(dataset.id()).map(DatasetUtterance::id))
                .containsExactly(names);
    }

    @Test
    void keepsNothingOfAFileThatCannotBeUsedButTheReport() throws IOException {
        Dataset dataset =
                imported(DatasetKind.ACOUSTIC, Files.writeString(elsewhere.resolve("orders.zip"), "no archive"));

        assertThat(dataset.status()).isEqualTo(DatasetStatus.FAILED);
        assertThat(dataset.failure())
                .isEqualTo("orders.zip is not a zip archive. Pack the files as .zip and upload that.");
        assertThat(datasets.report(dataset.id())).extracting(Problem::code).containsExactly("NotZip");
        assertThat(features.get(JobService.class)
                        .latestFor(dataset.id().toString())
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.FAILED);
        assertThat(datasets.utterances(dataset.id(), 0, 10)).isEmpty();
        assertThat(home.resolve("datasets")).isEmptyDirectory();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void failsASetOfWhichNoLineCanBeUsed() throws IOException {
        Dataset dataset = imported(
                DatasetKind.PRONUNCIATION, Files.writeString(elsewhere.resolve("p.txt"), "no tab\nnor here\n"));

        assertThat(dataset.status()).isEqualTo(DatasetStatus.FAILED);
        assertThat(dataset.failure()).isEqualTo("No line could be used. The report names the reason for each.");
        assertThat(dataset.rejected()).isEqualTo(2);
        assertThat(datasets.report(dataset.id())).hasSize(2);
    }

    @Test
    void refusesWhatCannotBecomeADataSet() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("t.txt"), "hello there\n");

        assertThatThrownBy(() -> datasets.importFile(project, " ", "", DatasetKind.LANGUAGE, file, "t.txt"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a name of 1 to 200");
        assertThatThrownBy(() -> datasets.importFile(project, "n", "d".repeat(4001), DatasetKind.LANGUAGE, file, "t"))
                .hasMessageContaining("4001 characters");
        assertThatThrownBy(() -> datasets.importFile(ProjectId.random(), "n", "", DatasetKind.LANGUAGE, file, "t.txt"))
                .hasMessageContaining("does not exist any more");
        assertThatThrownBy(() -> datasets.importFile(
                        project, "n", "", DatasetKind.LANGUAGE, elsewhere.resolve("gone.txt"), "gone.txt"))
                .hasMessageStartingWith("gone.txt could not be stored");
        assertThat(datasets.list(project)).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void deletesRowsFilesAndJobsOfOneSetOnly() throws IOException {
        Dataset kept = imported(DatasetKind.LANGUAGE, Files.writeString(elsewhere.resolve("t.txt"), "hello there\n"));
        Dataset deleted = imported(
                DatasetKind.ACOUSTIC,
                Sounds.zip(elsewhere.resolve("orders.zip"), entries("a.wav", wav(1), "trans.txt", "a.wav\tone")));

        datasets.delete(deleted.id());

        assertThat(datasets.find(deleted.id())).isEmpty();
        assertThat(datasets.countUtterances(deleted.id())).isZero();
        assertThat(features.get(JobService.class).latestFor(deleted.id().toString()))
                .isEmpty();
        assertThat(home.resolve("datasets").resolve(deleted.id().toString())).doesNotExist();
        assertThat(datasets.list(project)).containsExactly(kept);
        assertThat(datasets.lines(kept.id(), 0, 10)).containsExactly("hello there");
        datasets.delete(deleted.id());
    }

    @Test
    void goesWithItsProject() throws IOException {
        imported(DatasetKind.LANGUAGE, Files.writeString(elsewhere.resolve("t.txt"), "hello there\n"));

        features.get(ProjectService.class).delete(project);

        assertThat(datasets.list(project)).isEmpty();
        assertThat(home.resolve("datasets")).isEmptyDirectory();
    }

    @Test
    void countsAudioThatTwoSetsShare() throws IOException {
        Dataset one = imported(
                DatasetKind.ACOUSTIC,
                Sounds.zip(
                        elsewhere.resolve("one.zip"),
                        entries("a.wav", wav(1), "b.wav", wav(2), "trans.txt", "a.wav\tone\nb.wav\ttwo")));
        Dataset two = imported(
                DatasetKind.AUDIO_FILES,
                Sounds.zip(elsewhere.resolve("two.zip"), entries("other.wav", wav(2), "more.wav", wav(3))));

        assertThat(datasets.sharedAudio(one.id(), two.id())).isEqualTo(1);
        assertThat(datasets.sharedAudio(two.id(), one.id())).isEqualTo(1);
    }

    @Test
    void importsAfterARestartWhatWasWaiting() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("t.txt"), "hello there\n");
        features.get(JobService.class).stop();
        Dataset waiting = datasets.importFile(project, "Name", "", DatasetKind.LANGUAGE, file, "t.txt");
        Files.delete(file);
        assertThat(datasets.find(waiting.id()).orElseThrow().status()).isEqualTo(DatasetStatus.PROCESSING);

        stop();
        open();
        features.awaitSubject(waiting.id().toString());

        assertThat(datasets.find(waiting.id()).orElseThrow().status()).isEqualTo(DatasetStatus.SUCCEEDED);
        assertThat(datasets.lines(waiting.id(), 0, 10)).containsExactly("hello there");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void endsACancelledImportWithNothingLeft() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("t.txt"), "hello there\n");
        JobService jobs = features.get(JobService.class);
        jobs.stop();
        Dataset waiting = datasets.importFile(project, "Name", "", DatasetKind.LANGUAGE, file, "t.txt");

        jobs.cancel(jobs.latestFor(waiting.id().toString()).orElseThrow().id());

        Dataset ended = datasets.find(waiting.id()).orElseThrow();
        assertThat(ended.status()).isEqualTo(DatasetStatus.FAILED);
        assertThat(ended.failure()).isEqualTo("The import was cancelled.");
        assertThat(leftovers()).isEmpty();
    }

    private Dataset imported(DatasetKind kind, Path file) {
        Dataset dataset =
                datasets.importFile(project, "Name", "some words", kind, file, String.valueOf(file.getFileName()));
        assertThat(dataset.status()).isEqualTo(DatasetStatus.PROCESSING);
        features.awaitSubject(dataset.id().toString());
        return datasets.find(dataset.id()).orElseThrow();
    }

    /** Uploads and half-built data sets. */
    private List<String> leftovers() throws IOException {
        try (Stream<Path> temporary = Files.list(home.resolve("temporary"));
                Stream<Path> uploads = Files.list(home.resolve("datasets"))) {
            return Stream.concat(temporary, uploads.filter(Files::isRegularFile))
                    .map(Path::toString)
                    .toList();
        }
    }
}
