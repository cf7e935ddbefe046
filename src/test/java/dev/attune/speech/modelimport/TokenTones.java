package dev.attune.speech.modelimport;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A voice and a network for any set of tokens: each token that is ever spoken is a tone in the middle of a mel bin of its own, and the network, one matrix
 * over every fourth frame, weighs each of these bins. Nothing of it knows words, spelling or the program, so that what comes of a subword or of a
 * byte is seen from outside.
 *
 * @param symbols of the network, the blank first
 * @param spoken those that have a tone; at most {@value #MOST}
 */
record TokenTones(List<String> symbols, List<String> spoken) {

    private static final int MOST = 31;
    private static final int RATE = 16_000;
    private static final int BINS = 80;
    private static final int FIRST_BIN = 16;
    private static final int TONE = (int) (0.08 * RATE);
    private static final int GAP = (int) (0.08 * RATE);
    private static final int MARGIN = RATE / 5;

    private static final float WEIGHT = 2;
    /** Above what noise reaches and below what a tone does. */
    private static final float BLANK = 4;

    private static final float NEVER = -200;

    TokenTones {
        if (spoken.size() > MOST || !symbols.containsAll(spoken)) {
            throw new IllegalArgumentException("at most " + MOST + " tokens of the set can be spoken; got " + spoken);
        }
    }

    /** The files as their author would give them away: the network and {@code tokens.txt}. */
    ImportedModels write(Path folder) throws IOException {
        int outputs = symbols.size();
        float[] weights = new float[BINS * outputs];
        float[] bias = new float[outputs];
        java.util.Arrays.fill(bias, NEVER);
        bias[0] = BLANK;
        for (int i = 0; i < spoken.size(); i++) {
            int token = symbols.indexOf(spoken.get(i));
            weights[bin(i) * outputs + token] = WEIGHT;
            bias[token] = 0;
        }
        TestGraph graph = TestGraph.empty();
        graph.input("x", DataType.FLOAT, -1, -1, BINS).input("x_lens", DataType.INT64, -1);
        String logits = graph.linear("x", 4, weights, BINS, outputs);
        graph.node(
                "LogSoftmax",
                List.of(graph.node("Add", List.of(logits, graph.floats(bias, outputs)))),
                "log_probs",
                TestGraph.integer("axis", 2));
        graph.output("log_probs", DataType.FLOAT, -1, -1, outputs);
        List<String> lines = new ArrayList<>();
        for (int id = 0; id < outputs; id++) {
            lines.add(symbols.get(id) + " " + id);
        }
        Path tokens = Files.write(folder.resolve("tones-tokens.txt"), lines, StandardCharsets.UTF_8);
        return new ImportedModels(graph.write(folder.resolve("tones.onnx")), tokens);
    }

    /**
     * Speaks tokens one after the other, between single blanks. {@code d&t} are both at once and equally loud, so that the network cannot tell which it
     * was.
     */
    AudioClip say(String text) {
        String[] tokens = text.split(" ");
        float[] samples = new float[2 * MARGIN + tokens.length * (TONE + GAP)];
        Random random = new Random(7);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.003 * random.nextGaussian());
        }
        for (int i = 0; i < tokens.length; i++) {
            int from = MARGIN + i * (TONE + GAP);
            for (String token : tokens[i].split("&")) {
                double hertz = hertz(bin(spoken.indexOf(token)));
                for (int n = 0; n < TONE; n++) {
                    double ramp = Math.min(1, Math.min(n, TONE - n) / (0.01 * RATE));
                    samples[from + n] += (float) (0.3 * ramp * Math.sin(2 * Math.PI * hertz * n / RATE));
                }
            }
        }
        return new AudioClip(samples, RATE);
    }

    /** Where the n-th token of what is said begins. */
    static double startSeconds(int n) {
        return (MARGIN + n * (double) (TONE + GAP)) / RATE;
    }

    /** What the import is given to try the network with. */
    ProbeRequest request(ImportedModels model, Path folder, String said, String text) throws IOException {
        Path wav = folder.resolve("tones.wav");
        WavWriter.write(say(said), wav);
        return new ProbeRequest(model.onnx(), model.tokens(), "en-US", null, wav, text);
    }

    private static int bin(int spoken) {
        if (spoken < 0) {
            throw new IllegalArgumentException("this token has no tone");
        }
        return FIRST_BIN + 2 * spoken;
    }

    /** Middle of a bin of 80 between 20 and 7600 Hz on the scale 1127 ln(1 + f/700). */
    private static double hertz(int bin) {
        double low = 1127 * Math.log1p(20 / 700.0);
        double step = (1127 * Math.log1p(7600 / 700.0) - low) / (BINS + 1);
        return 700 * Math.expm1((low + (bin + 1) * step) / 1127);
    }
}
