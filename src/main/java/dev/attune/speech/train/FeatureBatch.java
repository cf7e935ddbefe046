package dev.attune.speech.train;

import dev.attune.speech.audio.FeatureMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Features and targets of some utterances, padded to the longest.
 *
 * @param features (B, T, F), 0 where padded
 * @param mask (B, T, 1), 1 on real frames
 * @param frames real frames of each utterance
 * @param phones targets, null for an utterance without and for one that is rehearsed
 * @param letters likewise
 * @param rehearsed of each utterance, {@link TrainingExample#rehearsed}
 */
record FeatureBatch(
        int size,
        int maxFrames,
        int bins,
        float[] features,
        float[] mask,
        int[] frames,
        int @Nullable [][] phones,
        int @Nullable [][] letters,
        boolean[] rehearsed) {

    static FeatureBatch of(List<FeatureMatrix> matrices, List<TrainingExample> examples) {
        int size = matrices.size();
        int bins = matrices.getFirst().bins();
        int maxFrames = Math.max(
                1, matrices.stream().mapToInt(FeatureMatrix::frames).max().orElse(1));
        float[] features = new float[size * maxFrames * bins];
        float[] mask = new float[size * maxFrames];
        int[] frames = new int[size];
        int[][] phones = new int[size][];
        int[][] letters = new int[size][];
        boolean[] rehearsed = new boolean[size];
        for (int b = 0; b < size; b++) {
            FeatureMatrix matrix = matrices.get(b);
            // An utterance without a single frame still needs one, or its mean would be 0 / 0.
            frames[b] = Math.max(1, matrix.frames());
            System.arraycopy(matrix.values(), 0, features, b * maxFrames * bins, matrix.values().length);
            java.util.Arrays.fill(mask, b * maxFrames, b * maxFrames + frames[b], 1f);
            TrainingExample example = examples.get(b);
            rehearsed[b] = example.rehearsed();
            phones[b] = rehearsed[b] ? null : example.phones();
            letters[b] = rehearsed[b] ? null : example.letters();
        }
        return new FeatureBatch(size, maxFrames, bins, features, mask, frames, phones, letters, rehearsed);
    }

    /** Features of the utterances that are rehearsed, padded as they are here, and their mask; empty if there are none. */
    Optional<Rehearsed> toRehearse() {
        int[] rows = IntStream.range(0, size).filter(row -> rehearsed[row]).toArray();
        if (rows.length == 0) {
            return Optional.empty();
        }
        float[] own = new float[rows.length * maxFrames * bins];
        float[] ownMask = new float[rows.length * maxFrames];
        for (int i = 0; i < rows.length; i++) {
            int length = maxFrames * bins;
            System.arraycopy(features, rows[i] * length, own, i * length, length);
            System.arraycopy(mask, rows[i] * maxFrames, ownMask, i * maxFrames, maxFrames);
        }
        return Optional.of(new Rehearsed(rows, own, ownMask));
    }

    /**
     * A part of a batch.
     *
     * @param rows of these utterances in the batch
     * @param features (rows, T, F)
     * @param mask (rows, T, 1)
     */
    record Rehearsed(int[] rows, float[] features, float[] mask) {}
}
