package dev.attune.speech.modelimport;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small ONNX graphs, operator by operator, for models of any make. Sizes of -1 vary. */
final class TestGraph {

    final GraphProto.Builder graph;
    private final ModelProto.Builder model;
    private int names;

    private TestGraph(ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraphBuilder();
    }

    static TestGraph empty() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13));
        model.getGraphBuilder().setName("test");
        return new TestGraph(model);
    }

    /** An existing model, to be changed. */
    static TestGraph of(Path onnx) throws IOException {
        return new TestGraph(ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder());
    }

    TestGraph metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    TestGraph withoutMetadata() {
        model.clearMetadataProps();
        return this;
    }

    TestGraph input(String name, TensorProto.DataType type, long... shape) {
        graph.addInput(port(name, type, shape));
        return this;
    }

    TestGraph output(String name, TensorProto.DataType type, long... shape) {
        graph.addOutput(port(name, type, shape));
        return this;
    }

    String floats(float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return initializer(tensor, shape);
    }

    String integers(long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return initializer(tensor, values.length);
    }

    private String initializer(TensorProto.Builder tensor, long... shape) {
        String name = "w" + names++;
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor.setName(name));
        return name;
    }

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = "t" + names++;
        node(operator, inputs, output, attributes);
        return output;
    }

    void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto list(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** Every {@code stride}-th frame of [1, frames, bins] times a matrix [bins, tokens]: the simplest network with a stride. */
    String linear(String input, int stride, float[] weights, int bins, int tokens) {
        String some =
                node("Slice", List.of(input, integers(0), integers(Integer.MAX_VALUE), integers(1), integers(stride)));
        return node("MatMul", List.of(some, floats(weights, bins, tokens)));
    }

    /** Adds the reading of other names of an existing input, in other dimensions: {@code name} becomes what {@code from} was. */
    void renameInput(String from, String to) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            NodeProto.Builder changed = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(from)) {
                    changed.setInput(i, to);
                }
            }
            nodes.add(changed.build());
        }
        graph.clearNode().addAllNode(nodes);
    }

    /** Puts nodes that were added last before all others, as ONNX wants its nodes in order. */
    void lastNodesFirst(int count) {
        List<NodeProto> nodes = new ArrayList<>(graph.getNodeList());
        List<NodeProto> last = new ArrayList<>(nodes.subList(nodes.size() - count, nodes.size()));
        last.addAll(nodes.subList(0, nodes.size() - count));
        graph.clearNode().addAllNode(last);
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    byte[] bytes() {
        return model.build().toByteArray();
    }

    private static ValueInfoProto port(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.length; i++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            sizes.addDim(shape[i] < 0 ? dimension.setDimParam(name + i) : dimension.setDimValue(shape[i]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(sizes)))
                .build();
    }
}
