package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingWorkerProcessTest {

    @TempDir
    Path folder;

    private Path work;
    private Path output;
    private AdaptationRequest request;
    private final List<TrainingEvent> events = new ArrayList<>();

    @BeforeEach
    void makeRequest() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        output = folder.resolve("custom.zip");
        Path text = TinyData.lines(folder.resolve("text.txt"), "soda and kanoto", "one kanoto");
        request = TinyData.request(TinyModel.write(folder), List.of(), List.of(text), List.of());
    }

    @Test
    void trainsInAProcessOfItsOwn() throws Exception {
        AdaptationResult result = run(new TrainingWorkerProcess(), () -> false);

        assertThat(result.model()).isEqualTo(output);
        assertThat(result.figures()).containsEntry("newWords", 1.0);
        assertThat(events).contains(new TrainingEvent.Phase("Building the language model"));
        assertThat(TinyData.heard(output, folder.resolve("cache"), "soda and kanoto", ToneVoice.standard()))
                .isEqualTo("soda and kanoto");
    }

    @Test
    void recordingsAreLearntThereTooAndCancellingStopsIt() throws Exception {
        Path recordings = TinyData.recordings(folder, 20, 4, 1.1, 1);
        request = TinyData.request(request.baseline(), List.of(recordings), List.of(), List.of());

        assertThatThrownBy(() -> run(new TrainingWorkerProcess(), () -> events.stream()
                        .anyMatch(TrainingEvent.Progress.class::isInstance)))
                .isInstanceOf(CancellationException.class);

        assertThat(output).doesNotExist();
        assertThat(work.resolve("checkpoint.safetensors")).exists();
    }

    @Test
    void aFailureKeepsItsReasonAndItsSentence() throws Exception {
        Path recordings = TinyData.recordings(folder, 5, 2, 1, 1);
        request = TinyData.request(request.baseline(), List.of(recordings), List.of(), List.of());

        assertThatThrownBy(() -> run(new TrainingWorkerProcess(), () -> false))
                .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(TrainingFailedException.Reason.TOO_LITTLE_DATA))
                .hasMessageContaining("Only 5 usable utterances");
    }

    @Test
    void anUnreadableBaselineIsNamed() throws Exception {
        Path noPackage = TinyData.lines(folder.resolve("no.zip"), "no zip at all");
        request = TinyData.request(noPackage, List.of(), request.text(), List.of());

        assertThatThrownBy(() -> run(new TrainingWorkerProcess(), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.zip: this is not a zip file");
    }

    @Test
    void aCrashIsToldWithTheLastWords() {
        assertThatThrownBy(() -> run(shell("echo first >&2; echo the library broke >&2; exit 134"), () -> false))
                .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(TrainingFailedException.Reason.CRASHED))
                .hasMessageContaining("status 134")
                .hasMessageContaining("the library broke");
    }

    @Test
    void lackOfMemoryIsNamed() {
        for (String script : List.of(
                "echo 'Terminating due to java.lang.OutOfMemoryError: Java heap space'; exit 3", "kill -9 $$")) {
            assertThatThrownBy(() -> run(shell(script), () -> false))
                    .isInstanceOfSatisfying(TrainingFailedException.class, failure -> assertThat(failure.reason())
                            .isEqualTo(TrainingFailedException.Reason.MEMORY));
        }
    }

    @Test
    void aWorkerThatDoesNotListenIsEnded() throws Exception {
        Path pid = folder.resolve("pid");
        assertThatThrownBy(() -> run(shell("echo $$ > '" + pid + "'; exec sleep 120"), () -> Files.exists(pid)))
                .isInstanceOf(CancellationException.class);
        long number = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(number)
                .ifPresent(process -> assertThat(process.onExit().orTimeout(10, TimeUnit.SECONDS))
                        .succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void whatIsNoMessageIsNoHarm() throws Exception {
        AdaptationResult result = run(
                shell("echo '{not json'; echo hello; echo '{\"remark\":{\"text\":\"fine\"}}';"
                        + " echo '{\"result\":{\"model\":\"m.zip\",\"figures\":{\"steps\":3.0}}}'"),
                () -> false);
        assertThat(result).isEqualTo(new AdaptationResult(Path.of("m.zip"), java.util.Map.of("steps", 3.0)));
        assertThat(events).containsExactly(new TrainingEvent.Remark("fine"));
    }

    @Test
    void aWorkerEndsWhenItsParentIsGone() throws Exception {
        Path recordings = TinyData.recordings(folder, 40, 4, 1.1, 1);
        Path file = folder.resolve("request.json");
        WorkerRequest.of(TinyData.request(request.baseline(), List.of(recordings), List.of(), List.of()), work, output)
                .write(file);
        List<String> command = new ArrayList<>(TrainingWorkerProcess.ownCommand(System.getProperty("java.class.path")));
        command.add(file.toString());
        Process worker = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            worker.getOutputStream().close();
            assertThat(worker.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllLines(folder.resolve("out")).getLast()).contains("cancelled");
        } finally {
            worker.destroyForcibly();
        }
    }

    @Test
    void aJarIsStartedByItsCommandAndAClassPathByTheMainClass() {
        assertThat(TrainingWorkerProcess.ownCommand("/opt/attune.jar")).endsWith("-jar", "/opt/attune.jar", "worker");
        String classPath = "target/classes" + File.pathSeparator + "some.jar";
        assertThat(TrainingWorkerProcess.ownCommand(classPath))
                .endsWith("-cp", classPath, TrainingWorker.class.getName());
    }

    @Test
    void everyEventSurvivesTheWay() {
        for (TrainingEvent event : List.of(
                new TrainingEvent.Phase("Preparing \"audio\""),
                new TrainingEvent.Progress(3, 10, 1.5, 3e-4, 70.25),
                new TrainingEvent.Validation(3, 0.5, Double.NaN, 0.25, true),
                new TrainingEvent.Mixing(0, Double.POSITIVE_INFINITY, 80.5),
                new TrainingEvent.Remark("two\nlines, \u00e9"))) {
            String line = WorkerMessage.of(event).line();
            assertThat(line).doesNotContain("\n");
            assertThat(WorkerMessage.parse(line).orElseThrow().event()).isEqualTo(event);
        }
    }

    private static TrainingWorkerProcess shell(String script) {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
        return new TrainingWorkerProcess(List.of("/bin/sh", "-c", script), Duration.ofMillis(500));
    }

    private AdaptationResult run(TrainingWorkerProcess process, BooleanSupplier cancelled) throws Exception {
        return process.run(request, work, output, events::add, cancelled);
    }
}
