package dev.attune.speech.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An exported file, used as sherpa-onnx uses it and not as we use our own: inputs and outputs by their order, as many frames as the second output
 * says, the best token of each, times of 40 ms a frame. Shares no code with our greedy decoder, so that one proves the other.
 */
final class ExportedNetwork implements AutoCloseable {

    /** sherpa-onnx's zipformer CTC route takes every output frame for this long. */
    static final double FRAME_SECONDS = 0.04;

    private static final String BOUNDARY = "\u2581";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<String> inputs;
    private final List<String> outputs;
    private final TokenSet tokens;

    private ExportedNetwork(OrtSession session, TokenSet tokens) {
        this.session = session;
        this.inputs = List.copyOf(session.getInputNames());
        this.outputs = List.copyOf(session.getOutputNames());
        this.tokens = tokens;
    }

    /** A word and where its first letter is. */
    record Word(String text, double startSeconds) {}

    static ExportedNetwork load(Path onnx, Path tokens) throws IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return new ExportedNetwork(
                    OrtEnvironment.getEnvironment()
                            .createSession(onnx.toAbsolutePath().toString(), options),
                    TokenSet.read(tokens));
        } catch (OrtException e) {
            throw new ExportException(onnx.getFileName() + ": ONNX Runtime cannot load it (" + e.getMessage() + ").");
        }
    }

    /** The words of an utterance, which may have no frame at all. */
    List<Word> decode(FeatureMatrix features) throws ExportException {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        double start = 0;
        int previous = 0;
        float[][] frames = run(features);
        for (int frame = 0; frame < frames.length; frame++) {
            int best = best(frames[frame]);
            boolean emitted = best != 0 && best != previous;
            previous = best;
            if (!emitted) {
                continue;
            }
            String letters = tokens.symbol(best);
            if (letters.startsWith(BOUNDARY)) {
                flush(words, word, start);
                letters = letters.substring(BOUNDARY.length());
            }
            if (word.isEmpty()) {
                start = frame * FRAME_SECONDS;
            }
            word.append(letters);
        }
        flush(words, word, start);
        return words;
    }

    private static void flush(List<Word> words, StringBuilder word, double start) {
        if (!word.isEmpty()) {
            words.add(new Word(word.toString(), start));
            word.setLength(0);
        }
    }

    private static int best(float[] frame) {
        int best = 0;
        for (int token = 1; token < frame.length; token++) {
            if (frame[token] > frame[best]) {
                best = token;
            }
        }
        return best;
    }

    /** Log probabilities [frames that count, tokens]. */
    float[][] run(FeatureMatrix features) throws ExportException {
        long[] shape = {1, features.frames(), features.bins()};
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(features.values()), shape);
                OnnxTensor lengths = OnnxTensor.createTensor(
                        environment, LongBuffer.wrap(new long[] {features.frames()}), new long[] {1});
                OrtSession.Result result = session.run(Map.of(inputs.get(0), x, inputs.get(1), lengths))) {
            float[][][] all =
                    (float[][][]) result.get(outputs.get(0)).orElseThrow().getValue();
            long[] counts = (long[]) result.get(outputs.get(1)).orElseThrow().getValue();
            int count = (int) counts[0];
            if (all[0].length < count || all[0].length > 0 && all[0][0].length != tokens.size()) {
                throw new ExportException("The network gives " + all[0].length + " frames where it promises " + count
                        + ", or not one value a token; please report this.");
            }
            return Arrays.copyOf(all[0], count);
        } catch (OrtException e) {
            throw new ExportException(
                    "The network fails on " + features.frames() + " frames (" + e.getMessage() + ").");
        }
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
