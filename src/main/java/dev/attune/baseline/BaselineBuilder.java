package dev.attune.baseline;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.NetworkExport;
import dev.attune.speech.train.TrainingExample;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds a baseline from its configuration: corpus, language model, network. Every stage that is done is found again in the work folder. */
public final class BaselineBuilder {

    private static final int PARITY_UTTERANCES = 5;

    private final BaselineConfig config;
    private final Path folder;
    private final Consumer<String> log;

    public BaselineBuilder(BaselineConfig config, Path folder, Consumer<String> log) {
        this.config = config;
        this.folder = folder;
        this.log = log;
    }

    /** Trains the network; afterwards {@code acoustic.onnx} and {@code acoustic.safetensors} lie in the work folder. */
    void trainNetwork(CorpusBuilder corpus) throws IOException, TrainingFailedException, InterruptedException {
        TokenSet phones = TokenSet.englishPhones();
        TokenSet letters = TokenSet.englishLetters();
        BaselineConfig.Training training = config.training();
        NetworkDescription network = NetworkDescription.timeDelay(
                training.channels(), training.depth(), training.wide(), phones.size(), letters.size());
        try (BaselineMaterial material =
                new BaselineMaterial(corpus.shards(), Lexicon.read(corpus.lexicon()), phones, letters, config)) {
            material.summaries().forEach((name, summary) -> log.accept("speech of " + name + ": " + summary));
            Map<String, Tensor> weights =
                    new BaselineTraining(config, network, log).train(material, folder.resolve("network"));
            new Safetensors(weights, Map.of())
                    .write(folder.resolve("network").resolve("final.safetensors"), Safetensors.Precision.FLOAT32);
            double difference = NetworkExport.write(
                    network,
                    weights,
                    features(material),
                    folder.resolve("acoustic.safetensors"),
                    folder.resolve("acoustic.onnx"));
            log.accept("ONNX agrees with PyTorch within " + difference);
        }
    }

    private static List<FeatureMatrix> features(BaselineMaterial material) throws IOException {
        List<TrainingExample> examples = material.validation().isEmpty() ? material.training() : material.validation();
        List<FeatureMatrix> features = new ArrayList<>();
        for (TrainingExample example : examples.subList(0, Math.min(PARITY_UTTERANCES, examples.size()))) {
            features.add(LogMelExtractor.standard().extract(example.source().read()));
        }
        return features;
    }

    /** Estimates {@code lm.bin} unless it is there. */
    void estimateLanguageModel(CorpusBuilder corpus) throws IOException {
        Path file = folder.resolve("lm.bin");
        if (!Files.exists(file)) {
            BaselineLanguageModel.estimate(
                    corpus.lmText(),
                    Lexicon.read(corpus.lexicon()),
                    config.training().lmPruning(),
                    file);
            log.accept("language model: " + Files.size(file) / 1024 + " KiB");
        }
    }
}
