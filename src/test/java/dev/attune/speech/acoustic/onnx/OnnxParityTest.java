package dev.attune.speech.acoustic.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.NetworkDescription.Layer;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The served graph against the network as it was trained. */
final class OnnxParityTest {

    private static final NetworkDescription BOTH = NetworkDescription.timeDelay(16, 2, 24, 7, 5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 17, 100, 401})
    void agreesForConformerBlocksAndEveryLength(int frames) throws IOException {
        NetworkDescription network = BOTH.withConformerBlocks(2);
        Map<String, Tensor> weights = randomWeights(network, 1);
        FeatureMatrix features = features(frames, 2);

        try (OnnxAcousticModel model = model(network, weights, OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            assertAgrees(model, network, weights, features);
            assertThat(model.evaluate(new FeatureMatrix(0, 80, new float[0]))
                            .phones()
                            .frames())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 17, 100, 401})
    void agreesWithTheTrainedNetworkForEveryLength(int frames) throws IOException {
        Map<String, Tensor> weights = randomWeights(BOTH, 1);
        FeatureMatrix features = features(frames, 2);

        try (OnnxAcousticModel model = model(BOTH, weights, OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            AcousticOutput output = assertAgrees(model, BOTH, weights, features);

            assertThat(output.phoneShiftSeconds()).isEqualTo(0.04);
            assertThat(output.letterShiftSeconds()).isEqualTo(0.04);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 17, 100, 401})
    void agreesForTwoPhonesInAFrameAndEveryLength(int frames) throws IOException {
        NetworkDescription network = BOTH.withPhonesPerFrame(2);
        Map<String, Tensor> weights = randomWeights(network, 1);
        FeatureMatrix features = features(frames, 2);

        try (OnnxAcousticModel model = model(network, weights, OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            AcousticOutput output = assertAgrees(model, network, weights, features);
            AcousticOutput nothing = model.evaluate(new FeatureMatrix(0, 80, new float[0]));

            assertThat(output.phones().frames())
                    .isEqualTo(2 * output.letters().frames())
                    .isEqualTo(network.phoneFrames(frames));
            assertThat(output.phoneShiftSeconds()).isEqualTo(0.02);
            assertThat(output.letterShiftSeconds()).isEqualTo(0.04);
            assertThat(nothing.phones().frames()).isZero();
            assertThat(nothing.phoneShiftSeconds()).isEqualTo(0.02);
        }
    }

    @Test
    void agreesForDilatedLayersAndASingleHead() throws IOException {
        NetworkDescription network = new NetworkDescription(
                80,
                List.of(
                        new Layer(8, 5, 2, 1, false, 0),
                        new Layer(8, 5, 1, 3, true, 0.2),
                        new Layer(8, 3, 2, 1, false, 0)),
                0,
                6);
        Map<String, Tensor> weights = randomWeights(network, 3);
        FeatureMatrix features = features(50, 4);

        try (OnnxAcousticModel model = model(network, weights, OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            AcousticOutput output = model.evaluate(features);

            assertThat(output.phones()).isNull();
            assertClose(output.letters(), trained(network, weights, features).getFirst(), 2e-4);
        }
    }

    @Test
    void givesTheLettersAloneUnderTheNamesOfOtherRuntimes() throws IOException {
        Map<String, Tensor> weights = randomWeights(BOTH, 1);
        FeatureMatrix features = features(30, 5);

        try (OnnxAcousticModel model = model(BOTH, weights, OnnxWriter.Heads.LETTERS, Precision.FLOAT32)) {
            AcousticOutput output = model.evaluate(features);

            assertThat(output.phones()).isNull();
            assertClose(output.letters(), trained(BOTH, weights, features).get(1), 2e-4);
        }
        NetworkDescription phonesOnly = NetworkDescription.timeDelay(16, 1, 24, 7, 0);
        assertThatThrownBy(() ->
                        model(phonesOnly, randomWeights(phonesOnly, 1), OnnxWriter.Heads.LETTERS, Precision.FLOAT32))
                .hasMessage("the network has no letter head to export");
    }

    @Test
    void halfPrecisionIsTheNetworkWithRoundedWeights() throws IOException {
        Map<String, Tensor> weights = randomWeights(BOTH, 6);
        Map<String, Tensor> rounded = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> rounded.put(name, tensor.toHalfPrecision()));
        FeatureMatrix features = features(40, 7);

        try (OnnxAcousticModel model = model(BOTH, rounded, OnnxWriter.Heads.ALL, Precision.FLOAT16)) {
            assertClose(
                    model.evaluate(features).phones(),
                    trained(BOTH, rounded, features).getFirst(),
                    2e-4);
        }
    }

    @Test
    void probabilitiesOfAFrameSumToOne() throws IOException {
        try (OnnxAcousticModel model = model(BOTH, randomWeights(BOTH, 8), OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            LogProbMatrix phones = model.evaluate(features(60, 9)).phones();
            for (int frame = 0; frame < phones.frames(); frame++) {
                double sum = 0;
                for (int token = 0; token < phones.tokens(); token++) {
                    sum += Math.exp(phones.get(frame, token));
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
        }
    }

    /** Level and tilt of a recording must not matter: the graph normalises every bin. */
    @Test
    void doesNotHearTheLevel() throws IOException {
        FeatureMatrix features = features(60, 9);
        float[] louder = features.values().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] += 3 + 0.1f * (i % 80);
        }
        try (OnnxAcousticModel model = model(BOTH, randomWeights(BOTH, 8), OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            assertClose(
                    model.evaluate(new FeatureMatrix(60, 80, louder)).phones(),
                    model.evaluate(features).phones(),
                    1e-3);
        }
    }

    @Test
    void givesNoFramesForNoFrames() throws IOException {
        try (OnnxAcousticModel model = model(BOTH, randomWeights(BOTH, 8), OnnxWriter.Heads.ALL, Precision.FLOAT32)) {
            AcousticOutput output = model.evaluate(new FeatureMatrix(0, 80, new float[0]));

            assertThat(output.phones().frames()).isZero();
            assertThat(output.phones().tokens()).isEqualTo(7);
            assertThat(output.letters().tokens()).isEqualTo(5);
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.onnx"), "no graph");

        assertThatThrownBy(() -> OnnxAcousticModel.load(text, 4, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("notes.onnx: ONNX Runtime cannot load it");
        assertThatThrownBy(() -> OnnxAcousticModel.load(folder.resolve("absent.onnx"), 4, 1))
                .hasMessage("absent.onnx: no such file, or not readable");
        Map<String, Tensor> incomplete = randomWeights(BOTH, 1);
        incomplete.remove("layers.1.norm.bias");
        assertThatThrownBy(() -> model(BOTH, incomplete, OnnxWriter.Heads.ALL, Precision.FLOAT32))
                .hasMessage("no tensor \"layers.1.norm.bias\" among the weights");
    }

    @Test
    void refusesWeightsOfAnotherNetwork() {
        Map<String, Tensor> weights = randomWeights(NetworkDescription.timeDelay(12, 2, 24, 7, 5), 1);

        assertThatThrownBy(() -> trained(BOTH, weights, features(10, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layers.0.conv.weight")
                .hasMessageContaining("the network needs");
    }

    /** Padding beside a longer utterance changes nothing but the last frames, which see it through the kernels. */
    @Test
    void paddingOfABatchDoesNotReachIntoAnUtterance() {
        Map<String, Tensor> weights = randomWeights(BOTH, 1);
        FeatureMatrix features = features(120, 2);
        LogProbMatrix alone = trained(BOTH, weights, features).getFirst();

        LogProbMatrix padded = trained(BOTH, weights, features, 200).getFirst();

        for (int frame = 0; frame < alone.frames() - 10; frame++) {
            for (int token = 0; token < alone.tokens(); token++) {
                assertThat((double) padded.get(frame, token)).isCloseTo(alone.get(frame, token), within(1e-4));
            }
        }
    }

    /** Both heads; returns what the graph said. */
    private static AcousticOutput assertAgrees(
            OnnxAcousticModel model, NetworkDescription network, Map<String, Tensor> weights, FeatureMatrix features) {
        List<LogProbMatrix> expected = trained(network, weights, features);
        AcousticOutput output = model.evaluate(features);
        assertClose(output.phones(), expected.get(0), 2e-4);
        assertClose(output.letters(), expected.get(1), 2e-4);
        return output;
    }

    private OnnxAcousticModel model(
            NetworkDescription network, Map<String, Tensor> weights, OnnxWriter.Heads heads, Precision precision)
            throws IOException {
        Path file = folder.resolve("acoustic.onnx");
        OnnxWriter.write(file, network, weights, heads, precision, Map.of("model_type", "test"));
        assertThat(folder.resolve("acoustic.onnx.part")).doesNotExist();
        return OnnxAcousticModel.load(file, network.totalStride(), 1);
    }

    private static List<LogProbMatrix> trained(
            NetworkDescription network, Map<String, Tensor> weights, FeatureMatrix features) {
        return trained(network, weights, features, features.frames());
    }

    private static List<LogProbMatrix> trained(
            NetworkDescription description, Map<String, Tensor> weights, FeatureMatrix features, int padTo) {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = new AcousticNetwork(description);
            network.initialize(manager);
            network.load(new Safetensors(weights, Map.of()));
            float[] mask = new float[padTo];
            Arrays.fill(mask, 0, features.frames(), 1);
            NDList outputs = network.forward(
                    new ParameterStore(manager, false),
                    new NDList(
                            manager.create(
                                    Arrays.copyOf(features.values(), padTo * features.bins()),
                                    new Shape(1, padTo, features.bins())),
                            manager.create(mask, new Shape(1, padTo, 1))),
                    false);
            return outputs.stream()
                    .map(logits -> new LogProbMatrix(
                            (int) logits.getShape().get(1),
                            (int) logits.getShape().get(2),
                            logits.logSoftmax(-1).toFloatArray()))
                    .toList();
        }
    }

    /** Weights of any size, running statistics included; variances are positive. */
    private static Map<String, Tensor> randomWeights(NetworkDescription description, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = new AcousticNetwork(description);
            network.initialize(manager);
            SplittableRandom random = new SplittableRandom(seed);
            Map<String, Tensor> weights = new LinkedHashMap<>();
            network.weights().forEach((name, tensor) -> {
                float[] values = new float[tensor.values().length];
                double spread = name.endsWith("conv.weight") ? 0.15 : 0.4;
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble(-spread, spread);
                    if (name.endsWith("running_var") || name.endsWith("norm.weight")) {
                        values[i] += 1;
                    }
                }
                weights.put(name, new Tensor(tensor.shape(), values));
            });
            return weights;
        }
    }

    private static FeatureMatrix features(int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[frames * 80];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-12, 2);
        }
        return new FeatureMatrix(frames, 80, values);
    }

    private static void assertClose(LogProbMatrix actual, LogProbMatrix expected, double tolerance) {
        assertThat(actual.frames()).isEqualTo(expected.frames());
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        for (int i = 0; i < expected.values().length; i++) {
            assertThat((double) actual.values()[i])
                    .as("value %d", i)
                    .isCloseTo(expected.values()[i], within(tolerance));
        }
    }
}
