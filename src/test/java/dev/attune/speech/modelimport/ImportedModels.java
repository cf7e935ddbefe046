package dev.attune.speech.modelimport;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.attune.speech.TinyModel;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Models of other makes that truly understand the voice of {@link TinyModel}: its letter head in the forms in which others export theirs.
 *
 * @param onnx the graph
 * @param tokens its tokens
 */
public record ImportedModels(Path onnx, Path tokens) {

    private static final int WINDOW = 400;
    private static final int POINTS = 256;

    /** As icefall exports a zipformer: [N, T, 80] and lengths, blank first. */
    public static ImportedModels zipformer(Path folder) throws IOException {
        ModelPackage tiny = ModelPackageReader.unpack(TinyModel.write(folder), folder.resolve("cache"));
        NetworkDescription network =
                NetworkJson.read(String.valueOf(tiny.description().network()));
        Path onnx = folder.resolve("zipformer.onnx");
        OnnxWriter.write(
                onnx,
                network,
                Safetensors.read(tiny.file(PackageEntry.ACOUSTIC_WEIGHTS)).tensors(),
                OnnxWriter.Heads.LETTERS,
                Safetensors.Precision.FLOAT32,
                Map.of("model_type", "zipformer2_ctc"));
        Path tokens = folder.resolve("tokens.txt");
        TokenSet.englishLetters().write(tokens);
        return new ImportedModels(onnx, tokens);
    }

    /** As NeMo exports: [N, 80, T], the blank last and without a symbol in the vocabulary. The logarithms of probabilities alone come out. */
    public static ImportedModels nemo(Path folder) throws IOException {
        ImportedModels own = zipformer(folder);
        TestGraph graph = TestGraph.of(own.onnx).withoutMetadata().metadata("model_type", "EncDecCTCModelBPE");
        graph.graph.clearInput();
        graph.input("audio_signal", DataType.FLOAT, -1, 80, -1).input("length", DataType.INT64, -1);
        graph.renameInput("x", "turned");
        graph.renameInput("x_lens", "length");
        graph.node("Transpose", List.of("audio_signal"), "turned", TestGraph.list("perm", 0, 2, 1));
        graph.lastNodesFirst(1);
        blankLast(graph, "log_probs", "logprobs");
        List<String> symbols = TokenSet.englishLetters().symbols();
        Path tokens = folder.resolve("vocabulary.txt");
        Files.writeString(tokens, String.join("\n", symbols.subList(1, symbols.size())) + "\n", StandardCharsets.UTF_8);
        return new ImportedModels(graph.write(folder.resolve("nemo.onnx")), tokens);
    }

    private static void blankLast(TestGraph graph, String from, String to) {
        int tokens = TokenSet.englishLetters().size();
        graph.graph.clearOutput();
        String letters = graph.node(
                "Slice",
                List.of(from, graph.integers(1), graph.integers(tokens), graph.integers(2), graph.integers(1)));
        String blank = graph.node(
                "Slice", List.of(from, graph.integers(0), graph.integers(1), graph.integers(2), graph.integers(1)));
        graph.node("Concat", List.of(letters, blank), to, TestGraph.integer("axis", 2));
        graph.output(to, DataType.FLOAT, -1, -1, tokens);
    }

    /**
     * As wav2vec2 is exported: samples in, logits out, vocab.json with {@code <pad>} as the blank, a bar between words, capitals. The features are a
     * part of the graph: all that happens to a frame before its power spectrum is one matrix.
     */
    public static ImportedModels waveform(Path folder) throws IOException {
        ImportedModels own = zipformer(folder);
        TestGraph graph = TestGraph.of(own.onnx).withoutMetadata();
        graph.graph.clearInput();
        graph.input("input_values", DataType.FLOAT, -1, -1);
        int before = graph.graph.getNodeCount();
        String waves = graph.node("Unsqueeze", List.of("input_values", graph.integers(1)));
        String cosines = power(graph, waves, true);
        String sines = power(graph, waves, false);
        String spectrum = graph.node(
                "Transpose", List.of(graph.node("Add", List.of(cosines, sines))), TestGraph.list("perm", 0, 2, 1));
        String energies = graph.node("MatMul", List.of(spectrum, graph.floats(triangles(), POINTS, 80)));
        String floored = graph.node("Max", List.of(energies, graph.floats(new float[] {1.1920929e-7f}, 1)));
        graph.node("Log", List.of(floored), "features");
        graph.node(
                "Slice",
                List.of(graph.node("Shape", List.of("features")), graph.integers(1), graph.integers(2)),
                "frames");
        graph.lastNodesFirst(graph.graph.getNodeCount() - before);
        graph.renameInput("x", "features");
        graph.renameInput("x_lens", "frames");
        graph.graph.clearOutput();
        graph.output(
                "log_probs", DataType.FLOAT, -1, -1, TokenSet.englishLetters().size());
        List<String> entries = new ArrayList<>();
        List<String> symbols = TokenSet.englishLetters().symbols();
        for (int id = 0; id < symbols.size(); id++) {
            String symbol = id == 0 ? "<pad>" : id == 1 ? "|" : symbols.get(id).toUpperCase(Locale.ROOT);
            entries.add("\"" + symbol + "\": " + id);
        }
        Path tokens = folder.resolve("vocab.json");
        Files.writeString(tokens, "{" + String.join(", ", entries) + "}", StandardCharsets.UTF_8);
        return new ImportedModels(graph.write(folder.resolve("waveform.onnx")), tokens);
    }

    /** Squares of the cosine or sine parts of frames that lost their mean, were pre-emphasised and windowed; frames every 160 samples. */
    private static String power(TestGraph graph, String waves, boolean cosine) {
        float[] kernel = new float[POINTS * WINDOW];
        for (int f = 0; f < POINTS; f++) {
            double[] taps = new double[WINDOW];
            for (int k = 0; k < WINDOW; k++) {
                double angle = 2 * Math.PI * f * k / 512;
                double window = Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * k / (WINDOW - 1)), 0.85);
                double weight = window * (cosine ? Math.cos(angle) : Math.sin(angle));
                taps[k] += weight;
                taps[Math.max(0, k - 1)] -= 0.97 * weight;
            }
            double mean = 0;
            for (double tap : taps) {
                mean += tap / WINDOW;
            }
            for (int k = 0; k < WINDOW; k++) {
                kernel[f * WINDOW + k] = (float) (taps[k] - mean);
            }
        }
        String part = graph.node(
                "Conv",
                List.of(waves, graph.floats(kernel, POINTS, 1, WINDOW)),
                TestGraph.list("kernel_shape", WINDOW),
                TestGraph.list("strides", 160));
        return graph.node("Mul", List.of(part, part));
    }

    private static float[] triangles() {
        float[] weights = new float[POINTS * 80];
        double low = 1127 * Math.log1p(20 / 700.0);
        double step = (1127 * Math.log1p(7600 / 700.0) - low) / 81;
        for (int f = 0; f < POINTS; f++) {
            double mel = 1127 * Math.log1p(f * 31.25 / 700);
            for (int bin = 0; bin < 80; bin++) {
                weights[f * 80 + bin] = (float) Math.max(0, 1 - Math.abs(mel - low - (bin + 1) * step) / step);
            }
        }
        return weights;
    }

    /** A request with a recording in the model's own voice. */
    public ProbeRequest request(Path folder) throws IOException {
        String text = "tuna salad and lemon soda";
        return new ProbeRequest(onnx, tokens, "en-US", null, TinyModel.wav(folder, text), text);
    }

    public ProbeReport probe(Path folder) throws IOException {
        return ModelProbe.run(request(folder), step -> {});
    }
}
