package dev.attune.speech.train;

import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a training needs to go on where it stopped: weights, optimiser moments, counters. One safetensors file, replaced as a whole, beside
 * the best weights so far.
 *
 * @param averaged steps in the average of weights, whose tensors are there if it is not 0
 */
record Checkpoint(Map<String, Tensor> tensors, long step, double bestLoss, int looksWithoutGain, long averaged) {

    private static final String FILE = "checkpoint.safetensors";
    static final String BEST_FILE = "best.safetensors";

    void write(Path folder) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Long.toString(step));
        metadata.put("bestLoss", Double.toString(bestLoss));
        metadata.put("looksWithoutGain", Integer.toString(looksWithoutGain));
        metadata.put("averaged", Long.toString(averaged));
        new Safetensors(tensors, metadata).write(folder.resolve(FILE), Safetensors.Precision.FLOAT32);
    }

    /** The checkpoint in a folder, or empty if there is none. */
    static Optional<Checkpoint> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Safetensors content = Safetensors.read(file);
        try {
            return Optional.of(new Checkpoint(
                    content.tensors(),
                    Long.parseLong(content.metadata().get("step")),
                    Double.parseDouble(content.metadata().get("bestLoss")),
                    Integer.parseInt(content.metadata().get("looksWithoutGain")),
                    Long.parseLong(content.metadata().getOrDefault("averaged", "0"))));
        } catch (NumberFormatException | NullPointerException e) {
            throw new IOException(file.getFileName() + ": not a checkpoint of Attune; remove it to start anew", e);
        }
    }
}
