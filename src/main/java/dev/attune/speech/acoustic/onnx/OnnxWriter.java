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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as an ONNX graph (IR 8, opset 13).
 *
 * <p>Inputs: {@code x} float [N, T, melBins], {@code x_lens} int64 [N]. Outputs of {@link Heads#ALL}: {@code phones} and {@code letters}, float
 * [N, T', tokens], natural log of probabilities, and {@code lengths} int64 [N]; an absent head is left out. Outputs of {@link Heads#LETTERS}:
 * {@code log_probs} and {@code log_probs_len}, the form that other runtimes expect of a CTC model.
 *
 * <p>Normalisation per utterance is part of the graph and looks at the first {@code x_lens} frames only. No input is too short: no frame at all
 * gives lengths of 0.
 */
public final class OnnxWriter {

    /** Which heads go into the file. */
    public enum Heads {
        ALL,
        LETTERS
    }

    /** How the layers compute. */
    public enum Arithmetic {
        /** In single precision. */
        FLOAT,
        /**
         * All layers but the first and the linear maps of conformer blocks multiply integers of 8 bits, by the operators DynamicQuantizeLinear and
         * MatMulInteger, which every runtime has: weights with a scale per channel ({@link Int8Layer}), activations with one scale and zero point
         * per call. The first layer, the heads and the depthwise convolutions, which hold few of the weights, stay in single precision, and so do the
         * products of queries, keys and values.
         */
        INT8
    }

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<String, Tensor> weights;
    private final Precision precision;
    private final Arithmetic arithmetic;
    private int nodes;

    private OnnxWriter(Map<String, Tensor> weights, Precision precision, Arithmetic arithmetic) {
        this.weights = weights;
        this.precision = precision;
        this.arithmetic = arithmetic;
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
        write(file, description, weights, heads, precision, Arithmetic.FLOAT, metadata);
    }

    /**
     * As {@link #write(Path, NetworkDescription, Map, Heads, Precision, Map)}.
     *
     * @param precision how those weights are stored that are not kept in 8 bits
     */
    public static void write(
            Path file,
            NetworkDescription description,
            Map<String, Tensor> weights,
            Heads heads,
            Precision precision,
            Arithmetic arithmetic,
            Map<String, String> metadata)
            throws IOException {
        ModelProto model = new OnnxWriter(weights, precision, arithmetic).build(description, heads, metadata);
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

        String trunk = turned(normalise(atLeastOneFrame())); // (N, T, F) -> (N, F, T)
        String lengths = "x_lens";
        for (int i = 0; i < description.layers().size(); i++) {
            Layer layer = description.layers().get(i);
            if (i == description.layers().size() - 1 && !description.blocks().isEmpty()) {
                String byFrame = blocks(isInt8(i) ? trunk : turned(trunk), lengths, description);
                trunk = isInt8(i) ? byFrame : turned(byFrame);
            }
            String activated = isInt8(i) ? int8Layer(trunk, i, layer) : layer(trunk, i, layer);
            if (!isInt8(i) && isInt8(i + 1)) {
                activated = turned(activated); // (N, C, T) -> (N, T, C), which products of matrices want
            }
            trunk = layer.residual() ? node("Add", List.of(activated, trunk)) : activated;
            if (layer.stride() > 1) {
                String rounded = node("Add", List.of(lengths, constant(layer.stride() - 1)));
                lengths = node("Div", List.of(rounded, constant(layer.stride())));
            }
        }
        if (isInt8(description.layers().size() - 1)) {
            trunk = turned(trunk); // (N, T, C) -> (N, C, T)
        }
        if (heads == Heads.ALL && description.phoneTokens() > 0) {
            head(trunk, "phones", "phones", description.phoneTokens(), description.phonesPerFrame());
        }
        if (description.letterTokens() > 0) {
            head(trunk, "letters", heads == Heads.LETTERS ? "log_probs" : "letters", description.letterTokens(), 1);
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

    private boolean isInt8(int layer) {
        return arithmetic == Arithmetic.INT8 && layer > 0;
    }

    /** The input, with one frame of zeros if it has none: convolutions refuse to run over nothing. */
    private String atLeastOneFrame() {
        String time = node(
                "Gather", List.of(node("Shape", List.of("x")), constants(1)), integer("axis", 0)); // one-dimensional
        String missing = node("Max", List.of(node("Sub", List.of(constants(1), time)), constants(0)));
        String pads = node("Concat", List.of(constants(0, 0, 0, 0), missing, constants(0)), integer("axis", 0));
        return node("Pad", List.of("x", pads));
    }

    /**
     * @param trunk (N, T, C)
     * @param lengths real frames of it (N)
     */
    private String blocks(String trunk, String lengths, NetworkDescription description) {
        ConformerNodes.Mask mask = ConformerNodes.Mask.of(this, realFrames(trunk, lengths));
        String x = trunk;
        for (int i = 0; i < description.blocks().size(); i++) {
            x = new ConformerNodes(this, description.blocks().get(i), description.blockChannels(), "blocks." + i + ".")
                    .write(x, mask);
        }
        return x;
    }

    String turned(String tensor) {
        return node("Transpose", List.of(tensor), ints("perm", 0, 2, 1));
    }

    /** Mean 0 and variance 1 per utterance and bin over the real frames; frames beyond become 0. */
    private String normalise(String input) {
        String mask = node("Unsqueeze", List.of(realFrames(input, "x_lens"), constants(2)));
        String atLeastOne = node("Max", List.of("x_lens", constant(1)));
        String floatLengths = node("Cast", List.of(atLeastOne), integer("to", TensorProto.DataType.FLOAT_VALUE));
        String count = node("Unsqueeze", List.of(floatLengths, constants(1, 2)));

        String sum =
                node("ReduceSum", List.of(node("Mul", List.of(input, mask)), constants(1)), integer("keepdims", 1));
        String mean = node("Div", List.of(sum, count));
        String centred = node("Mul", List.of(node("Sub", List.of(input, mean)), mask));
        String squares = node("Mul", List.of(centred, centred));
        String variance =
                node("Div", List.of(node("ReduceSum", List.of(squares, constants(1)), integer("keepdims", 1)), count));
        String floor = number("variance_floor", NetworkDescription.VARIANCE_FLOOR);
        String deviation = node("Sqrt", List.of(node("Add", List.of(variance, floor))));
        return node("Div", List.of(centred, deviation));
    }

    /** 1 on real frames, 0 on padding (N, T), for an input (N, T, C) and its lengths (N). */
    private String realFrames(String input, String lengths) {
        String shape = node("Shape", List.of(input));
        String time = node("Gather", List.of(shape, constant(1)), integer("axis", 0));
        String frames = node("Range", List.of(constant(0), time, constant(1)));
        String columns = node("Unsqueeze", List.of(lengths, constants(1)));
        String real = node("Less", List.of(frames, columns)); // (T) < (N, 1) -> (N, T)
        return node("Cast", List.of(real), integer("to", TensorProto.DataType.FLOAT_VALUE));
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
        return node("Relu", List.of(batchNormalised(convolved, prefix + "norm.")));
    }

    String batchNormalised(String input, String prefix) {
        return node(
                "BatchNormalization",
                List.of(
                        input,
                        weight(prefix + "weight", false),
                        weight(prefix + "bias", false),
                        weight(prefix + "running_mean", false),
                        weight(prefix + "running_var", false)),
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(NetworkDescription.BATCH_NORM_EPSILON)
                        .build());
    }

    /** The same on (N, T, C): the frames that a kernel sees lie side by side and meet the weights in one product of integers. */
    private String int8Layer(String input, int index, Layer layer) {
        String prefix = "layers." + index + ".";
        Int8Layer quantised = Int8Layer.of(
                tensor(prefix + "conv.weight"),
                tensor(prefix + "norm.weight"),
                tensor(prefix + "norm.bias"),
                tensor(prefix + "norm.running_mean"),
                tensor(prefix + "norm.running_var"));
        int padding = layer.padding();
        String padded = padding == 0 ? input : node("Pad", List.of(input, constants(0, padding, 0, 0, padding, 0)));
        Bytes bytes = bytes(padded);
        List<String> seen = new ArrayList<>();
        for (int tap = 0; tap < layer.kernel(); tap++) {
            long start = (long) tap * layer.dilation();
            long beyond = 2L * padding - start;
            seen.add(
                    layer.kernel() == 1 && layer.stride() == 1
                            ? bytes.values()
                            : node(
                                    "Slice",
                                    List.of(
                                            bytes.values(),
                                            constants(start),
                                            constants(beyond == 0 ? Long.MAX_VALUE : -beyond),
                                            constants(1),
                                            constants(layer.stride()))));
        }
        String side = seen.size() == 1 ? seen.getFirst() : node("Concat", seen, integer("axis", 2));
        return node("Relu", List.of(product(side, bytes, quantised, prefix)));
    }

    /** A tensor in unsigned integers of 8 bits, its scale and its zero point. */
    private record Bytes(String values, String scale, String zero) {}

    private Bytes bytes(String input) {
        Bytes bytes = new Bytes("bytes" + nodes, "scale" + nodes, "zero" + nodes);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("DynamicQuantizeLinear")
                .setName(bytes.values())
                .addInput(input)
                .addAllOutput(List.of(bytes.values(), bytes.scale(), bytes.zero())));
        nodes++;
        return bytes;
    }

    /**
     * @param input (N, T, inputs) of the layer: the values of {@code bytes} or pieces of them side by side
     */
    private String product(String input, Bytes bytes, Int8Layer layer, String prefix) {
        String sums = node("MatMulInteger", List.of(input, int8(prefix + "weight_int8", layer), bytes.zero()));
        long[] channels = {layer.scales().length};
        String scales = initializer(prefix + "scales", new Tensor(channels, layer.scales()), false);
        String bias = initializer(prefix + "bias_float", new Tensor(channels, layer.bias()), false);
        String scaled = node(
                "Mul",
                List.of(
                        node("Cast", List.of(sums), integer("to", TensorProto.DataType.FLOAT_VALUE)),
                        node("Mul", List.of(bytes.scale(), scales))));
        return node("Add", List.of(scaled, bias));
    }

    /** (N, T, in) to (N, T, out) by weights [out, in] and a bias [out], in the arithmetic of the file. */
    String linear(String input, String weight, String bias) {
        if (arithmetic == Arithmetic.INT8) {
            Bytes bytes = bytes(input);
            return product(bytes.values(), bytes, Int8Layer.of(tensor(weight), tensor(bias)), weight + ".");
        }
        Tensor matrix = tensor(weight);
        int outputs = (int) matrix.shape()[0];
        int inputs = (int) matrix.shape()[1];
        float[] turned = new float[matrix.values().length];
        for (int output = 0; output < outputs; output++) {
            for (int i = 0; i < inputs; i++) {
                turned[i * outputs + output] = matrix.values()[output * inputs + i];
            }
        }
        String weights =
                initializer(weight, new Tensor(new long[] {inputs, outputs}, turned), precision == Precision.FLOAT16);
        return node("Add", List.of(node("MatMul", List.of(input, weights)), weight(bias, false)));
    }

    private String int8(String name, Int8Layer layer) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT8_VALUE)
                .addDims(layer.weights().length / layer.scales().length)
                .addDims(layer.scales().length)
                .setRawData(ByteString.copyFrom(layer.weights())));
        return name;
    }

    /**
     * @param perFrame outputs in each frame of the trunk
     */
    private void head(String trunk, String prefix, String output, int tokens, int perFrame) {
        String logits = node(
                "Conv",
                List.of(trunk, weight(prefix + ".weight", true), weight(prefix + ".bias", false)),
                ints("kernel_shape", 1));
        String byFrame = turned(logits); // (N, V, T') -> (N, T', V)
        if (perFrame > 1) {
            byFrame = node("Reshape", List.of(byFrame, constants(0, -1, tokens))); // (N, T', r V) -> (N, T' r, V)
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("LogSoftmax")
                .setName(output)
                .addInput(byFrame)
                .addOutput(output)
                .addAttribute(integer("axis", 2)));
        graph.addOutput(value(output, TensorProto.DataType.FLOAT, "N", perFrame > 1 ? "T_" + output : "T_out", tokens));
    }

    String weight(String name, boolean maybeHalf) {
        return initializer(name, tensor(name), maybeHalf && precision == Precision.FLOAT16);
    }

    /** A single number. */
    String number(String name, double value) {
        return initializer(name, new Tensor(new long[0], new float[] {(float) value}), false);
    }

    private Tensor tensor(String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor \"" + name + "\" among the weights");
        }
        return tensor;
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

    String constant(long value) {
        return integers(new long[] {value}, true);
    }

    String constants(long... values) {
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

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = "n" + nodes++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto ints(String name, long... values) {
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
