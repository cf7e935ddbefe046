package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Trains a network several times from the same weights, each time with other random choices, and takes the mean of the weights. Two trainings on a few
 * minutes of hard speech differ by chance; the mean of both makes fewer errors than one of them does on average.
 *
 * <p>Source: Wortsman et al., Model soups, ICML 2022.
 */
final class RepeatedTraining {

    private final NetworkDescription network;
    private final TrainingConfig config;
    private final double rehearsalWeight;
    private final int times;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;

    /**
     * @param config of each training but for the seed; a limit of time is one for all of them together
     * @param times how often, at least once
     */
    RepeatedTraining(
            NetworkDescription network,
            TrainingConfig config,
            double rehearsalWeight,
            int times,
            TrainingListener listener,
            BooleanSupplier cancelled) {
        this.network = network;
        this.config = config.withMaxMinutes(config.maxMinutes() / times);
        this.rehearsalWeight = rehearsalWeight;
        this.times = times;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /** As {@link CtcTrainer#train}, with the steps of all trainings and the largest of their losses. */
    CtcTrainer.Result train(
            Safetensors start, List<TrainingExample> training, List<TrainingExample> validation, Path workFolder)
            throws TrainingFailedException, IOException, InterruptedException {
        CtcTrainer.Result mean = null;
        for (int time = 0; time < times; time++) {
            long stepsBefore = mean == null ? 0 : mean.steps();
            CtcTrainer.Result next = new CtcTrainer(
                            network,
                            config.withSeed(config.seed() + time),
                            rehearsalWeight,
                            event -> listener.on(inAll(event, stepsBefore)),
                            cancelled)
                    .train(start, training, validation, Files.createDirectories(folder(workFolder, time)));
            mean = mean == null ? next : mean(mean, next, time);
            if (next.cancelled()) {
                return mean;
            }
        }
        return mean;
    }

    /** Where a training has its checkpoint: the first one in the work folder itself. */
    static Path folder(Path workFolder, int time) {
        return time == 0 ? workFolder : workFolder.resolve("training-" + (time + 1));
    }

    private TrainingEvent inAll(TrainingEvent event, long stepsBefore) {
        return switch (event) {
            case TrainingEvent.Progress one ->
                new TrainingEvent.Progress(
                        stepsBefore + one.step(),
                        one.totalSteps() * times,
                        one.loss(),
                        one.learningRate(),
                        one.audioSecondsPerSecond());
            case TrainingEvent.Validation one ->
                new TrainingEvent.Validation(
                        stepsBefore + one.step(), one.loss(), one.phoneErrorRate(), one.letterErrorRate(), one.best());
            default -> event;
        };
    }

    /**
     * @param before how many are in the mean so far
     */
    private static CtcTrainer.Result mean(CtcTrainer.Result mean, CtcTrainer.Result next, int before) {
        Map<String, Tensor> weights = NetworkAdaptation.mix(mean.weights(), next.weights(), 1.0 / (before + 1));
        return new CtcTrainer.Result(
                weights,
                mean.steps() + next.steps(),
                Math.max(mean.validationLoss(), next.validationLoss()),
                next.cancelled());
    }
}
