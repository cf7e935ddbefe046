package dev.attune.baseline;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.train.CtcTrainer;
import dev.attune.speech.train.TrainingConfig;
import dev.attune.speech.train.TrainingEvent;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains the network of a baseline; goes on from the checkpoint in the work folder. */
final class BaselineTraining {

    private final BaselineConfig config;
    private final NetworkDescription network;
    private final Consumer<String> log;

    BaselineTraining(BaselineConfig config, NetworkDescription network, Consumer<String> log) {
        this.config = config;
        this.network = network;
        this.log = log;
    }

    /** The weights that were best on recordings of speakers kept aside, or those that the configuration names. */
    Map<String, Tensor> train(BaselineMaterial material, Path folder)
            throws IOException, TrainingFailedException, InterruptedException {
        Files.createDirectories(folder);
        log.accept(String.format(
                Locale.ROOT,
                "network: %,d weights; %,d examples a round, %,d kept aside",
                network.weightCount(),
                material.training().size(),
                material.validation().size()));
        String weights = config.training().weights();
        if (weights != null) {
            log.accept("takes the weights of " + weights + ", which were learnt elsewhere");
            return Safetensors.read(Path.of(weights)).tensors();
        }
        return new CtcTrainer(network, settings(), this::tell, () -> false)
                .train(start(folder), material.training(), material.validation(), folder)
                .weights();
    }

    /** The weights of the package that the configuration names, or null for random ones. */
    private @Nullable Safetensors start(Path folder) throws IOException {
        if (config.training().start() == null) {
            return null;
        }
        Path file = Path.of(config.training().start());
        log.accept("starts from the network of " + file);
        return Safetensors.read(
                ModelPackageReader.unpack(file, folder.resolve("start")).file(PackageEntry.ACOUSTIC_WEIGHTS));
    }

    private TrainingConfig settings() {
        BaselineConfig.Training training = config.training();
        TrainingConfig usual = TrainingConfig.fromScratch(training.steps(), config.seed());
        return new TrainingConfig(
                training.steps(),
                0,
                training.batchSeconds(),
                training.learningRate(),
                Math.min(usual.warmupSteps(), Math.max(1, training.steps() / 10)),
                usual.finalLearningRateShare(),
                training.averagedShare(),
                usual.weightDecay(),
                usual.maxGradientNorm(),
                usual.letterWeight(),
                training.crfWeight(),
                0,
                training.augmentation(),
                Math.max(1, Math.min(usual.validationEvery(), training.steps() / 4)),
                0,
                usual.reportEvery(),
                config.seed());
    }

    private void tell(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Phase phase -> log.accept(phase.name());
            case TrainingEvent.Remark remark -> log.accept(remark.text());
            case TrainingEvent.Mixing mixing -> throw new IllegalStateException("a baseline mixes nothing");
            case TrainingEvent.Progress p ->
                log.accept(String.format(
                        Locale.ROOT,
                        "step %d of %d, loss %.3f a phone, learning rate %.2e, %.0f s of audio a second",
                        p.step(),
                        p.totalSteps(),
                        p.loss(),
                        p.learningRate(),
                        p.audioSecondsPerSecond()));
            case TrainingEvent.Validation v ->
                log.accept(String.format(
                        Locale.ROOT,
                        "kept aside at step %d: loss %.3f, phone errors %.1f %%, letter errors %.1f %%%s",
                        v.step(),
                        v.loss(),
                        100 * v.phoneErrorRate(),
                        100 * v.letterErrorRate(),
                        v.best() ? ", best so far" : ""));
        }
    }
}
