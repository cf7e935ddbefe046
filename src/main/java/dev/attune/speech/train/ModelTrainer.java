package dev.attune.speech.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Makes custom models in this process. The engine allows one training of a network per JVM at a time; {@link TrainingWorkerProcess} gives each a JVM
 * of its own.
 */
public final class ModelTrainer implements ModelAdaptation {

    private final Clock clock;
    private final NetworkSettings settings;

    public ModelTrainer() {
        this(Clock.systemUTC());
    }

    /** @param clock for the date of the model */
    public ModelTrainer(Clock clock) {
        this(clock, NetworkAdaptation::settings);
    }

    ModelTrainer(Clock clock, NetworkSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Chooses how a network is trained. */
    @FunctionalInterface
    interface NetworkSettings {
        /**
         * @param seconds of speech there are
         * @param maxMinutes 0 for no limit
         */
        TrainingConfig of(double seconds, double maxMinutes, long seed);
    }

    @Override
    public AdaptationResult run(
            AdaptationRequest request,
            Path workFolder,
            Path output,
            TrainingListener listener,
            BooleanSupplier cancelled)
            throws TrainingFailedException, IOException, InterruptedException {
        try {
            return new Adaptation(request, workFolder, listener, cancelled, clock, settings).run(output);
        } catch (IOException e) {
            throw orDiskFull(e);
        } catch (UncheckedIOException e) {
            throw orDiskFull(e.getCause());
        }
    }

    private static IOException orDiskFull(IOException e) throws TrainingFailedException {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.DISK,
                    "The disk is full (" + e.getMessage() + "): free some space, then start the training again.",
                    e);
        }
        return e;
    }
}
