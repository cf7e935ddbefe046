package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.initializer.Initializer;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the update of the paper, written out for one number at a time. */
final class AdamWTest {

    private static final double DECAY = 0.1;
    private static final double MAX_NORM = 2;
    private static final double RATE = 0.05;

    /** Gradients of the weight and of the bias at each step; the third and fifth are clipped. */
    private static final float[][] GRADIENTS = {
        {0.3f, -0.2f, 0.1f}, {-0.4f, 0.5f, 0.9f}, {3f, -4f, 1f}, {0.01f, 0.02f, -0.03f}, {0f, 20f, -7f}, {0.5f, 0f, 0f}
    };

    private NDManager manager;
    private Map<String, Parameter> parameters;

    @BeforeEach
    void createParameters() {
        manager = NDManager.newBaseManager();
        parameters = new LinkedHashMap<>();
        parameters.put("weight", parameter(Parameter.Type.WEIGHT, 1, -2));
        parameters.put("bias", parameter(Parameter.Type.BIAS, 0.5f));
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @Test
    void followsTheUpdateRuleOverManySteps() {
        AdamW optimizer = new AdamW(manager, parameters, DECAY, MAX_NORM);
        Reference reference = new Reference(1, -2, 0.5);

        for (float[] gradients : GRADIENTS) {
            double norm = step(optimizer, gradients);

            assertThat(norm).isCloseTo(reference.step(gradients), within(1e-5));
            assertValues(reference);
        }
        assertThat(optimizer.steps()).isEqualTo(GRADIENTS.length);
    }

    /** The engine adds up gradients until somebody empties them. */
    @Test
    void startsEveryStepWithEmptyGradients() {
        AdamW optimizer = new AdamW(manager, parameters, DECAY, MAX_NORM);
        step(optimizer, GRADIENTS[0]);

        for (Parameter parameter : parameters.values()) {
            assertThat(parameter.getArray().getGradient().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void changesNothingForGradientsThatAreNoNumbers() {
        AdamW optimizer = new AdamW(manager, parameters, DECAY, MAX_NORM);
        Reference reference = new Reference(1, -2, 0.5);
        step(optimizer, GRADIENTS[0]);
        reference.step(GRADIENTS[0]);

        double norm = step(optimizer, new float[] {Float.NaN, 1, 1});

        assertThat(norm).isNaN();
        assertThat(optimizer.steps()).isEqualTo(1);
        assertValues(reference);
        step(optimizer, GRADIENTS[1]);
        reference.step(GRADIENTS[1]);
        assertValues(reference);
    }

    @Test
    void goesOnFromItsStateAsIfItHadNeverStopped() {
        AdamW first = new AdamW(manager, parameters, DECAY, MAX_NORM);
        Reference reference = new Reference(1, -2, 0.5);
        for (int i = 0; i < 3; i++) {
            step(first, GRADIENTS[i]);
            reference.step(GRADIENTS[i]);
        }

        AdamW second = new AdamW(manager, parameters, DECAY, MAX_NORM);
        second.restore(first.state(), first.steps());

        for (int i = 3; i < GRADIENTS.length; i++) {
            step(second, GRADIENTS[i]);
            reference.step(GRADIENTS[i]);
            assertValues(reference);
        }
    }

    /** A loss that is linear in the parameters has the given gradients. */
    private double step(AdamW optimizer, float[] gradients) {
        try (NDManager scratch = manager.newSubManager()) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss = array("weight")
                        .mul(scratch.create(new float[] {gradients[0], gradients[1]}))
                        .sum()
                        .add(array("bias")
                                .mul(scratch.create(new float[] {gradients[2]}))
                                .sum());
                collector.backward(loss);
            }
            return optimizer.step(scratch, RATE);
        }
    }

    private void assertValues(Reference reference) {
        float[] weight = array("weight").toFloatArray();
        assertThat((double) weight[0]).isCloseTo(reference.values[0], within(1e-5));
        assertThat((double) weight[1]).isCloseTo(reference.values[1], within(1e-5));
        assertThat((double) array("bias").toFloatArray()[0]).isCloseTo(reference.values[2], within(1e-5));
    }

    private NDArray array(String name) {
        return parameters.get(name).getArray();
    }

    private Parameter parameter(Parameter.Type type, float... values) {
        Parameter parameter = Parameter.builder()
                .setName(type.name())
                .setType(type)
                .optShape(new Shape(values.length))
                .optInitializer(Initializer.ZEROS)
                .build();
        parameter.initialize(manager, DataType.FLOAT32);
        AcousticNetwork.set(parameter.getArray(), values);
        parameter.getArray().setRequiresGradient(true);
        return parameter;
    }

    /** Algorithm 2 of Loshchilov and Hutter with clipping by the global norm; the third value is a bias and does not decay. */
    private static final class Reference {

        private final double[] values;
        private final double[] mean = new double[3];
        private final double[] square = new double[3];
        private int step;

        Reference(double... values) {
            this.values = values;
        }

        double step(float[] gradients) {
            double norm = 0;
            for (float gradient : gradients) {
                norm += (double) gradient * gradient;
            }
            norm = Math.sqrt(norm);
            step++;
            for (int i = 0; i < 3; i++) {
                double gradient = gradients[i] * Math.min(1, MAX_NORM / norm);
                mean[i] = 0.9 * mean[i] + 0.1 * gradient;
                square[i] = 0.98 * square[i] + 0.02 * gradient * gradient;
                double update = mean[i]
                        / (1 - Math.pow(0.9, step))
                        / (Math.sqrt(square[i] / (1 - Math.pow(0.98, step))) + 1e-8);
                double decay = List.of(0, 1).contains(i) ? RATE * DECAY * values[i] : 0;
                values[i] = values[i] - RATE * update - decay;
            }
            return norm;
        }
    }
}
