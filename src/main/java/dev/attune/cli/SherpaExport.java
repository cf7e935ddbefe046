package dev.attune.cli;

import dev.attune.shared.ProblemException;
import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model for sherpa-onnx's offline CTC recogniser, the {@code zipformerCtc} route: {@code model.onnx} with the letter head and {@code tokens.txt}.
 *
 * <p>That route computes the features that our models are trained on, greedily decodes {@code log_probs}, and takes a frame for 40 ms.
 */
final class SherpaExport {

    private static final int STRIDE = 4;
    /** Largest difference of a natural logarithm of a probability that is rounding. */
    private static final double TOLERANCE = 1e-3;

    private SherpaExport() {}

    /**
     * @throws ProblemException if the model cannot be had in this form
     */
    static void write(ModelPackage model, Path folder) throws IOException {
        String name = model.description().name();
        String json = model.description().network();
        if (json == null || !model.hasWeights()) {
            throw unfit(name, "its network was made elsewhere; take the ONNX file that it came from");
        }
        NetworkDescription network = NetworkJson.read(json);
        if (network.letterTokens() == 0) {
            throw unfit(name, "it has no letters; train a model from a baseline that has");
        }
        if (network.totalStride() != STRIDE) {
            throw unfit(name, "one frame of it is not 40 ms; train a model from another baseline");
        }
        TokenSet tokens = TokenSet.read(model.file(PackageEntry.LETTERS));
        Path onnx = folder.resolve("model.onnx");
        OnnxWriter.write(
                onnx,
                network,
                Safetensors.read(model.file(PackageEntry.ACOUSTIC_WEIGHTS)).tensors(),
                OnnxWriter.Heads.LETTERS,
                Precision.FLOAT16,
                metadata(model, tokens));
        Path tokenFile = folder.resolve("tokens.txt");
        tokens.write(tokenFile);
        check(model, onnx, tokenFile);
    }

    private static Map<String, String> metadata(ModelPackage model, TokenSet tokens) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model_type", "zipformer2_ctc");
        metadata.put("version", "1");
        metadata.put("model_author", "attune");
        metadata.put(
                "comment",
                model.description().name() + ", " + model.description().locale());
        metadata.put("model_id", model.description().id());
        metadata.put("licence", model.description().licence());
        metadata.put("vocab_size", String.valueOf(tokens.size()));
        metadata.put("subsampling_factor", String.valueOf(STRIDE));
        return metadata;
    }

    /** Runs the files that were written: they must say the same as the model. */
    private static void check(ModelPackage model, Path onnx, Path tokenFile) throws IOException {
        TokenSet tokens = TokenSet.read(tokenFile);
        try (AcousticModel original = Recognizer.network(model, 1);
                AcousticModel exported = OnnxAcousticModel.load(onnx, STRIDE, 1)) {
            LogProbMatrix expected = letters(Recognizer.output(original, ProbeSignal.clip()));
            LogProbMatrix actual = letters(Recognizer.output(exported, ProbeSignal.clip()));
            if (actual.tokens() != tokens.size() || !agree(expected, actual)) {
                throw new ProblemException(
                        "ExportDiffers",
                        "The exported network does not say the same as the model; nothing was written. Please report this.");
            }
        }
    }

    private static LogProbMatrix letters(AcousticOutput output) {
        LogProbMatrix letters = output.letters();
        if (letters == null) {
            throw new IllegalStateException("a network with letter tokens has letters");
        }
        return letters;
    }

    private static boolean agree(LogProbMatrix expected, LogProbMatrix actual) {
        if (expected.frames() == 0 || expected.values().length != actual.values().length) {
            return false;
        }
        for (int i = 0; i < expected.values().length; i++) {
            // Written so that NaN does not agree.
            if (!(Math.abs(expected.values()[i] - actual.values()[i]) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException unfit(String name, String why) {
        return new ProblemException(
                "NotExportable", "The model \"" + name + "\" cannot be exported for sherpa-onnx: " + why + ".");
    }
}
