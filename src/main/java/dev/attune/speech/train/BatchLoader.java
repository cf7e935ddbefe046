package dev.attune.speech.train;

import dev.attune.speech.audio.FeatureMatrix;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads, augments and pads batches on a thread of its own, a few ahead of the training. */
final class BatchLoader implements AutoCloseable {

    private static final int AHEAD = 4;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "attune-batch-loader");
        thread.setDaemon(true);
        return thread;
    });
    private final ArrayDeque<Future<FeatureBatch>> queue = new ArrayDeque<>();
    private final Iterator<List<TrainingExample>> batches;
    private final Augmenter augmenter;
    private final long seed;
    private long number;

    /**
     * @param firstNumber number of the first batch; a batch's augmentation depends on seed and number alone
     */
    BatchLoader(Iterator<List<TrainingExample>> batches, Augmenter augmenter, long seed, long firstNumber) {
        this.batches = batches;
        this.augmenter = augmenter;
        this.seed = seed;
        this.number = firstNumber;
    }

    /** True while {@link #next} can give another batch. */
    boolean hasNext() {
        return !queue.isEmpty() || batches.hasNext();
    }

    FeatureBatch next() throws IOException, InterruptedException {
        while (queue.size() < AHEAD && batches.hasNext()) {
            List<TrainingExample> examples = batches.next();
            long batchSeed = seed * 6_364_136_223_846_793_005L + number++;
            queue.add(executor.submit(() -> load(examples, new Random(batchSeed))));
        }
        try {
            return queue.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private FeatureBatch load(List<TrainingExample> examples, Random random) throws IOException {
        List<FeatureMatrix> matrices = new ArrayList<>(examples.size());
        for (TrainingExample example : examples) {
            matrices.add(augmenter.features(example.clip(), random));
        }
        return FeatureBatch.of(matrices, examples);
    }

    /** Waits for the batch that is being read: an interrupt would close the file it comes from, which others may still need. */
    @Override
    public void close() {
        queue.forEach(batch -> batch.cancel(false));
        executor.close();
    }
}
