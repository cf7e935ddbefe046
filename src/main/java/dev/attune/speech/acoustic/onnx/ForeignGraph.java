package dev.attune.speech.acoustic.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.attune.speech.acoustic.ImportedNetwork.Form;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A graph that was made elsewhere, in ONNX Runtime on the processor. Safe for concurrent calls. */
public final class ForeignGraph implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private ForeignGraph(OrtSession session) {
        this.session = session;
    }

    /**
     * An input or output.
     *
     * @param type of its numbers, such as {@code float} or {@code int64}
     * @param shape sizes of its dimensions, -1 where they vary
     */
    public record Port(String name, String type, List<Long> shape) {

        @Override
        public String toString() {
            return name + " " + type + " "
                    + shape.stream()
                            .map(size -> size < 0 ? "?" : size.toString())
                            .toList();
        }
    }

    /**
     * What came out.
     *
     * @param shape as the network gave it
     * @param values row by row
     * @param saidFrames what the network itself says of the number of frames; empty if it says nothing
     */
    public record Raw(List<Long> shape, float[] values, Optional<Integer> saidFrames) {

        /** Size of the last dimension. */
        public int outputs() {
            return Math.toIntExact(shape.getLast());
        }

        public int frames() {
            int there = outputs() == 0 ? 0 : values.length / outputs();
            return Math.min(there, saidFrames.orElse(there));
        }
    }

    /**
     * @param threads threads of one call, at least 1
     * @throws IOException if the file cannot be read or ONNX Runtime refuses it
     */
    public static ForeignGraph load(Path file, int threads) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file.getFileName() + ": no such file, or not readable");
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Idle threads must sleep: others want the processor between two utterances.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // What goes wrong is thrown as well, and an attempt may be meant to fail.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return new ForeignGraph(OrtEnvironment.getEnvironment()
                    .createSession(file.toAbsolutePath().toString(), options));
        } catch (OrtException e) {
            throw new IOException(file.getFileName() + ": ONNX Runtime cannot load it: " + e.getMessage(), e);
        }
    }

    public List<Port> inputs() throws IOException {
        try {
            return ports(session.getInputInfo());
        } catch (OrtException e) {
            throw new IOException("The inputs cannot be read: " + e.getMessage(), e);
        }
    }

    public List<Port> outputs() throws IOException {
        try {
            return ports(session.getOutputInfo());
        } catch (OrtException e) {
            throw new IOException("The outputs cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Port> ports(Map<String, ai.onnxruntime.NodeInfo> infos) {
        List<Port> ports = new ArrayList<>();
        infos.forEach((name, info) -> {
            if (info.getInfo() instanceof TensorInfo tensor) {
                ports.add(new Port(
                        name,
                        tensor.type.toString().toLowerCase(Locale.ROOT),
                        Arrays.stream(tensor.getShape()).boxed().toList()));
            } else {
                ports.add(new Port(name, "no tensor", List.of()));
            }
        });
        return ports;
    }

    /** What the author wrote into the file. */
    public Map<String, String> metadata() throws IOException {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new IOException("The metadata cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs it on one utterance.
     *
     * @throws OrtException if it fails on this input
     */
    public Raw run(Form form, FeatureMatrix features) throws OrtException {
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        try {
            inputs.put(form.input(), audio(form, features));
            if (form.lengthInput() != null) {
                inputs.put(form.lengthInput(), length(form, features.frames()));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return raw(form, result);
            }
        } finally {
            inputs.values().forEach(OnnxTensorLike::close);
        }
    }

    private OnnxTensor audio(Form form, FeatureMatrix features) throws OrtException {
        int frames = features.frames();
        int bins = features.bins();
        return switch (form.layout()) {
            case SAMPLES -> tensor(features.values(), 1, frames);
            case FRAMES_BINS -> tensor(features.values(), 1, frames, bins);
            case BINS_FRAMES -> {
                float[] turned = new float[frames * bins];
                for (int frame = 0; frame < frames; frame++) {
                    for (int bin = 0; bin < bins; bin++) {
                        turned[bin * frames + frame] = features.get(frame, bin);
                    }
                }
                yield tensor(turned, 1, bins, frames);
            }
        };
    }

    private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    private OnnxTensor length(Form form, int frames) throws OrtException {
        return switch (form.lengthKind()) {
            case LENGTH_64 ->
                OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {frames}), new long[] {1});
            case LENGTH_32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {frames}), new long[] {1});
            case MASK_64 -> {
                long[] ones = new long[frames];
                Arrays.fill(ones, 1);
                yield OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), new long[] {1, frames});
            }
            case NONE -> throw new IllegalStateException("a network without a length input is given none");
        };
    }

    private static Raw raw(Form form, OrtSession.Result result) throws OrtException {
        OnnxTensor output = (OnnxTensor) value(result, form.output());
        if (output.getInfo().type != OnnxJavaType.FLOAT) {
            throw new IllegalStateException(form.output() + " holds " + output.getInfo().type + ", not float");
        }
        FloatBuffer buffer = output.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new Raw(Arrays.stream(output.getInfo().getShape()).boxed().toList(), values, saidFrames(form, result));
    }

    private static Optional<Integer> saidFrames(Form form, OrtSession.Result result) throws OrtException {
        if (form.lengthOutput() == null) {
            return Optional.empty();
        }
        return switch (value(result, form.lengthOutput()).getValue()) {
            case long[] lengths when lengths.length == 1 -> Optional.of((int) lengths[0]);
            case int[] lengths when lengths.length == 1 -> Optional.of(lengths[0]);
            default -> Optional.empty();
        };
    }

    private static OnnxValue value(OrtSession.Result result, String name) {
        return result.get(name).orElseThrow(() -> new IllegalStateException("the network gave no " + name));
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
