package dev.attune.speech.acoustic.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.NetworkDescription.ConformerBlock;
import dev.attune.speech.acoustic.NetworkDescription.Layer;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Integer weights: the numbers themselves, and graphs with them against the same graphs in single precision. */
final class Int8LayerTest {

    /** Strides, dilation, residual layers, kernels of 1: every shape that a layer may have; and a conformer block. */
    private static final NetworkDescription NETWORK = new NetworkDescription(
            80,
            List.of(
                    new Layer(12, 5, 2, 1, false, 0),
                    new Layer(16, 5, 2, 1, false, 0),
                    new Layer(16, 7, 1, 1, true, 0),
                    new Layer(16, 3, 1, 3, true, 0),
                    new Layer(24, 1, 1, 1, false, 0)),
            List.of(new ConformerBlock(4, 5, 3, 0)),
            4,
            6,
            2);

    @TempDir
    private Path folder;

    @Test
    void foldsTheBatchNormalisationAndScalesEachChannel() {
        Tensor convolution = new Tensor(new long[] {2, 1, 3}, new float[] {1.1f, -2, 0.5f, 0, 0, 0});
        Tensor gamma = new Tensor(new long[] {2}, new float[] {3, 1});
        Tensor beta = new Tensor(new long[] {2}, new float[] {0.5f, -1});
        Tensor mean = new Tensor(new long[] {2}, new float[] {2, 0});
        Tensor variance = new Tensor(
                new long[] {2},
                new float[] {4 - NetworkDescription.BATCH_NORM_EPSILON, 1 - NetworkDescription.BATCH_NORM_EPSILON});

        Int8Layer layer = Int8Layer.of(convolution, gamma, beta, mean, variance);

        // factor 3 / 2: weights 1.65, -3, 0.75; the largest is 63 steps. [tap, input, output]
        assertThat(layer.weights()).containsExactly(35, 0, -63, 0, 16, 0);
        assertThat(layer.scales()[0]).isCloseTo(3f / 63, within(1e-6f));
        assertThat(layer.bias()[0]).isCloseTo(0.5f - 2 * 1.5f, within(1e-5f));
        assertThat(layer.scales()[1]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 17, 100, 401})
    void staysCloseToSinglePrecisionForEveryLength(int frames) throws IOException {
        FeatureMatrix features = features(frames);

        LogProbMatrix full = letters(OnnxWriter.Arithmetic.FLOAT, features);
        LogProbMatrix small = letters(OnnxWriter.Arithmetic.INT8, features);

        assertThat(small.frames()).isEqualTo(full.frames()).isEqualTo(NETWORK.outputFrames(frames));
        double sum = 0;
        for (int i = 0; i < full.values().length; i++) {
            sum += Math.abs(Math.exp(small.values()[i]) - Math.exp(full.values()[i]));
        }
        assertThat(sum / full.values().length).isLessThan(0.02);
    }

    /** 2 x 1 - 1 x 3 and 0 x 1 + 4 x 3, each with its bias. */
    @Test
    void keepsALinearMapAsItIs() {
        Int8Layer layer = Int8Layer.of(
                new Tensor(new long[] {2, 2}, new float[] {2, -1, 0, 4}),
                new Tensor(new long[] {2}, new float[] {0.5f, 7}));

        // [input, output]; the largest of each output is 63 steps.
        assertThat(layer.weights()).containsExactly(63, 0, -32, 63);
        assertThat(layer.scales()[0]).isCloseTo(2f / 63, within(1e-6f));
        assertThat(layer.scales()[1]).isCloseTo(4f / 63, within(1e-6f));
        assertThat(layer.bias()).containsExactly(0.5f, 7);
    }

    @Test
    void takesAQuarterOfTheRoom() throws IOException {
        NetworkDescription large = NetworkDescription.timeDelay(96, 4, 128, 0, 6);
        Path full = folder.resolve("full.onnx");
        Path small = folder.resolve("small.onnx");
        write(full, large, OnnxWriter.Arithmetic.FLOAT);
        write(small, large, OnnxWriter.Arithmetic.INT8);

        assertThat(Files.size(small)).isLessThan((long) (0.4 * Files.size(full)));
    }

    private LogProbMatrix letters(OnnxWriter.Arithmetic arithmetic, FeatureMatrix features) throws IOException {
        Path file = folder.resolve(arithmetic + ".onnx");
        write(file, NETWORK, arithmetic);
        try (OnnxAcousticModel model = OnnxAcousticModel.load(file, 4, 1)) {
            return model.evaluate(features).letters();
        }
    }

    private static void write(Path file, NetworkDescription network, OnnxWriter.Arithmetic arithmetic)
            throws IOException {
        OnnxWriter.write(
                file,
                network,
                randomWeights(network),
                OnnxWriter.Heads.LETTERS,
                Precision.FLOAT32,
                arithmetic,
                Map.of());
    }

    private static FeatureMatrix features(int frames) {
        SplittableRandom random = new SplittableRandom(frames);
        float[] values = new float[frames * 80];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 2 - 8);
        }
        return new FeatureMatrix(frames, 80, values);
    }

    private static Map<String, Tensor> randomWeights(NetworkDescription network) {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        int channels = network.melBins();
        for (int i = 0; i < network.layers().size(); i++) {
            Layer layer = network.layers().get(i);
            String prefix = "layers." + i + ".";
            double size = Math.sqrt(1.0 / (channels * layer.kernel()));
            weights.put(prefix + "conv.weight", gaussian(random, size, 0, layer.channels(), channels, layer.kernel()));
            weights.put(prefix + "norm.weight", gaussian(random, 0.1, 1, layer.channels()));
            weights.put(prefix + "norm.bias", gaussian(random, 0.1, 0, layer.channels()));
            weights.put(prefix + "norm.running_mean", gaussian(random, 0.1, 0, layer.channels()));
            weights.put(prefix + "norm.running_var", gaussian(random, 0.05, 1, layer.channels()));
            channels = layer.channels();
        }
        for (int i = 0; i < network.blocks().size(); i++) {
            block(weights, random, "blocks." + i + ".", network.blocks().get(i), network.blockChannels());
        }
        weights.put("letters.weight", gaussian(random, 0.3, 0, network.letterTokens(), channels, 1));
        weights.put("letters.bias", gaussian(random, 0.1, 0, network.letterTokens()));
        return weights;
    }

    private static void block(
            Map<String, Tensor> weights, SplittableRandom random, String prefix, ConformerBlock block, int channels) {
        for (String norm : List.of("norms.0", "norms.1", "norms.2", "batch_norm")) {
            weights.put(prefix + norm + ".weight", gaussian(random, 0.1, 1, channels));
            weights.put(prefix + norm + ".bias", gaussian(random, 0.1, 0, channels));
        }
        weights.put(prefix + "batch_norm.running_mean", gaussian(random, 0.1, 0, channels));
        weights.put(prefix + "batch_norm.running_var", gaussian(random, 0.05, 1, channels));
        weights.put(prefix + "depthwise.weight", gaussian(random, 0.4, 0, channels, 1, block.kernel()));
        int inner = block.expansion() * channels;
        linear(weights, random, prefix + "attention.in_proj_", channels, 3 * channels);
        linear(weights, random, prefix + "attention.out_proj.", channels, channels);
        linear(weights, random, prefix + "pointwise.", channels, 2 * channels);
        linear(weights, random, prefix + "mix.", channels, channels);
        linear(weights, random, prefix + "wide.", channels, inner);
        linear(weights, random, prefix + "narrow.", inner, channels);
    }

    private static void linear(
            Map<String, Tensor> weights, SplittableRandom random, String prefix, int inputs, int outputs) {
        weights.put(prefix + "weight", gaussian(random, Math.sqrt(1.0 / inputs), 0, outputs, inputs));
        weights.put(prefix + "bias", gaussian(random, 0.1, 0, outputs));
    }

    private static Tensor gaussian(SplittableRandom random, double deviation, double mean, long... shape) {
        int size = 1;
        for (long length : shape) {
            size *= (int) length;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }
}
