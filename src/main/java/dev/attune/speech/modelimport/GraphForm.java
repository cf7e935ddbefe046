package dev.attune.speech.modelimport;

import dev.attune.speech.acoustic.ImportedNetwork.Form;
import dev.attune.speech.acoustic.ImportedNetwork.Layout;
import dev.attune.speech.acoustic.ImportedNetwork.LengthKind;
import dev.attune.speech.acoustic.onnx.ForeignGraph;
import dev.attune.speech.acoustic.onnx.ForeignGraph.Port;
import dev.attune.speech.audio.FeatureRecipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names, types and shapes of a graph tell.
 *
 * @param bins features per frame, 1 for a waveform
 * @param certain false if shapes leave open which of the input's dimensions is time
 */
record GraphForm(Form form, int bins, boolean certain) {

    private static final int USUAL_BINS = 80;
    private static final int MOST_BINS = 256;

    /** Tries a form. */
    @FunctionalInterface
    interface Attempt {
        void run(GraphForm form) throws IOException;
    }

    /**
     * @throws ImportRefusedException if the graph is no offline CTC network that takes features or samples of any length
     */
    static GraphForm of(ForeignGraph graph, int tokens) throws IOException {
        List<Port> inputs = graph.inputs();
        List<Port> sound =
                inputs.stream().filter(port -> port.type().startsWith("float")).toList();
        List<Port> others =
                inputs.stream().filter(port -> !sound.contains(port)).toList();
        if (sound.size() > 1 || others.size() > 1) {
            throw new ImportRefusedException("The network has " + inputs.size() + " inputs (" + names(inputs)
                    + "), so it is a streaming model or part of one; choose the offline (non-streaming) CTC model, which takes sound"
                    + " and its length.");
        }
        if (sound.isEmpty()) {
            throw new ImportRefusedException("The network has no input of floating-point numbers (" + names(inputs)
                    + "), so it does not take sound; choose the acoustic model.");
        }
        Port audio = sound.getFirst();
        if (!audio.type().equals("float")) {
            throw new ImportRefusedException("The input " + audio.name() + " takes " + audio.type()
                    + " and not 32-bit numbers; export the model with float32 inputs (the weights may be smaller).");
        }
        Port length = others.isEmpty() ? null : others.getFirst();
        Port output = output(graph.outputs(), tokens);
        Port lengthOutput = graph.outputs().stream()
                .filter(port -> port.type().startsWith("int") && port.shape().size() == 1)
                .findFirst()
                .orElse(null);
        LengthKind kind = length == null ? LengthKind.NONE : lengthKind(length);
        if (!audio.shape().isEmpty() && audio.shape().getFirst() > 1) {
            throw new ImportRefusedException("The input " + audio.name() + " takes exactly "
                    + audio.shape().getFirst()
                    + " utterances at a time; export the model with a batch size that may vary (dynamic axes).");
        }
        return shape(audio, length, kind, output, lengthOutput);
    }

    private static GraphForm shape(
            Port audio, @Nullable Port length, LengthKind kind, Port output, @Nullable Port lengthOutput)
            throws ImportRefusedException {
        Layout layout;
        int bins = 1;
        boolean certain = true;
        List<Long> shape = audio.shape();
        switch (shape.size()) {
            case 2 -> {
                layout = Layout.SAMPLES;
                requireVarying(audio, shape.get(1));
            }
            case 3 -> {
                boolean middle = shape.get(1) > 0;
                boolean last = shape.get(2) > 0;
                if (middle && last) {
                    requireVarying(audio, Math.max(shape.get(1), shape.get(2)));
                }
                layout = middle ? Layout.BINS_FRAMES : Layout.FRAMES_BINS;
                certain = middle || last;
                bins = certain ? Math.toIntExact(middle ? shape.get(1) : shape.get(2)) : USUAL_BINS;
            }
            default ->
                throw new ImportRefusedException(
                        "The input " + audio.name() + " has " + shape.size()
                                + " dimensions; a recogniser takes samples (2) or features (3), so choose another file of the model.");
        }
        if (bins > MOST_BINS) {
            throw new ImportRefusedException(
                    "The input " + audio.name() + " takes " + bins + " features a frame, more than any kind of sound"
                            + " feature known here; choose the whole model and not a part of it.");
        }
        return new GraphForm(
                new Form(
                        layout,
                        audio.name(),
                        length == null ? null : length.name(),
                        kind,
                        output.name(),
                        lengthOutput == null ? null : lengthOutput.name()),
                bins,
                certain);
    }

    private static void requireVarying(Port audio, long size) throws ImportRefusedException {
        if (size > 0) {
            throw new ImportRefusedException(
                    "The input " + audio.name() + " takes sound of one length only (" + audio.shape()
                            + "); export the model with a length that may vary (dynamic axes). Models that always take 30 s, such as"
                            + " Whisper, are no CTC models.");
        }
    }

    private static LengthKind lengthKind(Port length) throws ImportRefusedException {
        boolean wide = length.type().equals("int64");
        if (length.shape().size() == 2 && wide) {
            return LengthKind.MASK_64;
        }
        if (length.shape().size() == 1 && (wide || length.type().equals("int32"))) {
            return wide ? LengthKind.LENGTH_64 : LengthKind.LENGTH_32;
        }
        throw new ImportRefusedException(
                "The input " + length + " is neither a length nor a mask; choose the offline CTC model.");
    }

    /** The one with as many outputs as there are tokens, else the first of its form. */
    private static Port output(List<Port> outputs, int tokens) throws ImportRefusedException {
        List<Port> candidates = outputs.stream()
                .filter(port -> port.type().equals("float") && port.shape().size() == 3)
                .toList();
        if (candidates.isEmpty()) {
            throw new ImportRefusedException("None of the outputs (" + names(outputs)
                    + ") has a number for each frame and token, [1, frames, tokens] in 32 bits; choose a CTC model.");
        }
        return candidates.stream()
                .filter(port -> port.shape().getLast() == tokens || port.shape().getLast() == tokens + 1)
                .findFirst()
                .orElse(candidates.getFirst());
    }

    private static String names(List<Port> ports) {
        return String.join("; ", ports.stream().map(Port::toString).toList());
    }

    /** Itself, or turned if the graph does not take it as it is. */
    GraphForm settled(Attempt attempt) throws IOException {
        if (certain) {
            return this;
        }
        try {
            attempt.run(this);
            return this;
        } catch (ImportRefusedException e) {
            GraphForm turned = new GraphForm(
                    new Form(
                            Layout.BINS_FRAMES,
                            form.input(),
                            form.lengthInput(),
                            form.lengthKind(),
                            form.output(),
                            form.lengthOutput()),
                    bins,
                    true);
            attempt.run(turned);
            return turned;
        }
    }

    /** The kinds of input that fit, what the metadata speaks of first. */
    List<FeatureRecipe> recipes(Map<String, String> metadata) {
        String type = metadata.getOrDefault("model_type", "").toLowerCase(Locale.ROOT);
        FeatureRecipe hinted = FeatureRecipe.KALDI;
        if (type.startsWith("encdec") || metadata.containsKey("normalize_type")) {
            hinted = metadata.getOrDefault("normalize_type", "").equals("per_feature")
                    ? FeatureRecipe.NEMO_PER_FEATURE
                    : FeatureRecipe.NEMO;
        } else if (type.contains("wenet")) {
            hinted = FeatureRecipe.KALDI_16BIT;
        }
        FeatureRecipe first = hinted;
        List<FeatureRecipe> fitting = new ArrayList<>();
        for (FeatureRecipe recipe : FeatureRecipe.values()) {
            if (recipe.isWaveform() == (bins == 1)) {
                fitting.add(recipe);
            }
        }
        fitting.sort(Comparator.comparingInt(recipe -> recipe == first ? 0 : 1));
        return fitting;
    }
}
