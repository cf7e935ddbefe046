package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.ImportedNetwork.Form;
import dev.attune.speech.acoustic.ImportedNetwork.Layout;
import dev.attune.speech.acoustic.ImportedNetwork.LengthKind;
import dev.attune.speech.acoustic.ImportedNetwork.Scores;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.onnx.ImportedAcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.FeatureRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs of every form against their arithmetic worked out here: features, layout, lengths, blank anywhere, logits or probabilities. */
final class ImportedAcousticModelTest {

    private static final int OUTPUTS = 6;
    /** The blank is output 4; outputs 1 and 5 are capital and small letter of one token, output 3 is punctuation. */
    private static final List<Integer> MAP = List.of(1, 2, 3, 0, 0, 2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "KALDI, FRAMES_BINS, LENGTH_64, LOGITS",
        "KALDI_16BIT, FRAMES_BINS, NONE, LOGITS",
        "NEMO, BINS_FRAMES, LENGTH_64, LOGITS",
        "NEMO_PER_FEATURE, BINS_FRAMES, LENGTH_32, PROBABILITIES",
        "WAVEFORM, SAMPLES, NONE, LOGITS",
        "WAVEFORM_NORMALIZED, SAMPLES, MASK_64, PROBABILITIES"
    })
    void saysWhatTheArithmeticSays(FeatureRecipe recipe, Layout layout, LengthKind length, Scores scores)
            throws IOException {
        int bins = recipe.isWaveform() ? 1 : 80;
        int stride = recipe.isWaveform() ? 320 : 4;
        float[] weights = weights(bins);
        Path onnx = graph(layout, length, scores, stride, bins, weights);
        ImportedNetwork network = new ImportedNetwork(
                recipe,
                bins,
                new Form(layout, "sound", length == LengthKind.NONE ? null : "length", length, "y", null),
                scores,
                stride / (double) recipe.framesPerSecond(),
                1,
                4,
                MAP);
        AudioClip clip = noise();
        FeatureMatrix features = recipe.extractor(bins).extract(clip);

        try (ImportedAcousticModel model = ImportedAcousticModel.load(onnx, network, 1)) {
            LogProbMatrix letters = model.evaluate(model.features(clip)).letters();

            assertThat(letters.frames()).isEqualTo((features.frames() + stride - 1) / stride);
            assertThat(letters.tokens()).isEqualTo(4);
            for (int frame = 0; frame < letters.frames(); frame++) {
                double[] expected = expected(features, frame * stride, weights);
                for (int token = 0; token < 4; token++) {
                    assertThat((double) letters.get(frame, token))
                            .as("frame %d, token %d", frame, token)
                            .isCloseTo(expected[token], within(2e-3));
                }
            }
            assertThat(model.evaluate(model.features(clip)).letterShiftSeconds())
                    .isEqualTo(recipe.isWaveform() ? 0.02 : 0.04);
            assertThat(model.evaluate(model.features(new AudioClip(new float[0], 16_000)))
                            .letters()
                            .frames())
                    .isZero();
        }
    }

    private static double[] expected(FeatureMatrix features, int frame, float[] weights) {
        double[] scores = new double[OUTPUTS];
        double total = 0;
        for (int output = 0; output < OUTPUTS; output++) {
            for (int bin = 0; bin < features.bins(); bin++) {
                scores[output] += features.get(frame, bin) * (double) weights[bin * OUTPUTS + output];
            }
            total += Math.exp(scores[output]);
        }
        double[] sums = new double[4];
        for (int output = 0; output < OUTPUTS; output++) {
            sums[MAP.get(output)] += Math.exp(scores[output]) / total;
        }
        double[] logs = new double[4];
        for (int token = 0; token < 4; token++) {
            logs[token] = Math.log(sums[token]);
        }
        return logs;
    }

    private Path graph(Layout layout, LengthKind length, Scores scores, int stride, int bins, float[] weights)
            throws IOException {
        TestGraph graph = TestGraph.empty();
        String sound = "sound";
        switch (layout) {
            case FRAMES_BINS -> graph.input(sound, DataType.FLOAT, -1, -1, bins);
            case BINS_FRAMES -> {
                graph.input(sound, DataType.FLOAT, -1, bins, -1);
                sound = graph.node("Transpose", List.of(sound), TestGraph.list("perm", 0, 2, 1));
            }
            case SAMPLES -> {
                graph.input(sound, DataType.FLOAT, -1, -1);
                sound = graph.node("Unsqueeze", List.of(sound, graph.integers(2)));
            }
        }
        switch (length) {
            case LENGTH_64 -> graph.input("length", DataType.INT64, -1);
            case LENGTH_32 -> graph.input("length", DataType.INT32, -1);
            case MASK_64 -> graph.input("length", DataType.INT64, -1, -1);
            case NONE -> {
                // There is none.
            }
        }
        String logits = graph.linear(sound, stride, weights, bins, OUTPUTS);
        graph.node(
                scores == Scores.PROBABILITIES ? "Softmax" : "Identity",
                List.of(logits),
                "y",
                scores == Scores.PROBABILITIES
                        ? new AttributeProto[] {TestGraph.integer("axis", 2)}
                        : new AttributeProto[0]);
        return graph.output("y", DataType.FLOAT, -1, -1, OUTPUTS).write(folder.resolve("graph.onnx"));
    }

    /** Small enough that no probability vanishes. */
    private static float[] weights(int bins) {
        SplittableRandom random = new SplittableRandom(11);
        float[] weights = new float[bins * OUTPUTS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-1, 1) / bins;
        }
        return weights;
    }

    private static AudioClip noise() {
        SplittableRandom random = new SplittableRandom(3);
        float[] samples = new float[9_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return new AudioClip(samples, 16_000);
    }
}
