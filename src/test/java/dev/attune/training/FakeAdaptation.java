package dev.attune.training;

import dev.attune.model.PackageFiles;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.AdaptationResult;
import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingEvent;
import dev.attune.speech.train.TrainingFailedException;
import dev.attune.speech.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does ten steps, keeps a checkpoint of each, and makes a package whose network is no network. It can be held at a step. */
public final class FakeAdaptation implements ModelAdaptation {

    public static final int STEPS = 10;
    public static final String MODEL = "00000000-0000-4000-8000-00000000000a";

    /** Files of the request as they were when it came. */
    public record Seen(AdaptationRequest request, List<String> lines, Path workFolder, int firstStep) {}

    public final List<Seen> seen = new ArrayList<>();
    public final CountDownLatch held = new CountDownLatch(1);
    private final int endAt;
    private final @Nullable String failure;

    private FakeAdaptation(int endAt, @Nullable String failure) {
        this.endAt = endAt;
        this.failure = failure;
    }

    public static FakeAdaptation working() {
        return new FakeAdaptation(-1, null);
    }

    /** Waits after this step until it is cancelled. */
    public static FakeAdaptation holdingAfter(int step) {
        return new FakeAdaptation(step, null);
    }

    public static FakeAdaptation failingAfter(int step, String sentence) {
        return new FakeAdaptation(step, sentence);
    }

    @Override
    public AdaptationResult run(
            AdaptationRequest request,
            Path workFolder,
            Path output,
            TrainingListener listener,
            BooleanSupplier cancelled)
            throws TrainingFailedException, IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (List<Path> files : List.of(
                request.audio(), request.text(), request.pronunciations(), request.structured(), request.display())) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        Path checkpoint = workFolder.resolve("checkpoint");
        int done = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
        seen.add(new Seen(request, lines, workFolder, done + 1));
        listener.on(new TrainingEvent.Phase("Training the network"));
        for (int step = done + 1; step <= STEPS; step++) {
            listener.on(new TrainingEvent.Progress(step, STEPS, 5.0 / step, 0.001, 40));
            // Every other step has a look at what was kept aside and a checkpoint.
            if (step % 2 == 0) {
                listener.on(new TrainingEvent.Validation(step, 6.0 / step, 0.5, Double.NaN, true));
                Files.writeString(checkpoint, String.valueOf(step));
            }
            if (step == endAt && failure != null) {
                throw new TrainingFailedException(TrainingFailedException.Reason.TOO_LITTLE_DATA, failure);
            }
            if (step == endAt) {
                held.countDown();
                waitForCancel(cancelled);
            }
        }
        PackageFiles.write(MODEL, request.name(), "custom", Instant.parse("2026-02-01T00:00:00Z"), output);
        Map<String, Double> figures = new LinkedHashMap<>(Map.of("steps", (double) STEPS, "newWords", 3.0));
        if (!request.text().isEmpty()) {
            // A word that the baseline does not know makes its perplexity infinite.
            listener.on(new TrainingEvent.Mixing(0, Double.POSITIVE_INFINITY, 80));
            listener.on(new TrainingEvent.Mixing(0.01, 200, 81));
            listener.on(new TrainingEvent.Mixing(0.5, 20, 88));
            listener.on(new TrainingEvent.Mixing(0.99, 25, 700));
            figures.put("lmWeight", 0.5);
        }
        return new AdaptationResult(output, figures);
    }

    public void awaitHeld() throws InterruptedException {
        if (!held.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the training did not get to step " + endAt);
        }
    }

    private static void waitForCancel(BooleanSupplier cancelled) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            Thread.sleep(5);
        }
        throw new CancellationException("cancelled");
    }
}
