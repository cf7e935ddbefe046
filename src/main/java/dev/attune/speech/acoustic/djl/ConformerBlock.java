package dev.attune.speech.acoustic.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import dev.attune.speech.acoustic.NetworkDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link NetworkDescription.ConformerBlock} as a DJL block. Untrained it gives back what it gets: the last product of each part begins with zeros.
 *
 * <p>Inputs: (B, T, C), and a mask (B, T, 1) that is 1 on real frames and 0 on padding, which nothing looks at. Output: (B, T, C).
 *
 * <p>Names of its tensors are those that PyTorch would give: {@code norms.0.weight} [C] to {@code norms.2.bias}; {@code attention.in_proj_weight} [3 C, C]
 * for queries, keys and values, {@code attention.in_proj_bias}, {@code attention.out_proj.weight} [C, C] and {@code .bias}; {@code pointwise} [2 C, C],
 * {@code depthwise.weight} [C, 1, kernel], {@code batch_norm}, {@code mix} [C, C]; {@code wide} [expansion C, C], {@code narrow} [C, expansion C].
 */
final class ConformerBlock extends AbstractBlock {

    /** Taken from the score of a frame that is padding; its exponential is 0. */
    private static final float PENALTY = 1e9f;

    private final NetworkDescription.ConformerBlock description;
    private final DropoutMasks dropout;
    private final Arithmetic arithmetic;
    private final List<LayerNorm> norms;
    private final Linear queriesKeysValues;
    private final Linear attended;
    private final Linear pointwise;
    private final Conv1d depthwise;
    private final BatchNorm batchNorm;
    private final Linear mix;
    private final Linear wide;
    private final Linear narrow;

    /**
     * @param dropout of the whole network, so that one seed decides on all that is dropped
     */
    ConformerBlock(
            NetworkDescription.ConformerBlock description, int channels, DropoutMasks dropout, Arithmetic arithmetic) {
        this.description = description;
        this.dropout = dropout;
        this.arithmetic = arithmetic;
        norms = List.of(norm("attentionNorm"), norm("convolutionNorm"), norm("feedForwardNorm"));
        queriesKeysValues = linear("queriesKeysValues", 3 * channels);
        attended = linear("attended", channels);
        pointwise = linear("pointwise", 2 * channels);
        depthwise = addChildBlock(
                "depthwise",
                Conv1d.builder()
                        .setFilters(channels)
                        .setKernelShape(new Shape(description.kernel()))
                        .optPadding(new Shape((description.kernel() - 1) / 2))
                        .optGroups(channels)
                        .optBias(false)
                        .build());
        batchNorm = addChildBlock(
                "batchNorm",
                BatchNorm.builder()
                        .optEpsilon(NetworkDescription.BATCH_NORM_EPSILON)
                        .optMomentum(AcousticNetwork.MOMENTUM)
                        .build());
        mix = linear("mix", channels);
        wide = linear("wide", description.expansion() * channels);
        narrow = linear("narrow", channels);
    }

    private LayerNorm norm(String name) {
        return addChildBlock(
                name,
                LayerNorm.builder()
                        .axis(2)
                        .optEpsilon(NetworkDescription.LAYER_NORM_EPSILON)
                        .build());
    }

    private Linear linear(String name, int units) {
        return addChildBlock(name, Linear.builder().setUnits(units).build());
    }

    /** Sets how its weights begin; to be called after the network's own choice, which reaches its parts too. */
    void initialiseItsOwnWay() {
        XavierInitializer random =
                new XavierInitializer(XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 1f);
        setInitializer(random, Parameter.Type.WEIGHT);
        for (Linear last : List.of(attended, mix, narrow)) {
            last.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        }
    }

    BatchNorm batchNorm() {
        return batchNorm;
    }

    /**
     * @param inputShapes (B, C, T), as that of a convolution
     */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        long batch = inputShapes[0].get(0);
        long channels = inputShapes[0].get(1);
        long frames = inputShapes[0].get(2);
        Shape byFrame = new Shape(batch, frames, channels);
        norms.forEach(norm -> norm.initialize(manager, dataType, byFrame));
        for (Linear each : List.of(queriesKeysValues, attended, pointwise, mix, wide)) {
            each.initialize(manager, dataType, byFrame);
        }
        depthwise.initialize(manager, dataType, inputShapes[0]);
        batchNorm.initialize(manager, dataType, inputShapes[0]);
        narrow.initialize(manager, dataType, new Shape(batch, frames, description.expansion() * channels));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray x = inputs.get(0);
        NDArray mask = inputs.get(1);
        x = x.add(dropped(attention(store, normalised(store, x, 0, training), mask, training), training));
        x = x.add(dropped(convolution(store, normalised(store, x, 1, training), mask, training), training));
        NDArray inner = Activation.relu(product(store, wide, normalised(store, x, 2, training), training));
        return new NDList(x.add(dropped(product(store, narrow, inner, training), training)));
    }

    private NDArray attention(ParameterStore store, NDArray x, NDArray mask, boolean training) {
        long batch = x.getShape().get(0);
        long frames = x.getShape().get(1);
        long channels = x.getShape().get(2);
        long width = channels / description.heads();
        NDArray all = product(store, queriesKeysValues, x, training)
                .reshape(batch, frames, 3, description.heads(), width)
                .transpose(2, 0, 3, 1, 4); // (3, B, heads, T, width)
        NDArray queries = all.get(0).mul(1 / Math.sqrt(width));
        NDArray scores = queries.matMul(all.get(1).transpose(0, 1, 3, 2)); // (B, heads, T, T)
        NDArray penalty = mask.sub(1).mul(PENALTY).reshape(batch, 1, 1, frames);
        NDArray seen = scores.add(penalty).softmax(-1).matMul(all.get(2)); // (B, heads, T, width)
        return product(store, attended, seen.transpose(0, 2, 1, 3).reshape(batch, frames, channels), training);
    }

    private NDArray convolution(ParameterStore store, NDArray x, NDArray mask, boolean training) {
        NDList halves = product(store, pointwise, x, training).split(2, 2);
        NDArray gated = halves.get(0).mul(Activation.sigmoid(halves.get(1))).mul(mask);
        NDArray near = depthwise
                .forward(store, new NDList(gated.transpose(0, 2, 1)), training)
                .head();
        NDArray activated = Activation.relu(
                batchNorm.forward(store, new NDList(near), training).head());
        return product(store, mix, activated.transpose(0, 2, 1), training);
    }

    private NDArray normalised(ParameterStore store, NDArray x, int norm, boolean training) {
        return norms.get(norm).forward(store, new NDList(x), training).head();
    }

    private NDArray dropped(NDArray x, boolean training) {
        return training && description.dropout() > 0
                ? x.mul(dropout.mask(x.getManager(), x.getShape(), description.dropout()))
                : x;
    }

    /** (B, T, in) to (B, T, out). */
    private NDArray product(ParameterStore store, Linear linear, NDArray x, boolean training) {
        if (!training || arithmetic == Arithmetic.SINGLE) {
            return linear.forward(store, new NDList(x), training).head();
        }
        NDArray weight = store.getValue(AcousticNetwork.parameter(linear, Parameter.Type.WEIGHT), x.getDevice(), true);
        NDArray bias = store.getValue(AcousticNetwork.parameter(linear, Parameter.Type.BIAS), x.getDevice(), true);
        NDArray shape = x.getManager().create(new long[] {1, 0, 1});
        return BrainFloatConvolution.shared()
                .apply(store, x.transpose(0, 2, 1), weight.expandDims(2), shape)
                .transpose(0, 2, 1)
                .add(bias);
    }

    /** Adds what the block is made of, in the order of its parts. */
    void addNamedParameters(String prefix, Map<String, Parameter> named) {
        for (int i = 0; i < norms.size(); i++) {
            named.put(prefix + "norms." + i + ".weight", AcousticNetwork.parameter(norms.get(i), Parameter.Type.GAMMA));
            named.put(prefix + "norms." + i + ".bias", AcousticNetwork.parameter(norms.get(i), Parameter.Type.BETA));
        }
        put(named, queriesKeysValues, prefix + "attention.in_proj_weight", prefix + "attention.in_proj_bias");
        put(named, attended, prefix + "attention.out_proj.");
        put(named, pointwise, prefix + "pointwise.");
        named.put(prefix + "depthwise.weight", AcousticNetwork.parameter(depthwise, Parameter.Type.WEIGHT));
        AcousticNetwork.putNorm(named, prefix + "batch_norm.", batchNorm);
        put(named, mix, prefix + "mix.");
        put(named, wide, prefix + "wide.");
        put(named, narrow, prefix + "narrow.");
    }

    private static void put(Map<String, Parameter> named, Linear linear, String prefix) {
        put(named, linear, prefix + "weight", prefix + "bias");
    }

    private static void put(Map<String, Parameter> named, Linear linear, String weight, String bias) {
        named.put(weight, AcousticNetwork.parameter(linear, Parameter.Type.WEIGHT));
        named.put(bias, AcousticNetwork.parameter(linear, Parameter.Type.BIAS));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }
}
