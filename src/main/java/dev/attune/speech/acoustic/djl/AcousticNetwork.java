package dev.attune.speech.acoustic.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network of a {@link NetworkDescription} as a DJL block.
 *
 * <p>Inputs: features (B, T, melBins), zero where padded, and a mask (B, T, 1) that is 1 on real frames and 0 on padding. Outputs: logits of the
 * phone head (B, T' phonesPerFrame, phones) and of the letter head (B, T', letters), in this order, absent heads left out.
 *
 * <p>Names of its tensors are those that PyTorch would give: {@code layers.0.conv.weight} [out, in, kernel], {@code layers.0.norm.weight},
 * {@code .bias}, {@code .running_mean}, {@code .running_var} [out], {@code phones.weight} [phonesPerFrame tokens, in, 1],
 * {@code phones.bias}; those of the conformer blocks stand in {@link ConformerBlock}.
 */
public final class AcousticNetwork extends AbstractBlock {

    /** Share of the running statistics that a batch leaves as it was. */
    static final float MOMENTUM = 0.9f;

    private static final String BLOCKS = "blocks.";
    private static final String PHONES = "phones.";

    private final NetworkDescription description;
    private final List<Conv1d> convolutions = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final List<ConformerBlock> blocks = new ArrayList<>();
    private final DropoutMasks dropout = new DropoutMasks();
    private final @Nullable Conv1d phones;
    private final @Nullable Conv1d letters;
    private final Arithmetic arithmetic;
    private int frozenLayers;

    /** A network that learns with the arithmetic that suits this machine. */
    public AcousticNetwork(NetworkDescription description) {
        this(description, Arithmetic.ofThisMachine());
    }

    public AcousticNetwork(NetworkDescription description, Arithmetic arithmetic) {
        this.description = description;
        this.arithmetic = arithmetic;
        for (int i = 0; i < description.layers().size(); i++) {
            NetworkDescription.Layer layer = description.layers().get(i);
            convolutions.add(addChildBlock(
                    "conv" + i,
                    Conv1d.builder()
                            .setFilters(layer.channels())
                            .setKernelShape(new Shape(layer.kernel()))
                            .optStride(new Shape(layer.stride()))
                            .optPadding(new Shape(layer.padding()))
                            .optDilation(new Shape(layer.dilation()))
                            .optBias(false)
                            .build()));
            norms.add(addChildBlock(
                    "norm" + i,
                    BatchNorm.builder()
                            .optEpsilon(NetworkDescription.BATCH_NORM_EPSILON)
                            .optMomentum(MOMENTUM)
                            .build()));
        }
        for (NetworkDescription.ConformerBlock block : description.blocks()) {
            String name = "block" + blocks.size();
            blocks.add(
                    addChildBlock(name, new ConformerBlock(block, description.blockChannels(), dropout, arithmetic)));
        }
        phones = description.phoneTokens() == 0
                ? null
                : addChildBlock("phones", head(description.phoneTokens() * description.phonesPerFrame()));
        letters = description.letterTokens() == 0 ? null : addChildBlock("letters", head(description.letterTokens()));
        setInitializer(
                new XavierInitializer(XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2f),
                Parameter.Type.WEIGHT);
        blocks.forEach(ConformerBlock::initialiseItsOwnWay);
    }

    private static Conv1d head(int tokens) {
        return Conv1d.builder()
                .setFilters(tokens)
                .setKernelShape(new Shape(1))
                .optBias(true)
                .build();
    }

    public NetworkDescription description() {
        return description;
    }

    /**
     * The first layers of the trunk keep their weights and run as in recognition: their batch statistics would otherwise go on moving with
     * every training batch. Conformer blocks do so if the layers on both sides do.
     */
    public void freezeFirstLayers(int count) {
        frozenLayers = count;
        // Only freezing: "unfreezing" would make the running statistics of the others require gradients too.
        for (int i = 0; i < count; i++) {
            convolutions.get(i).freezeParameters(true);
            norms.get(i).freezeParameters(true);
        }
        if (!blocksLearn()) {
            blocks.forEach(block -> block.freezeParameters(true));
        }
    }

    private boolean blocksLearn() {
        return frozenLayers < convolutions.size();
    }

    /**
     * Measures the statistics of the batch normalisations anew: forward passes in training mode, each followed by {@link Statistics#add}. When closed, every
     * layer that is not frozen has the means over these batches.
     */
    public Statistics measureStatistics() {
        List<BatchNorm> measured = new ArrayList<>(norms.subList(frozenLayers, norms.size()));
        if (blocksLearn()) {
            blocks.forEach(block -> measured.add(block.batchNorm()));
        }
        return new Statistics(measured);
    }

    /** Means of batch statistics. */
    public static final class Statistics implements AutoCloseable {

        private record Running(NDArray array, double[] sum) {}

        private final List<Running> running = new ArrayList<>();
        private int batches;

        private Statistics(List<BatchNorm> norms) {
            for (BatchNorm norm : norms) {
                for (Parameter.Type type : List.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR)) {
                    NDArray array = parameter(norm, type).getArray();
                    running.add(new Running(array, new double[(int) array.size()]));
                    set(array, new float[(int) array.size()]);
                }
            }
        }

        /** Takes in the statistics of the batch that has just gone through. */
        public void add() {
            batches++;
            for (Running each : running) {
                // From 0, a pass leaves this share of the batch's own statistics.
                float[] seen = each.array.toFloatArray();
                for (int i = 0; i < seen.length; i++) {
                    each.sum[i] += seen[i] / (1 - MOMENTUM);
                }
                set(each.array, new float[seen.length]);
            }
        }

        @Override
        public void close() {
            for (Running each : running) {
                float[] means = new float[each.sum.length];
                for (int i = 0; i < means.length; i++) {
                    means[i] = (float) (each.sum[i] / batches);
                }
                set(each.array, means);
            }
        }
    }

    /** What dropout drops from here on depends on this seed alone. */
    public void seedDropout(long seed) {
        dropout.seed(seed);
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        long batch = inputShapes[0].get(0);
        long frames = inputShapes[0].get(1);
        long channels = description.melBins();
        for (int i = 0; i < convolutions.size(); i++) {
            if (i == convolutions.size() - 1) {
                for (ConformerBlock block : blocks) {
                    block.initialize(manager, dataType, new Shape(batch, channels, frames));
                }
            }
            convolutions.get(i).initialize(manager, dataType, new Shape(batch, channels, frames));
            NetworkDescription.Layer layer = description.layers().get(i);
            channels = layer.channels();
            frames = (frames + layer.stride() - 1) / layer.stride();
            norms.get(i).initialize(manager, dataType, new Shape(batch, channels, frames));
        }
        for (Conv1d head : heads()) {
            head.initialize(manager, dataType, new Shape(batch, channels, frames));
        }
    }

    private List<Conv1d> heads() {
        List<Conv1d> heads = new ArrayList<>(2);
        if (phones != null) {
            heads.add(phones);
        }
        if (letters != null) {
            heads.add(letters);
        }
        return heads;
    }

    /** Creates every weight; must be called once before use. */
    public void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(2, 64, description.melBins()), new Shape(2, 64, 1));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray x = normalise(inputs.get(0), inputs.get(1)).transpose(0, 2, 1); // (B, T, F) -> (B, F, T)
        for (int i = 0; i < convolutions.size(); i++) {
            if (i == convolutions.size() - 1 && !blocks.isEmpty()) {
                x = throughBlocks(store, x, inputs.get(1), training && blocksLearn());
            }
            boolean learns = training && i >= frozenLayers;
            NDArray y = convolve(store, x, i, learns);
            NDArray activated = Activation.relu(
                    norms.get(i).forward(store, new NDList(y), learns).head());
            double dropped = description.layers().get(i).dropout();
            if (learns && dropped > 0) {
                activated = activated.mul(dropout.mask(activated.getManager(), activated.getShape(), dropped));
            }
            x = description.layers().get(i).residual() ? activated.add(x) : activated;
        }
        NDList outputs = new NDList();
        for (Conv1d head : heads()) {
            NDArray logits = head.forward(store, new NDList(x), training).head();
            NDArray byFrame = logits.transpose(0, 2, 1); // (B, V, T') -> (B, T', V)
            outputs.add(head == phones ? oneAfterTheOther(byFrame) : byFrame);
        }
        return outputs;
    }

    /** (B, T', r V) to (B, T' r, V). */
    private NDArray oneAfterTheOther(NDArray phoneLogits) {
        return description.phonesPerFrame() == 1
                ? phoneLogits
                : phoneLogits.reshape(phoneLogits.getShape().get(0), -1, description.phoneTokens());
    }

    /**
     * @param mask of the input frames (B, T, 1)
     */
    private NDArray throughBlocks(ParameterStore store, NDArray x, NDArray mask, boolean learns) {
        // An output frame is real if the input frame under the middle of its kernel is.
        NDArray real = mask.get(":, ::" + description.totalStride() + ", :");
        NDList y = new NDList(x.transpose(0, 2, 1), real); // (B, C, T') -> (B, T', C)
        for (ConformerBlock block : blocks) {
            y = new NDList(block.forward(store, y, learns).head(), real);
        }
        return y.head().transpose(0, 2, 1);
    }

    private NDArray convolve(ParameterStore store, NDArray x, int index, boolean learns) {
        Conv1d convolution = convolutions.get(index);
        if (!learns || arithmetic == Arithmetic.SINGLE) {
            return convolution.forward(store, new NDList(x), learns).head();
        }
        NetworkDescription.Layer layer = description.layers().get(index);
        NDArray weight = store.getValue(parameter(convolution, Parameter.Type.WEIGHT), x.getDevice(), true);
        NDArray shape = x.getManager().create(new long[] {layer.stride(), layer.padding(), layer.dilation()});
        return BrainFloatConvolution.shared().apply(store, x, weight, shape);
    }

    /** Per utterance and bin: mean 0, variance 1 over the real frames; padding becomes 0. */
    private static NDArray normalise(NDArray features, NDArray mask) {
        int[] time = {1};
        NDArray count = mask.sum(time, true);
        NDArray mean = features.mul(mask).sum(time, true).div(count);
        NDArray centred = features.sub(mean).mul(mask);
        NDArray variance = centred.mul(centred).sum(time, true).div(count);
        return centred.div(variance.add(NetworkDescription.VARIANCE_FLOOR).sqrt());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        int frames = (int) inputShapes[0].get(1);
        List<Shape> shapes = new ArrayList<>(2);
        if (phones != null) {
            shapes.add(new Shape(batch, description.phoneFrames(frames), description.phoneTokens()));
        }
        if (letters != null) {
            shapes.add(new Shape(batch, description.outputFrames(frames), description.letterTokens()));
        }
        return shapes.toArray(Shape[]::new);
    }

    /** Name to parameter, for all tensors that make up the network, in the order of the trunk. */
    public Map<String, Parameter> namedParameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (int i = 0; i < convolutions.size(); i++) {
            named.put("layers." + i + ".conv.weight", parameter(convolutions.get(i), Parameter.Type.WEIGHT));
            putNorm(named, "layers." + i + ".norm.", norms.get(i));
        }
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).addNamedParameters(BLOCKS + i + ".", named);
        }
        if (phones != null) {
            named.put("phones.weight", parameter(phones, Parameter.Type.WEIGHT));
            named.put("phones.bias", parameter(phones, Parameter.Type.BIAS));
        }
        if (letters != null) {
            named.put("letters.weight", parameter(letters, Parameter.Type.WEIGHT));
            named.put("letters.bias", parameter(letters, Parameter.Type.BIAS));
        }
        return named;
    }

    static void putNorm(Map<String, Parameter> named, String prefix, BatchNorm norm) {
        named.put(prefix + "weight", parameter(norm, Parameter.Type.GAMMA));
        named.put(prefix + "bias", parameter(norm, Parameter.Type.BETA));
        named.put(prefix + "running_mean", parameter(norm, Parameter.Type.RUNNING_MEAN));
        named.put(prefix + "running_var", parameter(norm, Parameter.Type.RUNNING_VAR));
    }

    static Parameter parameter(Block block, Parameter.Type type) {
        return block.getDirectParameters().values().stream()
                .filter(candidate -> candidate.getType() == type)
                .findFirst()
                .orElseThrow();
    }

    /** A copy of every tensor, as it is now. */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        namedParameters().forEach((name, parameter) -> weights.put(name, tensor(parameter.getArray())));
        return weights;
    }

    /** Copies an array of any shape into a tensor. */
    public static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /**
     * Overwrites the weights.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    public void load(Safetensors weights) {
        namedParameters().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            Tensor tensor = weights.tensor(name);
            if (!Arrays.equals(tensor.shape(), array.getShape().getShape())) {
                throw new IllegalArgumentException("tensor \"" + name + "\" has shape "
                        + Arrays.toString(tensor.shape()) + ", the network needs " + array.getShape());
            }
            set(array, tensor.values());
        });
    }

    /**
     * Overwrites the weights with those to start a training from. Conformer blocks that the weights do not have stay as they are, without effect while
     * untrained; a phone head of one output a frame says the same in each of several.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    public void start(Safetensors weights) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights.tensors());
        weights().forEach((name, tensor) -> {
            if (name.startsWith(BLOCKS)) {
                all.putIfAbsent(name, tensor);
            }
            Tensor given = all.get(name);
            if (name.startsWith(PHONES) && given != null && given.shape()[0] == description.phoneTokens()) {
                all.put(name, repeated(given, description.phonesPerFrame()));
            }
        });
        load(new Safetensors(all, Map.of()));
    }

    /** The rows of a tensor, all of them so many times. */
    private static Tensor repeated(Tensor tensor, int times) {
        long[] shape = tensor.shape().clone();
        shape[0] *= times;
        int length = tensor.values().length;
        float[] values = new float[length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(tensor.values(), 0, values, i * length, length);
        }
        return new Tensor(shape, values);
    }

    /** Overwrites an array in place, so that whoever holds it sees the new values. */
    public static void set(NDArray array, float[] values) {
        try (NDArray source = array.getManager().create(values, array.getShape())) {
            source.copyTo(array);
        }
    }
}
