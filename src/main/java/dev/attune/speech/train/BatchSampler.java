package dev.attune.speech.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Batches of utterances of similar length, in random order. The batches of an epoch depend on the seed and the number of the epoch alone, so a
 * training that resumes sees what it would have seen.
 */
final class BatchSampler {

    /** Utterances are sorted within pools of this many batches: long enough for little padding, short enough for fresh company. */
    private static final int POOL_BATCHES = 24;

    private final List<TrainingExample> examples;
    private final double batchSeconds;
    private final long seed;

    BatchSampler(List<TrainingExample> examples, double batchSeconds, long seed) {
        this.examples = List.copyOf(examples);
        this.batchSeconds = batchSeconds;
        this.seed = seed;
    }

    /** Every utterance once. A batch holds at most {@code batchSeconds} counting its padding, and at least one utterance. */
    List<List<TrainingExample>> epoch(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        List<TrainingExample> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        double meanSeconds = examples.stream()
                .mapToDouble(TrainingExample::clipSeconds)
                .average()
                .orElse(1);
        int pool = (int) Math.max(1, POOL_BATCHES * batchSeconds / Math.max(0.1, meanSeconds));
        List<List<TrainingExample>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += pool) {
            List<TrainingExample> sorted = new ArrayList<>(order.subList(from, Math.min(order.size(), from + pool)));
            sorted.sort(Comparator.comparingDouble(TrainingExample::clipSeconds));
            cut(sorted, batches);
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** The examples in order of length, for validation: no randomness. */
    List<List<TrainingExample>> byLength() {
        List<TrainingExample> sorted = new ArrayList<>(examples);
        sorted.sort(Comparator.comparingDouble(TrainingExample::clipSeconds));
        List<List<TrainingExample>> batches = new ArrayList<>();
        cut(sorted, batches);
        return batches;
    }

    private void cut(List<TrainingExample> sorted, List<List<TrainingExample>> batches) {
        List<TrainingExample> batch = new ArrayList<>();
        for (TrainingExample example : sorted) {
            if (!batch.isEmpty() && example.clipSeconds() * (batch.size() + 1) > batchSeconds) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(example);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
    }
}
