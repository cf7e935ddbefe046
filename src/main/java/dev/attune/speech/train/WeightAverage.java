package dev.attune.speech.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean of a network's weights over many steps, which lies in a flatter valley than any of them and carries over better to speech of another kind. The
 * statistics of its batch normalisation are not those of the steps: they must be measured anew.
 *
 * <p>Source: Izmailov et al., Averaging weights leads to wider optima and better generalization, UAI 2018; averaged at every step as in Cha et al., SWAD: Domain
 * generalization by seeking flat minima, NeurIPS 2021.
 */
final class WeightAverage {

    private static final String PREFIX = "average.";

    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private long count;

    WeightAverage(NDManager manager, AcousticNetwork network) {
        network.namedParameters()
                .forEach((name, parameter) ->
                        means.put(name, manager.zeros(parameter.getArray().getShape())));
    }

    /** Adds the weights as they are now. */
    void add(AcousticNetwork network) {
        count++;
        network.namedParameters().forEach((name, parameter) -> {
            NDArray mean = means.get(name);
            try (NDArray difference = parameter.getArray().sub(mean)) {
                mean.addi(difference.muli(1.0 / count));
            }
        });
    }

    /** Steps in it. */
    long count() {
        return count;
    }

    void copyTo(AcousticNetwork network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        means.forEach((name, mean) -> weights.put(name, AcousticNetwork.tensor(mean)));
        network.load(new Safetensors(weights, Map.of()));
    }

    /** For a checkpoint. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        means.forEach((name, mean) -> state.put(PREFIX + name, AcousticNetwork.tensor(mean)));
        return state;
    }

    /**
     * @param state of a checkpoint, with other tensors
     * @param steps that were in it
     */
    void restore(Map<String, Tensor> state, long steps) {
        means.forEach((name, mean) ->
                AcousticNetwork.set(mean, state.get(PREFIX + name).values()));
        count = steps;
    }
}
