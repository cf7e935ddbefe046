package dev.attune.speech.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns trained weights into the two files of a model package and proves that they agree: {@code acoustic.safetensors} for further training,
 * {@code acoustic.onnx} for everything else. Weights are rounded to half precision first, so both files hold the very same numbers.
 */
public final class NetworkExport {

    /** Largest difference of a log probability between ONNX Runtime and PyTorch that is taken as rounding. */
    public static final double TOLERANCE = 2e-3;

    private NetworkExport() {}

    /**
     * @param features real features to compare on, at least one matrix with a frame
     * @return the largest difference of any log probability that was seen
     * @throws TrainingFailedException if the two differ by more than {@link #TOLERANCE}
     */
    public static double write(
            NetworkDescription description,
            Map<String, Tensor> weights,
            List<FeatureMatrix> features,
            Path safetensorsFile,
            Path onnxFile)
            throws IOException, TrainingFailedException {
        Map<String, Tensor> rounded = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> rounded.put(name, tensor.toHalfPrecision()));
        Safetensors half = new Safetensors(rounded, Map.of());
        half.write(safetensorsFile, Precision.FLOAT16);
        OnnxWriter.write(onnxFile, description, rounded, OnnxWriter.Heads.ALL, Precision.FLOAT16, Map.of());

        double worst = 0;
        try (OnnxAcousticModel onnx = OnnxAcousticModel.load(onnxFile, description.totalStride(), 1)) {
            for (FeatureMatrix matrix : features) {
                List<LogProbMatrix> expected = evaluate(description, half, matrix);
                AcousticOutput output = onnx.evaluate(matrix);
                List<LogProbMatrix> actual = new ArrayList<>();
                if (output.phones() != null) {
                    actual.add(output.phones());
                }
                if (output.letters() != null) {
                    actual.add(output.letters());
                }
                for (int head = 0; head < expected.size(); head++) {
                    worst = Math.max(worst, difference(expected.get(head), actual.get(head)));
                }
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.PARITY,
                    "The ONNX file does not agree with the trained network (log probabilities differ by " + worst
                            + "): nothing was kept. Please report this with the training's log.");
        }
        return worst;
    }

    /** Log probabilities of each head as PyTorch computes them. */
    static List<LogProbMatrix> evaluate(NetworkDescription description, Safetensors weights, FeatureMatrix matrix) {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = new AcousticNetwork(description);
            network.initialize(manager);
            network.load(weights);
            float[] mask = new float[matrix.frames()];
            Arrays.fill(mask, 1f);
            NDList outputs = network.forward(
                    new ParameterStore(manager, false),
                    new NDList(
                            manager.create(matrix.values(), new Shape(1, matrix.frames(), matrix.bins())),
                            manager.create(mask, new Shape(1, matrix.frames(), 1))),
                    false);
            List<LogProbMatrix> heads = new ArrayList<>();
            for (var logits : outputs) {
                Shape shape = logits.getShape();
                heads.add(new LogProbMatrix(
                        (int) shape.get(1),
                        (int) shape.get(2),
                        logits.logSoftmax(-1).toFloatArray()));
            }
            return heads;
        }
    }

    /** Largest difference where it matters: probabilities below e^-20 are nothing but rounding. */
    private static double difference(LogProbMatrix expected, LogProbMatrix actual) {
        if (expected.frames() != actual.frames() || expected.tokens() != actual.tokens()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < expected.values().length; i++) {
            if (expected.values()[i] > -20) {
                double difference = Math.abs((double) expected.values()[i] - actual.values()[i]);
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        return worst;
    }
}
