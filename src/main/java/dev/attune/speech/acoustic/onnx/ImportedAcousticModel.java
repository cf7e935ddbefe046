package dev.attune.speech.acoustic.onnx;

import ai.onnxruntime.OrtException;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureExtractor;
import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A CTC network that was made elsewhere, run as its description says. Its outputs are brought into the form of our own models: natural logarithms of
 * probabilities, the blank as token 0, outputs that count for the same token added up. Safe for concurrent calls.
 */
public final class ImportedAcousticModel implements AcousticModel {

    private final ForeignGraph graph;
    private final ImportedNetwork network;
    private final FeatureExtractor extractor;
    private final int[] tokenMap;
    private final int tokens;

    /**
     * @param graph owned by this model from now on
     */
    public ImportedAcousticModel(ForeignGraph graph, ImportedNetwork network) {
        this.graph = graph;
        this.network = network;
        this.extractor = network.features().extractor(network.bins());
        this.tokenMap = network.tokenMap().stream().mapToInt(Integer::intValue).toArray();
        this.tokens = Arrays.stream(tokenMap).max().orElse(0) + 1;
    }

    /**
     * @param threads threads of one call, at least 1
     * @throws IOException if the file cannot be read or is no graph
     */
    public static ImportedAcousticModel load(Path file, ImportedNetwork network, int threads) throws IOException {
        return new ImportedAcousticModel(ForeignGraph.load(file, threads), network);
    }

    /** What it learnt from is not known. */
    @Override
    public boolean learntWithQuietMargins() {
        return false;
    }

    /** Sound shorter than the network can take is followed by silence. */
    @Override
    public FeatureMatrix features(AudioClip clip) {
        FeatureMatrix features = extractor.extract(clip);
        if (features.frames() >= network.minimumFrames() || clip.samples().length == 0) {
            return features;
        }
        int shift = clip.sampleRateHz() / network.features().framesPerSecond();
        // The frames of some recipes need up to two shifts more than their number.
        int length = Math.max((network.minimumFrames() + 2) * shift, clip.samples().length);
        return extractor.extract(new AudioClip(Arrays.copyOf(clip.samples(), length), clip.sampleRateHz()));
    }

    @Override
    public AcousticOutput evaluate(FeatureMatrix features) {
        LogProbMatrix letters = new LogProbMatrix(0, tokens, new float[0]);
        if (features.frames() > 0) {
            try {
                letters = matrix(graph.run(network.form(), features));
            } catch (OrtException e) {
                throw new IllegalStateException(
                        "the network failed on " + features.frames() + " frames: " + e.getMessage(), e);
            }
        }
        return new AcousticOutput(null, letters, network.frameShiftSeconds());
    }

    private LogProbMatrix matrix(ForeignGraph.Raw raw) {
        int outputs = raw.outputs();
        if (outputs != tokenMap.length) {
            throw new IllegalStateException(
                    "the network has " + outputs + " outputs; it had " + tokenMap.length + " when it was imported");
        }
        int frames = raw.frames();
        float[] values = new float[frames * tokens];
        for (int frame = 0; frame < frames; frame++) {
            TokenScores.fold(raw.values(), frame * outputs, tokenMap, network.scores(), values, frame * tokens, tokens);
        }
        return new LogProbMatrix(frames, tokens, values);
    }

    @Override
    public void close() {
        graph.close();
    }
}
