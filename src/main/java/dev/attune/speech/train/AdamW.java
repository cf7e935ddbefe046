package dev.attune.speech.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AdamW with global-norm gradient clipping. Our own because its moments must go into checkpoints, which DJL's optimisers do not offer.
 * Weight decay applies to convolution weights only, not to biases and normalisation.
 *
 * <p>Source: Loshchilov and Hutter, Decoupled weight decay regularization, ICLR 2019.
 */
final class AdamW {

    private static final NDIndex EVERYTHING = new NDIndex("...");
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double EPSILON = 1e-8;

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final double weightDecay;
    private final double maxGradientNorm;
    private long step;

    private record Slot(NDArray weight, NDArray mean, NDArray square, boolean decays) {}

    /**
     * @param parameters those that learn, by name
     * @param maxGradientNorm gradients with a larger global norm are scaled down to it
     */
    AdamW(NDManager manager, Map<String, Parameter> parameters, double weightDecay, double maxGradientNorm) {
        this.weightDecay = weightDecay;
        this.maxGradientNorm = maxGradientNorm;
        parameters.forEach((name, parameter) -> {
            NDArray weight = parameter.getArray();
            slots.put(
                    name,
                    new Slot(
                            weight,
                            manager.zeros(weight.getShape()),
                            manager.zeros(weight.getShape()),
                            parameter.getType() == Parameter.Type.WEIGHT));
        });
    }

    /**
     * One update from the gradients that the weights hold now.
     *
     * @return global norm of the gradients before clipping; when it is not finite nothing is changed
     */
    double step(NDManager scratch, double learningRate) {
        double sumOfSquares = 0;
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        for (Map.Entry<String, Slot> entry : slots.entrySet()) {
            NDArray gradient = entry.getValue().weight.getGradient();
            gradient.attach(scratch);
            gradients.put(entry.getKey(), gradient);
            double norm = gradient.norm().getFloat();
            sumOfSquares += norm * norm;
        }
        double norm = Math.sqrt(sumOfSquares);
        if (!Double.isFinite(norm)) {
            clear(gradients);
            return norm;
        }
        double clip = norm > maxGradientNorm ? maxGradientNorm / norm : 1;
        step++;
        double meanCorrection = 1 - Math.pow(BETA1, step);
        double squareCorrection = 1 - Math.pow(BETA2, step);
        slots.forEach((name, slot) -> {
            try (NDManager manager = scratch.newSubManager()) {
                NDArray gradient = gradients.get(name);
                gradient.attach(manager);
                if (clip != 1) {
                    gradient.muli(clip);
                }
                slot.mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
                slot.square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
                NDArray root = slot.square.div(squareCorrection);
                root.attach(manager);
                NDArray update = slot.mean.div(root.sqrt().addi(EPSILON));
                update.attach(manager);
                if (slot.decays && weightDecay > 0) {
                    slot.weight.muli(1 - learningRate * weightDecay);
                }
                slot.weight.subi(update.muli(learningRate / meanCorrection));
                // The engine adds the next backward pass to what is there, so an update ends with empty gradients.
                gradient.set(EVERYTHING, 0);
            }
        });
        return norm;
    }

    private static void clear(Map<String, NDArray> gradients) {
        gradients.values().forEach(gradient -> gradient.set(EVERYTHING, 0));
    }

    long steps() {
        return step;
    }

    /** Both moments of every parameter. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        slots.forEach((name, slot) -> {
            state.put("adam.mean." + name, AcousticNetwork.tensor(slot.mean));
            state.put("adam.square." + name, AcousticNetwork.tensor(slot.square));
        });
        return state;
    }

    void restore(Map<String, Tensor> state, long steps) {
        slots.forEach((name, slot) -> {
            AcousticNetwork.set(slot.mean, state.get("adam.mean." + name).values());
            AcousticNetwork.set(slot.square, state.get("adam.square." + name).values());
        });
        step = steps;
    }
}
