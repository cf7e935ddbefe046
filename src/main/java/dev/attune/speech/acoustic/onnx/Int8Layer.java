package dev.attune.speech.acoustic.onnx;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.util.Arrays;

/**
 * A convolution and the batch normalisation after it as one product of matrices with integer weights: {@code output = sum * scale + bias}.
 *
 * @param weights [kernel * inputs, outputs] in row-major order, inputs of one tap together, from -{@value #LARGEST} to {@value #LARGEST}
 * @param scales of each output channel, above 0
 * @param bias of each output channel
 */
record Int8Layer(byte[] weights, float[] scales, float[] bias) {

    /**
     * Seven bits, not eight: processors without VNNI instructions add two products of a weight and an unsigned activation in 16 bits, and
     * 2 * 255 * 64 is the most that fits. So a file says the same on every machine.
     */
    static final int LARGEST = 63;

    /**
     * A linear map as it is.
     *
     * @param weight [outputs, inputs]
     * @param bias [outputs]
     */
    static Int8Layer of(Tensor weight, Tensor bias) {
        long outputs = weight.shape()[0];
        float[] ones = new float[(int) outputs];
        Arrays.fill(ones, 1);
        float[] variance = new float[(int) outputs];
        Arrays.fill(variance, 1 - NetworkDescription.BATCH_NORM_EPSILON);
        long[] shape = {outputs};
        return of(
                new Tensor(new long[] {outputs, weight.shape()[1], 1}, weight.values()),
                new Tensor(shape, ones),
                bias,
                new Tensor(shape, new float[(int) outputs]),
                new Tensor(shape, variance));
    }

    /**
     * @param convolution [outputs, inputs, kernel]
     * @param gamma of the batch normalisation, like the other three [outputs]
     */
    static Int8Layer of(Tensor convolution, Tensor gamma, Tensor beta, Tensor mean, Tensor variance) {
        int outputs = (int) convolution.shape()[0];
        int inputs = (int) convolution.shape()[1];
        int kernel = (int) convolution.shape()[2];
        byte[] weights = new byte[kernel * inputs * outputs];
        float[] scales = new float[outputs];
        float[] bias = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            double factor = gamma.values()[output]
                    / Math.sqrt((double) variance.values()[output] + NetworkDescription.BATCH_NORM_EPSILON);
            bias[output] = (float) (beta.values()[output] - mean.values()[output] * factor);
            int from = output * inputs * kernel;
            double largest = 0;
            for (int i = from; i < from + inputs * kernel; i++) {
                largest = Math.max(largest, Math.abs(convolution.values()[i] * factor));
            }
            double scale = largest > 0 ? largest / LARGEST : 1;
            scales[output] = (float) scale;
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < kernel; tap++) {
                    double weight = convolution.values()[from + input * kernel + tap] * factor;
                    weights[(tap * inputs + input) * outputs + output] = (byte) Math.rint(weight / scale);
                }
            }
        }
        return new Int8Layer(weights, scales, bias);
    }
}
