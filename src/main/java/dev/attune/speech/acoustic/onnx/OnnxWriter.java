package dev.attune.speech.acoustic.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.NetworkDescription.Layer;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as an ONNX graph (IR 8, opset 13).
 *
 * <p>Inputs: {@code x} float [N, T, melBins], {@code x_lens} int64 [N]. Outputs of {@link Heads#ALL}: {@code phones} and {@code letters}, float
 * [N, T', tokens], natural log of probabilities, and {@code lengths} int64 [N]; an absent head is left out. Outputs of {@link Heads#LETTERS}:
 * {@code log_probs} and {@code log_probs_len}, the form that other runtimes expect of a CTC model.
 *
 * <p>Normalisation per utterance is part of the graph and looks at the first {@code x_lens} frames only.
 */
public final class OnnxWriter {

    /** Which heads go into the file. */
    public enum Heads {
        ALL,
        LETTERS
    }

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<String, Tensor> weights;
    private final Precision precision;
    private int nodes;

    private OnnxWriter(Map<String, Tensor> weights, Precision precision) {
        this.weights = weights;
        this.precision = precision;
    }

    /**
     * @param weights named as in {@code AcousticNetwork}
     * @param precision how convolution weights are stored; half precision halves the file, and computation stays in single precision
     * @param metadata key-value pairs to put into the file
     * @throws IllegalArgumentException if a tensor is missing, or letters are asked of a network without a letter head
     */
    public static void write(
            Path file,
            NetworkDescription description,
            Map<String, Tensor> weights,
            Heads heads,
            Precision precision,
            Map<String, String> metadata)
            throws IOException {
        ModelProto model = new OnnxWriter(weights, precision).build(description, heads, metadata);
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(temporary, model.toByteArray());
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private ModelProto build(NetworkDescription description, Heads heads, Map<String, String> metadata) {
        if (heads == Heads.LETTERS && description.letterTokens() == 0) {
            throw new IllegalArgumentException("the network has no letter head to export");
        }
        graph.setName("attune");
        graph.addInput(value("x", TensorProto.DataType.FLOAT, "N", "T", description.melBins()));
        graph.addInput(value("x_lens", TensorProto.DataType.INT64, "N"));

        String trunk = node("Transpose", List.of(normalise()), ints("perm", 0, 2, 1)); // (N, T, F) -> (N, F, T)
        String lengths = "x_lens";
        for (int i = 0; i < description.layers().size(); i++) {
            Layer layer = description.layers().get(i);
            String activated = layer(trunk, i, layer);
            trunk = layer.residual() ? node("Add", List.of(activated, trunk)) : activated;
            if (layer.stride() > 1) {
                String rounded = node("Add", List.of(lengths, constant(layer.stride() - 1)));
                lengths = node("Div", List.of(rounded, constant(layer.stride())));
            }
        }
        if (heads == Heads.ALL && description.phoneTokens() > 0) {
            head(trunk, "phones", "phones", description.phoneTokens());
        }
        if (description.letterTokens() > 0) {
            head(trunk, "letters", heads == Heads.LETTERS ? "log_probs" : "letters", description.letterTokens());
        }
        String lengthName = heads == Heads.LETTERS ? "log_probs_len" : "lengths";
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(lengthName)
                .addInput(lengths)
                .addOutput(lengthName));
        graph.addOutput(value(lengthName, TensorProto.DataType.INT64, "N"));

        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("attune")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph);
        metadata.forEach((key, text) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build();
    }

    /** Mean 0 and variance 1 per utterance and bin over the real frames; frames beyond become 0. */
    private String normalise() {
        String shape = node("Shape", List.of("x"));
        String time = node("Gather", List.of(shape, constant(1)), integer("axis", 0));
        String frames = node("Range", List.of(constant(0), time, constant(1)));
        String columns = node("Unsqueeze", List.of("x_lens", constants(1)));
        String real = node("Less", List.of(frames, columns)); // (T) < (N, 1) -> (N, T)
        String mask = node(
                "Unsqueeze",
                List.of(node("Cast", List.of(real), integer("to", TensorProto.DataType.FLOAT_VALUE)), constants(2)));
        String atLeastOne = node("Max", List.of("x_lens", constant(1)));
        String floatLengths = node("Cast", List.of(atLeastOne), integer("to", TensorProto.DataType.FLOAT_VALUE));
        String count = node("Unsqueeze", List.of(floatLengths, constants(1, 2)));

        String sum = node("ReduceSum", List.of(node("Mul", List.of("x", mask)), constants(1)), integer("keepdims", 1));
        String mean = node("Div", List.of(sum, count));
        String centred = node("Mul", List.of(node("Sub", List.of("x", mean)), mask));
        String squares = node("Mul", List.of(centred, centred));
        String variance =
                node("Div", List.of(node("ReduceSum", List.of(squares, constants(1)), integer("keepdims", 1)), count));
        String floor = initializer(
                "variance_floor", new Tensor(new long[0], new float[] {NetworkDescription.VARIANCE_FLOOR}), false);
        String deviation = node("Sqrt", List.of(node("Add", List.of(variance, floor))));
        return node("Div", List.of(centred, deviation));
    }

    private String layer(String input, int index, Layer layer) {
        String prefix = "layers." + index + ".";
        String convolved = node(
                "Conv",
                List.of(input, weight(prefix + "conv.weight", true)),
                ints("kernel_shape", layer.kernel()),
                ints("strides", layer.stride()),
                ints("dilations", layer.dilation()),
                ints("pads", layer.padding(), layer.padding()));
        String normalised = node(
                "BatchNormalization",
                List.of(
                        convolved,
                        weight(prefix + "norm.weight", false),
                        weight(prefix + "norm.bias", false),
                        weight(prefix + "norm.running_mean", false),
                        weight(prefix + "norm.running_var", false)),
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(NetworkDescription.BATCH_NORM_EPSILON)
                        .build());
        return node("Relu", List.of(normalised));
    }

    private void head(String trunk, String prefix, String output, int tokens) {
        String logits = node(
                "Conv",
                List.of(trunk, weight(prefix + ".weight", true), weight(prefix + ".bias", false)),
                ints("kernel_shape", 1));
        String byFrame = node("Transpose", List.of(logits), ints("perm", 0, 2, 1)); // (N, V, T') -> (N, T', V)
        graph.addNode(NodeProto.newBuilder()
                .setOpType("LogSoftmax")
                .setName(output)
                .addInput(byFrame)
                .addOutput(output)
                .addAttribute(integer("axis", 2)));
        graph.addOutput(value(output, TensorProto.DataType.FLOAT, "N", "T_out", tokens));
    }

    private String weight(String name, boolean maybeHalf) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor \"" + name + "\" among the weights");
        }
        return initializer(name, tensor, maybeHalf && precision == Precision.FLOAT16);
    }

    private String initializer(String name, Tensor tensor, boolean half) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.values().length * (half ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor.values()) {
            if (half) {
                bytes.putShort(Float.floatToFloat16(value));
            } else {
                bytes.putFloat(value);
            }
        }
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(half ? TensorProto.DataType.FLOAT16_VALUE : TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes.flip()));
        for (long size : tensor.shape()) {
            proto.addDims(size);
        }
        graph.addInitializer(proto);
        // The runtime folds the cast away when it loads the file.
        return half ? node("Cast", List.of(name), integer("to", TensorProto.DataType.FLOAT_VALUE)) : name;
    }

    private String constant(long value) {
        return integers(new long[] {value}, true);
    }

    private String constants(long... values) {
        return integers(values, false);
    }

    private String integers(long[] values, boolean scalar) {
        String name = "constant" + nodes++;
        TensorProto.Builder proto =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64_VALUE);
        if (!scalar) {
            proto.addDims(values.length);
        }
        for (long value : values) {
            proto.addInt64Data(value);
        }
        graph.addInitializer(proto);
        return name;
    }

    private String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = "n" + nodes++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            TensorShapeProto.Dimension.Builder builder = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dimension instanceof Integer size
                            ? builder.setDimValue(size)
                            : builder.setDimParam((String) dimension));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
