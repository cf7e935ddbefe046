package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A package with the weights of another training of the same network, for instance by {@code src/baseline/network_kinds.py}, so that {@code evaluate} can tell
 * its word errors. Card and provenance stay those of the package: not for anything that is passed on.
 *
 * <p>Run: {@code java -cp target/test-classes:target/classes:LIBRARIES dev.attune.speech.train.PackageWithWeights PACKAGE.zip WEIGHTS.safetensors OUT.zip}.
 */
final class PackageWithWeights {

    private PackageWithWeights() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("package-with-weights");
        ModelPackage model = ModelPackageReader.unpack(Path.of(arguments[0]), work.resolve("model"));
        Safetensors weights = Safetensors.read(Path.of(arguments[1]));
        NetworkDescription network = NetworkJson.read(
                        Optional.ofNullable(model.description().network()).orElseThrow())
                .withConformerBlocks(blocks(weights));
        network =
                network.withPhonesPerFrame((int) (weights.tensor("phones.bias").shape()[0] / network.phoneTokens()));
        Map<PackageEntry, Path> files = new EnumMap<>(model.files());
        files.put(PackageEntry.ACOUSTIC_WEIGHTS, work.resolve("acoustic.safetensors"));
        files.put(PackageEntry.ACOUSTIC_ONNX, work.resolve("acoustic.onnx"));
        float[] noise = new float[3 * 16_000];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        double difference = NetworkExport.write(
                network,
                weights.tensors(),
                List.of(LogMelExtractor.standard().extract(new AudioClip(noise, 16_000))),
                files.get(PackageEntry.ACOUSTIC_WEIGHTS),
                files.get(PackageEntry.ACOUSTIC_ONNX));
        System.out.println("ONNX agrees with PyTorch within " + difference);
        ModelPackageWriter.write(with(network, model.description()), files, Path.of(arguments[2]));
    }

    /** How many conformer blocks the weights have. */
    private static int blocks(Safetensors weights) {
        return (int) weights.tensors().keySet().stream()
                .filter(name -> name.startsWith("blocks.") && name.endsWith(".in_proj_weight"))
                .count();
    }

    private static ModelDescription with(NetworkDescription network, ModelDescription model) {
        return new ModelDescription(
                ModelDescription.formatVersion(network),
                model.id(),
                model.name(),
                model.kind(),
                model.scenario(),
                model.locale(),
                model.created(),
                model.features(),
                NetworkJson.write(network),
                model.decoder(),
                model.provenance(),
                model.licence(),
                model.scores(),
                model.entries());
    }
}
