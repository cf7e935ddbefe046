package dev.attune.speech.acoustic.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network that {@link OnnxWriter} wrote, run by ONNX Runtime on the processor. Safe for concurrent calls. */
public final class OnnxAcousticModel implements AcousticModel {

    private static final double INPUT_FRAME_SHIFT_SECONDS = 0.01;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int totalStride;

    private OnnxAcousticModel(OrtSession session, int totalStride) {
        this.session = session;
        this.totalStride = totalStride;
    }

    /**
     * @param totalStride input frames per frame of the trunk
     * @param threads threads of one call, at least 1
     * @throws IOException if the file cannot be read or is not a graph of the form that {@link OnnxWriter} writes
     */
    public static OnnxAcousticModel load(Path file, int totalStride, int threads) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file.getFileName() + ": no such file, or not readable");
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Idle threads must sleep: others want the processor between two utterances.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = OrtEnvironment.getEnvironment()
                    .createSession(file.toAbsolutePath().toString(), options);
            if (!session.getInputNames().containsAll(java.util.List.of("x", "x_lens"))) {
                throw new IOException(
                        file.getFileName() + ": expected inputs x and x_lens, found " + session.getInputNames());
            }
            return new OnnxAcousticModel(session, totalStride);
        } catch (OrtException e) {
            throw new IOException(file.getFileName() + ": ONNX Runtime cannot load it: " + e.getMessage(), e);
        }
    }

    @Override
    public AcousticOutput evaluate(FeatureMatrix features) {
        double shift = INPUT_FRAME_SHIFT_SECONDS * totalStride;
        if (features.frames() == 0) {
            return empty(shift);
        }
        long[] shape = {1, features.frames(), features.bins()};
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(features.values()), shape);
                OnnxTensor lengths = OnnxTensor.createTensor(
                        environment, LongBuffer.wrap(new long[] {features.frames()}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("x", x, "x_lens", lengths))) {
            LogProbMatrix phones = matrix(result, "phones");
            LogProbMatrix letters = matrix(result, "letters");
            return new AcousticOutput(
                    phones,
                    letters == null ? matrix(result, "log_probs") : letters,
                    phones == null ? shift : shift * trunkFrames(result) / phones.frames(),
                    shift);
        } catch (OrtException e) {
            throw new IllegalStateException("the network failed on " + features.frames() + " frames", e);
        }
    }

    private AcousticOutput empty(double shift) {
        // One frame tells the number of tokens of each head.
        AcousticOutput probe = evaluate(new FeatureMatrix(1, 80, new float[80]));
        return new AcousticOutput(
                withoutFrames(probe.phones()), withoutFrames(probe.letters()), probe.phoneShiftSeconds(), shift);
    }

    /** The phone head may have several outputs for each of these. */
    private static long trunkFrames(OrtSession.Result result) throws OrtException {
        return ((long[]) result.get("lengths").orElseThrow().getValue())[0];
    }

    private static @Nullable LogProbMatrix withoutFrames(@Nullable LogProbMatrix matrix) {
        return matrix == null ? null : new LogProbMatrix(0, matrix.tokens(), new float[0]);
    }

    private static @Nullable LogProbMatrix matrix(OrtSession.Result result, String name) {
        Optional<OnnxTensor> tensor = result.get(name).map(OnnxTensor.class::cast);
        if (tensor.isEmpty()) {
            return null;
        }
        long[] shape = tensor.get().getInfo().getShape();
        FloatBuffer buffer = tensor.get().getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new LogProbMatrix((int) shape[1], (int) shape[2], values);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session could not be closed", e);
        }
    }
}
