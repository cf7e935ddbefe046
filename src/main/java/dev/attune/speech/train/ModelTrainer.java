package dev.attune.speech.train;

import dev.attune.speech.synthesis.Synthesizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes custom models in this process. The engine allows one training of a network per JVM at a time; {@link TrainingWorkerProcess} gives each a JVM
 * of its own.
 */
public final class ModelTrainer implements ModelAdaptation {

    private final Clock clock;
    private final NetworkSettings settings;
    private final @Nullable List<Synthesizer> synthesizers;

    public ModelTrainer() {
        this(Clock.systemUTC());
    }

    /** @param clock for the date of the model */
    public ModelTrainer(Clock clock) {
        this(clock, NetworkAdaptation::settings, null);
    }

    /**
     * @param synthesizers that speak text; null for those of this machine
     */
    ModelTrainer(Clock clock, NetworkSettings settings, @Nullable List<Synthesizer> synthesizers) {
        this.clock = clock;
        this.settings = settings;
        this.synthesizers = synthesizers;
    }

    private List<Synthesizer> synthesizersFor(AdaptationRequest request) {
        if (!request.speakText()) {
            return List.of();
        }
        return synthesizers == null ? SpokenText.installed() : synthesizers;
    }

    /** Chooses how a network is trained. */
    @FunctionalInterface
    interface NetworkSettings {
        /**
         * @param examples what there is to learn from
         * @param maxMinutes 0 for no limit
         */
        TrainingConfig of(NetworkExamples examples, double maxMinutes, long seed);
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
            return new Adaptation(request, workFolder, listener, cancelled, clock, settings, synthesizersFor(request))
                    .run(output);
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
