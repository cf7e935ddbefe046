package dev.attune.baseline;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.BatchFiles;
import dev.attune.speech.train.LabelledSpeech;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes what {@code baseline build} would learn from, batch for batch, and utterances to measure with, for {@code src/baseline/network_kinds.py}.
 *
 * <p>Run: {@code java -cp target/test-classes:target/classes:LIBRARIES dev.attune.baseline.TrainingBatches CONFIG WORK OUT FOLDER...}, where WORK is the
 * folder of a build that got as far as its speech, the configuration names the package to start from, and each FOLDER has {@code audio/} and
 * {@code transcripts.tsv}. In OUT: {@code training/}, {@code aside/} (speakers kept aside that choose the weights), one folder for each FOLDER, and the
 * weights to start from.
 */
final class TrainingBatches {

    private TrainingBatches() {}

    public static void main(String[] arguments) throws Exception {
        BaselineConfig config = BaselineConfig.read(Path.of(arguments[0]));
        Path work = Path.of(arguments[1]);
        Path out = Path.of(arguments[2]);
        BaselineConfig.Training training = config.training();
        CorpusBuilder corpus = new CorpusBuilder(config, work, System.err::println);
        try (BaselineMaterial material = new BaselineMaterial(
                corpus.shards(),
                Lexicon.read(corpus.lexicon()),
                TokenSet.englishPhones(),
                TokenSet.englishLetters(),
                LetterToSound.read(work.resolve("letter-to-sound.bin")),
                config)) {
            BatchFiles.evaluation(material.validation(), training.batchSeconds(), out.resolve("aside"));
            BatchFiles.training(
                    material.training(),
                    training.steps(),
                    training.batchSeconds(),
                    training.augmentation(),
                    config.seed(),
                    out.resolve("training"));
        }
        ModelPackage start = ModelPackageReader.unpack(
                Path.of(Optional.ofNullable(training.start()).orElseThrow()), out.resolve("start"));
        NetworkDescription network = NetworkJson.read(
                Optional.ofNullable(start.description().network()).orElseThrow());
        Safetensors.read(start.file(PackageEntry.ACOUSTIC_WEIGHTS))
                .write(out.resolve("start.safetensors"), Safetensors.Precision.FLOAT32);
        Files.writeString(out.resolve("network.json"), NetworkJson.write(network));
        LabelledSpeech speech = new LabelledSpeech(start, network, Files.createTempDirectory("training-batches"));
        for (String folder : List.of(arguments).subList(3, arguments.length)) {
            BatchFiles.evaluation(
                    speech.examples(Path.of(folder)),
                    training.batchSeconds(),
                    out.resolve(Path.of(folder).getFileName()));
        }
    }
}
