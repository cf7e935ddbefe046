package dev.attune.speech.train;

import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Batches as the trainer sees them, one safetensors file each, for experiments outside Java: features, frames, and the targets of both heads padded with -1. */
public final class BatchFiles {

    private BatchFiles() {}

    /** The batches of a training: those that {@link CtcTrainer} would see with these settings. */
    public static void training(
            List<TrainingExample> examples, int count, double batchSeconds, double augmentation, long seed, Path folder)
            throws IOException, InterruptedException {
        BatchSampler sampler = new BatchSampler(examples, batchSeconds, seed);
        int number = 0;
        for (int epoch = 0; number < count; epoch++) {
            List<List<TrainingExample>> batches = sampler.epoch(epoch);
            batches = batches.subList(0, Math.min(batches.size(), count - number));
            number = write(batches, new Augmenter(augmentation), seed, number, folder);
        }
    }

    /** Utterances as they are, in order of length. */
    public static void evaluation(List<TrainingExample> examples, double batchSeconds, Path folder)
            throws IOException, InterruptedException {
        write(new BatchSampler(examples, batchSeconds, 0).byLength(), new Augmenter(0), 0, 0, folder);
    }

    private static int write(
            List<List<TrainingExample>> batches, Augmenter augmenter, long seed, int first, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int number = first;
        try (BatchLoader loader = new BatchLoader(batches.iterator(), augmenter, seed, first)) {
            while (loader.hasNext()) {
                FeatureBatch batch = loader.next();
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                tensors.put(
                        "features",
                        new Tensor(new long[] {batch.size(), batch.maxFrames(), batch.bins()}, batch.features()));
                tensors.put("frames", numbers(new int[][] {batch.frames()}));
                tensors.put("phones", numbers(batch.phones()));
                tensors.put("letters", numbers(batch.letters()));
                new Safetensors(tensors, Map.of())
                        .write(
                                folder.resolve(String.format(Locale.ROOT, "%06d.safetensors", number++)),
                                Safetensors.Precision.FLOAT32);
            }
        }
        return number;
    }

    private static Tensor numbers(int[][] rows) {
        int width = 1;
        for (int[] row : rows) {
            width = Math.max(width, row == null ? 0 : row.length);
        }
        float[] values = new float[rows.length * width];
        java.util.Arrays.fill(values, -1);
        for (int b = 0; b < rows.length; b++) {
            for (int i = 0; rows[b] != null && i < rows[b].length; i++) {
                values[b * width + i] = rows[b][i];
            }
        }
        return new Tensor(new long[] {rows.length, width}, values);
    }
}
