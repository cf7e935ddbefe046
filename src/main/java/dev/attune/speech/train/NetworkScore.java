package dev.attune.speech.train;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How well weights do on utterances that were kept aside, measured with the file that would be served. Phones count where the network has them, else
 * letters.
 *
 * @param lossPerToken mean loss per target token by the criterion of the training
 * @param errorRate of the greedy tokens
 */
record NetworkScore(double lossPerToken, double errorRate) {

    /** An utterance: what is heard, and what should be. */
    record Reference(FeatureMatrix features, TrainingExample example) {

        /** An example as it is, without augmentation. */
        static Reference of(TrainingExample example) throws IOException {
            return new Reference(LogMelExtractor.standard().extract(example.clip()), example);
        }
    }

    static NetworkScore of(
            NetworkDescription network,
            Map<String, Tensor> weights,
            List<Reference> references,
            TrainingCriterion criterion,
            Path folder)
            throws IOException {
        return served(network, weights, folder, model -> of(model, references, criterion));
    }

    /**
     * Does something with the file that would be served.
     *
     * @param folder for the file, which is deleted afterwards
     */
    static <T> T served(
            NetworkDescription network, Map<String, Tensor> weights, Path folder, Function<AcousticModel, T> use)
            throws IOException {
        Path file = folder.resolve("candidate.onnx");
        try {
            OnnxWriter.write(file, network, weights, OnnxWriter.Heads.ALL, Precision.FLOAT16, Map.of());
            try (OnnxAcousticModel model = OnnxAcousticModel.load(file, network.totalStride(), 1)) {
                return use.apply(model);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static NetworkScore of(AcousticModel model, List<Reference> references, TrainingCriterion criterion) {
        GreedyErrors errors = new GreedyErrors();
        double loss = 0;
        long tokens = 0;
        for (Reference reference : references) {
            AcousticOutput output = model.evaluate(reference.features());
            boolean phones = output.phones() != null;
            LogProbMatrix matrix = phones ? output.phones() : output.letters();
            int[] target =
                    phones ? reference.example().phones() : reference.example().letters();
            if (matrix == null || target == null) {
                continue;
            }
            double own = loss(criterion, phones, matrix, target);
            if (!Double.isNaN(own)) {
                loss += own;
                tokens += target.length;
                errors.add(matrix.values(), matrix.frames(), matrix.tokens(), new int[] {matrix.frames()}, new int[][] {
                    target
                });
            }
        }
        return new NetworkScore(tokens == 0 ? Double.NaN : loss / tokens, errors.rate());
    }

    /** CTC loss of one utterance, natural log; NaN if its target does not fit into its frames. */
    static double loss(LogProbMatrix matrix, int[] target) {
        return loss(TrainingCriterion.ctc(), true, matrix, target);
    }

    private static double loss(TrainingCriterion criterion, boolean phones, LogProbMatrix matrix, int[] target) {
        return criterion
                .batch(
                        phones,
                        matrix.values(),
                        matrix.frames(),
                        matrix.tokens(),
                        new int[] {matrix.frames()},
                        new int[][] {target},
                        0,
                        new float[matrix.values().length])[0];
    }
}
