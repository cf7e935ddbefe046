package dev.attune.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.speech.acoustic.NetworkDescription.ConformerBlock;
import dev.attune.speech.acoustic.NetworkDescription.Layer;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import dev.attune.speech.acoustic.djl.Arithmetic;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network with conformer blocks and two outputs of the phone head in a frame against the same in PyTorch for Python: three utterances of different
 * lengths in one batch. The golden file is made anew by {@code src/baseline/conformer_golden.py}.
 */
final class ConformerGoldenTest {

    private static final NetworkDescription NETWORK = new NetworkDescription(
            6,
            List.of(
                    new Layer(8, 5, 2, 1, false, 0),
                    new Layer(8, 3, 2, 1, false, 0),
                    new Layer(8, 3, 1, 1, true, 0),
                    new Layer(12, 1, 1, 1, false, 0)),
            List.of(new ConformerBlock(2, 5, 3, 0), new ConformerBlock(2, 5, 3, 0)),
            5,
            4,
            2);

    private Safetensors golden;

    @BeforeEach
    void read() throws IOException, URISyntaxException {
        golden = Safetensors.read(Path.of(ConformerGoldenTest.class
                .getResource("conformer-golden.safetensors")
                .toURI()));
    }

    @Test
    void recognisesAsInPython() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList logits = forward(manager, network(manager), false);

            // Heads give (B, T, V) here and (B, V, T) there.
            assertClose(logits.get(0).transpose(0, 2, 1).toFloatArray(), golden.tensor("phones"), 2e-5);
            assertClose(logits.get(1).transpose(0, 2, 1).toFloatArray(), golden.tensor("letters"), 2e-5);
        }
    }

    @Test
    void learnsAsInPython() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = network(manager);
            network.namedParameters().forEach((name, parameter) -> {
                if (parameter.requiresGradient()) {
                    parameter.getArray().setRequiresGradient(true);
                }
            });
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDList logits = forward(manager, network, true);
                collector.backward(logits.get(0)
                        .logSoftmax(-1)
                        .get(":, :, 2")
                        .sum()
                        .add(logits.get(1).logSoftmax(-1).get(":, :, 1").sum()));
            }
            int compared = 0;
            for (var named : network.namedParameters().entrySet()) {
                if (named.getValue().requiresGradient()) {
                    compared++;
                    assertClose(
                            named.getValue().getArray().getGradient().toFloatArray(),
                            golden.tensor("gradient." + named.getKey()),
                            2e-4);
                }
            }
            assertThat(compared).isEqualTo((int) golden.tensors().keySet().stream()
                    .filter(name -> name.startsWith("gradient."))
                    .count());
        }
    }

    @Test
    void isServedAsInPython(@TempDir Path folder) throws IOException, OrtException {
        Path file = folder.resolve("network.onnx");
        OnnxWriter.write(file, NETWORK, golden.tensors(), OnnxWriter.Heads.ALL, Precision.FLOAT32, Map.of());
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Tensor features = golden.tensor("features");
        float[] frames = golden.tensor("frames").values();
        long[] lengths = new long[frames.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (long) frames[i];
        }
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor x =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(features.values()), features.shape());
                OnnxTensor count =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(lengths), new long[] {lengths.length});
                OrtSession.Result result = session.run(Map.of("x", x, "x_lens", count));
                NDManager manager = NDManager.newBaseManager()) {
            for (String head : List.of("phones", "letters")) {
                OnnxTensor output = (OnnxTensor) result.get(head).orElseThrow();
                float[] actual = new float[output.getFloatBuffer().remaining()];
                output.getFloatBuffer().get(actual);
                NDArray expected =
                        array(manager, golden.tensor(head)).logSoftmax(1).transpose(0, 2, 1);
                assertClose(actual, AcousticNetwork.tensor(expected), 2e-5);
            }
        }
    }

    private AcousticNetwork network(NDManager manager) {
        AcousticNetwork network = new AcousticNetwork(NETWORK, Arithmetic.SINGLE);
        network.initialize(manager);
        network.load(golden);
        return network;
    }

    private NDList forward(NDManager manager, AcousticNetwork network, boolean training) {
        NDArray features = array(manager, golden.tensor("features"));
        float[] frames = golden.tensor("frames").values();
        int time = (int) features.getShape().get(1);
        float[] mask = new float[frames.length * time];
        for (int b = 0; b < frames.length; b++) {
            for (int t = 0; t < frames[b]; t++) {
                mask[b * time + t] = 1;
            }
        }
        return network.forward(
                new ParameterStore(manager, false),
                new NDList(features, manager.create(mask, new Shape(frames.length, time, 1))),
                training);
    }

    private static NDArray array(NDManager manager, Tensor tensor) {
        return manager.create(tensor.values(), new Shape(tensor.shape()));
    }

    private static void assertClose(float[] actual, Tensor expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected.values());
        for (int i = 0; i < actual.length; i++) {
            double wanted = expected.values()[i];
            assertThat((double) actual[i])
                    .as("value %d", i)
                    .isCloseTo(wanted, within(tolerance * Math.max(1, Math.abs(wanted))));
        }
    }
}
