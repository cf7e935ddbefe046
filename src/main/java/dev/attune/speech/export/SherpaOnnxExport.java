package dev.attune.speech.export;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model for sherpa-onnx's offline CTC recogniser, the {@code zipformerCtc} route: {@code model.onnx} with the letter head and {@code tokens.txt}.
 *
 * <p>That route computes the features that our models are trained on, greedily decodes the first output, and takes a frame for 40 ms.
 */
public final class SherpaOnnxExport {

    static final String MODEL = "model.onnx";
    static final String INT8_MODEL = "model.int8.onnx";

    private static final int STRIDE = 4;

    private final ModelPackage model;
    private final NetworkDescription network;

    /**
     * @throws ExportException if the model cannot be had in this form
     */
    public SherpaOnnxExport(ModelPackage model) throws IOException {
        this.model = model;
        String json = model.description().network();
        if (json == null || !model.hasWeights()) {
            throw unfit("its network was made elsewhere; take the ONNX file that it came from");
        }
        this.network = NetworkJson.read(json);
        if (network.letterTokens() == 0) {
            throw unfit("it has no letters; train a model from a baseline that has");
        }
        if (network.totalStride() != STRIDE) {
            throw unfit("one frame of it is not 40 ms; train a model from another baseline");
        }
    }

    /**
     * Writes the network with its tokens, checks it, and puts everything that belongs to it beside it: card, guide, language model, lexicon,
     * letter-to-sound model, sums.
     *
     * @param folder empty
     * @param int8 whether to write a second file with weights of 8 bits
     * @param data what to check on
     * @return what the check found, one sentence each
     * @throws ExportException if the check fails; the folder is then of no use
     */
    public List<String> write(Path folder, boolean int8, CheckData data) throws IOException {
        List<String> found = writeNetworks(folder, int8, data);
        CompanionFiles companions = new CompanionFiles(model);
        List<String> all = new ArrayList<>(found);
        all.addAll(companions.write(folder));
        companions.writeCard(folder, "sherpa-onnx", all);
        ExportGuide.write(folder, model.description(), int8, found);
        Checksums.write(folder);
        return found;
    }

    /** The files that sherpa-onnx reads, checked. */
    List<String> writeNetworks(Path folder, boolean int8, CheckData data) throws IOException {
        TokenSet tokens = TokenSet.read(model.file(PackageEntry.LETTERS));
        Map<String, Tensor> weights =
                Safetensors.read(model.file(PackageEntry.ACOUSTIC_WEIGHTS)).tensors();
        Path onnx = folder.resolve(MODEL);
        Path tokenFile = folder.resolve(PackageEntry.LETTERS.fileName());
        tokens.write(tokenFile);
        write(onnx, weights, OnnxWriter.Arithmetic.FLOAT, tokens);
        ExportCheck check = new ExportCheck(data, model.description().locale());
        List<String> found = new ArrayList<>();
        CheckReport report = check.sameAsModel(model, network, onnx, tokenFile);
        found.add(report.sentence());
        report.accuracy().ifPresent(found::add);
        if (int8) {
            Path small = folder.resolve(INT8_MODEL);
            write(small, weights, OnnxWriter.Arithmetic.INT8, tokens);
            found.add(check.int8(network, onnx, small, tokenFile).sentence());
        }
        return found;
    }

    private void write(Path file, Map<String, Tensor> weights, OnnxWriter.Arithmetic arithmetic, TokenSet tokens)
            throws IOException {
        OnnxWriter.write(
                file,
                network,
                weights,
                OnnxWriter.Heads.LETTERS,
                Precision.FLOAT16,
                arithmetic,
                metadata(tokens, arithmetic));
    }

    /** The first four are what icefall writes; the loader needs the type only where the configuration does not name the route. */
    private Map<String, String> metadata(TokenSet tokens, OnnxWriter.Arithmetic arithmetic) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model_type", "zipformer2_ctc");
        metadata.put("version", "1");
        metadata.put("model_author", "attune");
        metadata.put(
                "comment",
                model.description().name() + ", " + model.description().locale()
                        + (arithmetic == OnnxWriter.Arithmetic.INT8 ? ", int8" : ""));
        metadata.put("model_id", model.description().id());
        metadata.put("licence", model.description().licence());
        metadata.put("vocab_size", String.valueOf(tokens.size()));
        metadata.put("subsampling_factor", String.valueOf(STRIDE));
        return metadata;
    }

    private ExportException unfit(String why) {
        return new ExportException(
                "The model \"" + model.description().name() + "\" cannot be exported for sherpa-onnx: " + why + ".");
    }
}
