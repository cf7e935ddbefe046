package dev.attune.speech.acoustic.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcousticNetworkTest {

    private static final NetworkDescription NETWORK = NetworkDescription.timeDelay(16, 2, 24, 7, 5);

    /** Seven bits of mantissa: the direction of every gradient stays, its length within a few per cent. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void learnsAlmostTheSameInBrainFloats(int conformerBlocks) {
        NetworkDescription description = NETWORK.withConformerBlocks(conformerBlocks);
        Map<String, float[]> single = new HashMap<>();
        Map<String, float[]> brain = new HashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(3);
            AcousticNetwork first = network(manager, description, Arithmetic.SINGLE);
            AcousticNetwork second = network(manager, description, Arithmetic.BRAIN_FLOAT);
            wakeBlocks(manager, first);
            second.load(new Safetensors(first.weights(), Map.of()));
            NDArray features = manager.randomNormal(0, 3, new Shape(4, 90, 80), DataType.FLOAT32);

            gradients(manager, first, features, single);
            gradients(manager, second, features, brain);
        }
        assertThat(brain.keySet()).isEqualTo(single.keySet()).contains("layers.3.conv.weight");
        single.forEach((name, expected) -> {
            assertThat(cosine(expected, brain.get(name))).as(name).isGreaterThan(0.99);
            assertThat(length(brain.get(name))).as(name).isCloseTo(length(expected), within(0.1 * length(expected)));
        });
    }

    /** So a baseline can be given blocks and go on learning from where it is. */
    @Test
    void beginsAsIfItHadNoConformerBlocks() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork without = network(manager, NETWORK, Arithmetic.SINGLE);
            AcousticNetwork with = network(manager, NETWORK.withConformerBlocks(2), Arithmetic.SINGLE);
            NDArray features = manager.randomNormal(0, 3, new Shape(2, 60, 80), DataType.FLOAT32);

            with.start(new Safetensors(without.weights(), Map.of()));

            assertThat(forward(manager, with, features, false).get(0).toFloatArray())
                    .isEqualTo(forward(manager, without, features, false).get(0).toFloatArray());
            with.freezeFirstLayers(NETWORK.layers().size());
            assertThat(with.namedParameters().get("blocks.0.mix.weight").requiresGradient())
                    .isFalse();
        }
    }

    /** So a baseline can be given more room for its phones and go on learning from where it is. */
    @Test
    void beginsByHearingTheSameInEachPartOfAFrame() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork once = network(manager, NETWORK, Arithmetic.SINGLE);
            AcousticNetwork twice = network(manager, NETWORK.withPhonesPerFrame(2), Arithmetic.SINGLE);
            NDArray features = manager.randomNormal(0, 3, new Shape(2, 60, 80), DataType.FLOAT32);

            twice.start(new Safetensors(once.weights(), Map.of()));

            NDArray expected = forward(manager, once, features, false).get(0);
            NDArray actual = forward(manager, twice, features, false).get(0);
            assertThat(actual.getShape()).isEqualTo(new Shape(2, 30, 7));
            assertThat(twice.getOutputShapes(new Shape[] {new Shape(2, 60, 80)}))
                    .containsExactly(actual.getShape(), new Shape(2, 15, 5));
            for (int part = 0; part < 2; part++) {
                assertThat(actual.get(":, " + part + "::2, :").toFloatArray()).isEqualTo(expected.toFloatArray());
            }
        }
    }

    /** Of one batch, measured twice: inference on it then does what training mode does, up to the divisor of the variance and dropout. */
    @Test
    void measuresTheStatisticsOfItsBatches() {
        NetworkDescription withoutDropout = new NetworkDescription(
                80,
                List.of(
                        new NetworkDescription.Layer(12, 5, 2, 1, false, 0),
                        new NetworkDescription.Layer(12, 3, 1, 1, true, 0)),
                7,
                5);
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(4);
            AcousticNetwork network = network(manager, withoutDropout, Arithmetic.SINGLE);
            NDArray features = manager.randomNormal(0, 3, new Shape(6, 200, 80), DataType.FLOAT32);
            float[] expected = null;
            try (AcousticNetwork.Statistics statistics = network.measureStatistics()) {
                for (int pass = 0; pass < 2; pass++) {
                    expected = forward(manager, network, features, true).get(0).toFloatArray();
                    statistics.add();
                }
            }

            float[] actual = forward(manager, network, features, false).get(0).toFloatArray();
            double difference = 0;
            for (int i = 0; i < actual.length; i++) {
                difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            }
            assertThat(difference).isLessThan(0.02);
        }
    }

    /** Frozen layers run as in recognition: their statistics are no batch's. */
    @Test
    void leavesTheStatisticsOfFrozenLayersAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = network(manager, NETWORK, Arithmetic.SINGLE);
            network.freezeFirstLayers(1);
            float[] before = network.weights().get("layers.0.norm.running_var").values();
            NDArray features = manager.randomNormal(0, 3, new Shape(2, 60, 80), DataType.FLOAT32);
            try (AcousticNetwork.Statistics statistics = network.measureStatistics()) {
                forward(manager, network, features, true);
                statistics.add();
            }

            assertThat(network.weights().get("layers.0.norm.running_var").values())
                    .isEqualTo(before);
            assertThat(network.weights().get("layers.1.norm.running_var").values())
                    .isNotEqualTo(before);
        }
    }

    /** The last products of untrained blocks are 0, and nothing before them would learn. */
    private static void wakeBlocks(NDManager manager, AcousticNetwork network) {
        network.namedParameters().forEach((name, parameter) -> {
            if (name.startsWith("blocks.") && name.endsWith("weight") && !name.contains("norm")) {
                NDArray array = parameter.getArray();
                AcousticNetwork.set(
                        array,
                        manager.randomNormal(0, 0.1f, array.getShape(), DataType.FLOAT32)
                                .toFloatArray());
            }
        });
    }

    private static AcousticNetwork network(NDManager manager, NetworkDescription description, Arithmetic arithmetic) {
        AcousticNetwork network = new AcousticNetwork(description, arithmetic);
        network.initialize(manager);
        return network;
    }

    private static NDList forward(NDManager manager, AcousticNetwork network, NDArray features, boolean training) {
        NDArray mask = manager.ones(
                new Shape(features.getShape().get(0), features.getShape().get(1), 1));
        return network.forward(new ParameterStore(manager, false), new NDList(features, mask), training);
    }

    private static void gradients(
            NDManager manager, AcousticNetwork network, NDArray features, Map<String, float[]> gradients) {
        network.namedParameters().forEach((name, parameter) -> {
            if (parameter.requiresGradient()) {
                parameter.getArray().setRequiresGradient(true);
            }
        });
        network.seedDropout(5);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDList outputs = forward(manager, network, features, true);
            collector.backward(outputs.get(0)
                    .logSoftmax(-1)
                    .get(":, :, 2")
                    .sum()
                    .add(outputs.get(1).logSoftmax(-1).get(":, :, 1").sum()));
        }
        network.namedParameters().forEach((name, parameter) -> {
            if (parameter.requiresGradient()) {
                gradients.put(name, parameter.getArray().getGradient().toFloatArray());
            }
        });
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product / (length(a) * length(b));
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
