package dev.attune.speech.acoustic.onnx;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.NetworkDescription.ConformerBlock;
import java.util.List;

/** The operators of a conformer block in the graph that an {@link OnnxWriter} writes, all of opset 13. */
final class ConformerNodes {

    /** Taken from the score of a frame that is padding; its exponential is 0. */
    private static final double PENALTY = 1e9;

    private final OnnxWriter graph;
    private final ConformerBlock block;
    private final int channels;
    private final String prefix;

    /**
     * @param prefix of the names of its tensors
     */
    ConformerNodes(OnnxWriter graph, ConformerBlock block, int channels, String prefix) {
        this.graph = graph;
        this.block = block;
        this.channels = channels;
        this.prefix = prefix;
    }

    /**
     * What all blocks need to know of padding.
     *
     * @param real 1 on real frames, 0 on padding (N, T, 1)
     * @param penalty 0 on real frames, far below 0 on padding (N, 1, 1, T)
     */
    record Mask(String real, String penalty) {

        /**
         * @param frames 1 on real frames, 0 on padding (N, T)
         */
        static Mask of(OnnxWriter graph, String frames) {
            String padding = graph.node("Sub", List.of(frames, graph.number("one", 1)));
            String penalty = graph.node("Mul", List.of(padding, graph.number("penalty", PENALTY)));
            return new Mask(
                    graph.node("Unsqueeze", List.of(frames, graph.constants(2))),
                    graph.node("Unsqueeze", List.of(penalty, graph.constants(1, 2))));
        }
    }

    /** (N, T, C) to (N, T, C). */
    String write(String input, Mask mask) {
        String x = graph.node("Add", List.of(input, attention(normalised(input, 0), mask)));
        x = graph.node("Add", List.of(x, convolution(normalised(x, 1), mask)));
        return graph.node("Add", List.of(x, feedForward(normalised(x, 2))));
    }

    private String attention(String input, Mask mask) {
        String all = graph.linear(input, prefix + "attention.in_proj_weight", prefix + "attention.in_proj_bias");
        int width = channels / block.heads();
        String root = graph.number(prefix + "root", 1 / Math.sqrt(width));
        String queries = graph.node("Mul", List.of(part(all, 0, 0, 2, 1, 3), root)); // (N, heads, T, width)
        String keys = part(all, 1, 0, 2, 3, 1); // (N, heads, width, T)
        String scores = graph.node("MatMul", List.of(queries, keys)); // (N, heads, T, T)
        String weights = graph.node(
                "Softmax", List.of(graph.node("Add", List.of(scores, mask.penalty()))), OnnxWriter.integer("axis", 3));
        String seen = graph.node("MatMul", List.of(weights, part(all, 2, 0, 2, 1, 3)));
        String byFrame = graph.node("Transpose", List.of(seen), OnnxWriter.ints("perm", 0, 2, 1, 3));
        String together = graph.node("Reshape", List.of(byFrame, graph.constants(0, 0, channels)));
        return graph.linear(together, prefix + "attention.out_proj.weight", prefix + "attention.out_proj.bias");
    }

    /** Queries, keys or values, of each head apart. */
    private String part(String all, int which, long... order) {
        String slice = channels(all, (long) which * channels);
        String heads =
                graph.node("Reshape", List.of(slice, graph.constants(0, 0, block.heads(), channels / block.heads())));
        return graph.node("Transpose", List.of(heads), OnnxWriter.ints("perm", order));
    }

    private String channels(String tensor, long from) {
        return graph.node(
                "Slice", List.of(tensor, graph.constants(from), graph.constants(from + channels), graph.constants(2)));
    }

    private String convolution(String input, Mask mask) {
        String both = graph.linear(input, prefix + "pointwise.weight", prefix + "pointwise.bias");
        String gate = graph.node("Sigmoid", List.of(channels(both, channels)));
        String gated = graph.node("Mul", List.of(graph.node("Mul", List.of(channels(both, 0), gate)), mask.real()));
        int padding = (block.kernel() - 1) / 2;
        String near = graph.node(
                "Conv",
                List.of(graph.turned(gated), graph.weight(prefix + "depthwise.weight", true)),
                OnnxWriter.ints("kernel_shape", block.kernel()),
                OnnxWriter.integer("group", channels),
                OnnxWriter.ints("pads", padding, padding));
        String activated = graph.node("Relu", List.of(graph.batchNormalised(near, prefix + "batch_norm.")));
        return graph.linear(graph.turned(activated), prefix + "mix.weight", prefix + "mix.bias");
    }

    private String feedForward(String input) {
        String inner = graph.node("Relu", List.of(graph.linear(input, prefix + "wide.weight", prefix + "wide.bias")));
        return graph.linear(inner, prefix + "narrow.weight", prefix + "narrow.bias");
    }

    /** Layer normalisation over the channels of each frame. */
    private String normalised(String input, int number) {
        String name = prefix + "norms." + number + ".";
        String centred = graph.node("Sub", List.of(input, mean(input)));
        String variance = mean(graph.node("Mul", List.of(centred, centred)));
        String floor = graph.number(name + "epsilon", NetworkDescription.LAYER_NORM_EPSILON);
        String deviation = graph.node("Sqrt", List.of(graph.node("Add", List.of(variance, floor))));
        String scaled = graph.node(
                "Mul", List.of(graph.node("Div", List.of(centred, deviation)), graph.weight(name + "weight", false)));
        return graph.node("Add", List.of(scaled, graph.weight(name + "bias", false)));
    }

    private String mean(String input) {
        return graph.node("ReduceMean", List.of(input), OnnxWriter.ints("axes", 2), OnnxWriter.integer("keepdims", 1));
    }
}
