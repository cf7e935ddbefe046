package dev.attune.speech.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.AcousticNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network of two CTC heads. DJL has no CTC loss, so the exact gradient with respect to the logits is computed in Java and carried into
 * autograd by the surrogate {@code sum(logits * G)}, whose derivative with respect to the logits is G.
 *
 * <p>One training at a time per JVM: the engine allows one gradient collector. The work folder holds the checkpoint; when one is there, the
 * training goes on from it and ends as if it had never stopped.
 */
public final class CtcTrainer {

    /** Consecutive batches without a finite gradient after which a training is given up. */
    private static final int MAX_BAD_BATCHES = 10;

    /** Batches over which the statistics of averaged weights are measured. */
    private static final int STATISTICS_BATCHES = 200;

    private final NetworkDescription description;
    private final TrainingConfig config;
    private final double rehearsalWeight;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;

    public CtcTrainer(
            NetworkDescription description,
            TrainingConfig config,
            TrainingListener listener,
            BooleanSupplier cancelled) {
        this(description, config, 1, listener, cancelled);
    }

    /**
     * @param rehearsalWeight of an utterance that is rehearsed beside 1 for one that is learnt
     */
    CtcTrainer(
            NetworkDescription description,
            TrainingConfig config,
            double rehearsalWeight,
            TrainingListener listener,
            BooleanSupplier cancelled) {
        this.description = description;
        this.config = config;
        this.rehearsalWeight = rehearsalWeight;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /**
     * @param weights of the network when the training ended: the best ones where utterances were kept aside, else the last ones
     * @param steps steps done
     * @param validationLoss loss per token of these weights, NaN without utterances kept aside
     * @param cancelled true if the training was stopped before its end
     */
    public record Result(Map<String, Tensor> weights, long steps, double validationLoss, boolean cancelled) {}

    /**
     * @param start weights to start from, or null for random ones
     * @param training utterances to learn from, or to rehearse what the network says of them with the weights that it starts from
     * @param validation utterances kept aside to choose the best weights; may be empty
     * @param workFolder where checkpoints are written; must exist
     * @throws TrainingFailedException if there is nothing to learn from, the loss diverges, or the disk is full
     */
    public Result train(
            @Nullable Safetensors start,
            List<TrainingExample> training,
            List<TrainingExample> validation,
            Path workFolder)
            throws TrainingFailedException, IOException, InterruptedException {
        if (training.isEmpty()) {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.TOO_LITTLE_DATA,
                    "No utterance is left to train with: check the report of the data set, then add recordings with transcripts.");
        }
        Engine engine = Engine.getInstance();
        engine.setRandomSeed((int) config.seed());
        try (NDManager manager = NDManager.newBaseManager()) {
            AcousticNetwork network = new AcousticNetwork(description);
            network.initialize(manager);
            if (start != null) {
                network.start(start);
            }
            AcousticNetwork before = training.stream().anyMatch(TrainingExample::rehearsed)
                    ? before(manager, Objects.requireNonNull(start, "nothing can be rehearsed with random weights"))
                    : null;
            network.freezeFirstLayers(config.frozenLayers());
            Map<String, Parameter> learning = new LinkedHashMap<>();
            network.namedParameters().forEach((name, parameter) -> {
                if (parameter.requiresGradient()) {
                    parameter.getArray().setRequiresGradient(true);
                    learning.put(name, parameter);
                }
            });
            AdamW optimizer = new AdamW(manager, learning, config.weightDecay(), config.maxGradientNorm());
            TrainingCriterion criterion = TrainingCriterion.of(description, config.crfWeight(), training);
            return new Run(manager, network, before, optimizer, criterion, engine, workFolder)
                    .run(training, validation);
        }
    }

    /** The network as it is before it learns. */
    private AcousticNetwork before(NDManager manager, Safetensors start) {
        AcousticNetwork before = new AcousticNetwork(description);
        before.initialize(manager);
        before.start(start);
        return before;
    }

    /** State of one training. */
    private final class Run {

        private final NDManager manager;
        private final AcousticNetwork network;
        private final @Nullable AcousticNetwork before;
        private final AdamW optimizer;
        private final TrainingCriterion criterion;
        private final Engine engine;
        private final Path folder;
        private final ParameterStore store;
        private final @Nullable WeightAverage average;
        private @Nullable AcousticNetwork averagedNetwork;
        private long step;
        private double bestLoss = Double.POSITIVE_INFINITY;
        private int looksWithoutGain;

        Run(
                NDManager manager,
                AcousticNetwork network,
                @Nullable AcousticNetwork before,
                AdamW optimizer,
                TrainingCriterion criterion,
                Engine engine,
                Path folder) {
            this.criterion = criterion;
            this.manager = manager;
            this.network = network;
            this.before = before;
            this.optimizer = optimizer;
            this.engine = engine;
            this.folder = folder;
            this.store = new ParameterStore(manager, false);
            this.average = config.averagedShare() > 0 ? new WeightAverage(manager, network) : null;
        }

        Result run(List<TrainingExample> training, List<TrainingExample> validation)
                throws TrainingFailedException, IOException, InterruptedException {
            Optional<Checkpoint> checkpoint = Checkpoint.read(folder);
            if (checkpoint.isPresent()) {
                restore(checkpoint.get());
                listener.on(new TrainingEvent.Remark("Going on from step " + step + " of " + config.steps() + "."));
            }
            BatchSampler sampler = new BatchSampler(training, config.batchSeconds(), config.seed());
            Meter meter = new Meter();
            long deadline =
                    config.maxMinutes() > 0 ? System.nanoTime() + (long) (config.maxMinutes() * 60e9) : Long.MAX_VALUE;
            int badBatches = 0;
            boolean stopped = false;
            try (BatchLoader loader = new BatchLoader(
                    batchesFrom(sampler, step), new Augmenter(config.augmentation()), config.seed(), step)) {
                while (step < config.steps() && !outOfPatience() && System.nanoTime() < deadline) {
                    if (cancelled.getAsBoolean()) {
                        stopped = true;
                        break;
                    }
                    FeatureBatch batch = loader.next();
                    // Dropout must not depend on what ran before, or a resumed training would differ.
                    network.seedDropout(config.seed() * 31 + step);
                    double norm = trainStep(batch, meter);
                    if (average != null && config.averages(step)) {
                        average.add(network);
                    }
                    step++;
                    badBatches = Double.isFinite(norm) ? 0 : badBatches + 1;
                    if (badBatches >= MAX_BAD_BATCHES) {
                        throw new TrainingFailedException(
                                TrainingFailedException.Reason.DIVERGED,
                                "The loss diverged at step " + step
                                        + ": lower the learning rate, or look for wrong transcripts in the data set.");
                    }
                    if (step % config.reportEvery() == 0 || step == config.steps()) {
                        listener.on(meter.report(step, config));
                    }
                    if (step % config.validationEvery() == 0 || step == config.steps()) {
                        look(validation, sampler);
                        save();
                        if (outOfPatience()) {
                            listener.on(new TrainingEvent.Remark("No gain in " + looksWithoutGain
                                    + " looks at the utterances kept aside: done early."));
                        }
                    }
                }
            }
            if (stopped) {
                save();
                return new Result(network.weights(), step, Double.NaN, true);
            }
            if (step % config.validationEvery() != 0 && step < config.steps()) {
                look(validation, sampler);
                save();
            }
            Path best = folder.resolve(Checkpoint.BEST_FILE);
            boolean hasBest = !validation.isEmpty() && Files.exists(best);
            return hasBest
                    ? new Result(Safetensors.read(best).tensors(), step, bestLoss, false)
                    : new Result(candidate(sampler).weights(), step, Double.NaN, false);
        }

        private boolean outOfPatience() {
            return config.patience() > 0 && looksWithoutGain >= config.patience();
        }

        private AcousticNetwork averagedNetwork() {
            if (averagedNetwork == null) {
                averagedNetwork = new AcousticNetwork(description);
                averagedNetwork.initialize(manager);
                averagedNetwork.freezeFirstLayers(config.frozenLayers());
            }
            return averagedNetwork;
        }

        /** The network as it would be handed out now: itself, or with averaged weights. */
        private AcousticNetwork candidate(BatchSampler sampler) throws IOException, InterruptedException {
            if (average == null || average.count() == 0) {
                return network;
            }
            AcousticNetwork averaged = averagedNetwork();
            average.copyTo(averaged);
            List<List<TrainingExample>> batches = sampler.epoch(0);
            List<List<TrainingExample>> heard = batches.subList(0, Math.min(STATISTICS_BATCHES, batches.size()));
            averaged.seedDropout(config.seed());
            try (BatchLoader loader =
                            new BatchLoader(heard.iterator(), new Augmenter(config.augmentation()), config.seed(), 0);
                    AcousticNetwork.Statistics statistics = averaged.measureStatistics()) {
                while (loader.hasNext()) {
                    FeatureBatch batch = loader.next();
                    try (NDManager scratch = manager.newSubManager()) {
                        averaged.forward(store, inputs(scratch, batch), true);
                        statistics.add();
                    }
                }
            }
            return averaged;
        }

        private double trainStep(FeatureBatch batch, Meter meter) {
            try (NDManager scratch = manager.newSubManager()) {
                double norm;
                FeatureBatch.Rehearsed rehearsed =
                        before == null ? null : batch.toRehearse().orElse(null);
                NDList saidBefore = rehearsed == null ? null : saidBefore(scratch, batch, rehearsed);
                try (GradientCollector collector = engine.newGradientCollector()) {
                    NDList outputs = network.forward(store, inputs(scratch, batch), true);
                    NDArray surrogate = null;
                    for (int head = 0; head < outputs.size(); head++) {
                        NDArray logits = outputs.get(head);
                        boolean phones = isPhoneHead(head);
                        double weight = phones || outputs.size() == 1 ? 1 : config.letterWeight();
                        float[] gradient = new float[(int) logits.size()];
                        double scale = weight / batch.size();
                        double loss = loss(logits, batch, phones, scale, gradient, meter);
                        if (saidBefore != null) {
                            Rehearsal.batch(
                                    logits.toFloatArray(),
                                    saidBefore.get(head).toFloatArray(),
                                    (int) logits.getShape().get(2),
                                    outputFrames(batch, phones),
                                    rehearsed.rows(),
                                    rehearsalWeight * scale,
                                    gradient);
                        }
                        if (loss >= 0 || saidBefore != null) {
                            NDArray term = logits.mul(scratch.create(gradient, logits.getShape()))
                                    .sum();
                            surrogate = surrogate == null ? term : surrogate.add(term);
                        }
                    }
                    if (surrogate == null) {
                        return 0; // every utterance of the batch was too short for its text
                    }
                    collector.backward(surrogate);
                }
                norm = optimizer.step(scratch, config.learningRate(step));
                meter.addAudio(batch);
                return norm;
            }
        }

        /** Logits of the network as it was before it learnt. */
        private NDList saidBefore(NDManager scratch, FeatureBatch batch, FeatureBatch.Rehearsed rehearsed) {
            int size = rehearsed.rows().length;
            return Objects.requireNonNull(before)
                    .forward(
                            store,
                            inputs(scratch, size, batch.maxFrames(), rehearsed.features(), rehearsed.mask()),
                            false);
        }

        /** Sum of the losses of a head, or -1 if no utterance could be used. */
        private double loss(
                NDArray logits, FeatureBatch batch, boolean phones, double scale, float[] gradient, Meter meter) {
            int maxFrames = (int) logits.getShape().get(1);
            int tokens = (int) logits.getShape().get(2);
            int[][] targets = phones ? batch.phones() : batch.letters();
            double[] losses = criterion.batch(
                    phones,
                    logits.toFloatArray(),
                    maxFrames,
                    tokens,
                    outputFrames(batch, phones),
                    targets,
                    scale,
                    gradient);
            return meter.add(losses, targets, phones);
        }

        private int[] outputFrames(FeatureBatch batch, boolean phones) {
            int[] frames = new int[batch.size()];
            for (int b = 0; b < frames.length; b++) {
                int heard = batch.frames()[b];
                frames[b] = phones ? description.phoneFrames(heard) : description.outputFrames(heard);
            }
            return frames;
        }

        private boolean isPhoneHead(int head) {
            return description.phoneTokens() > 0 && head == 0;
        }

        private NDList inputs(NDManager scratch, FeatureBatch batch) {
            return inputs(scratch, batch.size(), batch.maxFrames(), batch.features(), batch.mask());
        }

        private NDList inputs(NDManager scratch, int size, int maxFrames, float[] features, float[] mask) {
            return new NDList(
                    scratch.create(features, new Shape(size, maxFrames, description.melBins())),
                    scratch.create(mask, new Shape(size, maxFrames, 1)));
        }

        /** Measures the utterances kept aside and keeps the weights if they are the best so far. */
        private void look(List<TrainingExample> validation, BatchSampler sampler)
                throws IOException, InterruptedException, TrainingFailedException {
            if (validation.isEmpty()) {
                return;
            }
            AcousticNetwork candidate = candidate(sampler);
            Meter meter = new Meter();
            GreedyErrors phoneErrors = new GreedyErrors();
            GreedyErrors letterErrors = new GreedyErrors();
            Iterator<List<TrainingExample>> batches = new BatchSampler(validation, config.batchSeconds(), 0)
                    .byLength()
                    .iterator();
            try (BatchLoader loader = new BatchLoader(batches, new Augmenter(0), 0, 0)) {
                while (loader.hasNext()) {
                    FeatureBatch batch = loader.next();
                    try (NDManager scratch = manager.newSubManager()) {
                        NDList outputs = candidate.forward(store, inputs(scratch, batch), false);
                        for (int head = 0; head < outputs.size(); head++) {
                            NDArray logits = outputs.get(head);
                            boolean phones = isPhoneHead(head);
                            loss(logits, batch, phones, 0, new float[(int) logits.size()], meter);
                            (phones ? phoneErrors : letterErrors)
                                    .add(
                                            logits.toFloatArray(),
                                            (int) logits.getShape().get(1),
                                            (int) logits.getShape().get(2),
                                            outputFrames(batch, phones),
                                            phones ? batch.phones() : batch.letters());
                        }
                    }
                }
            }
            double loss = meter.lossPerToken();
            boolean best = loss < bestLoss;
            if (best) {
                bestLoss = loss;
                looksWithoutGain = 0;
                writeOrFail(() -> new Safetensors(candidate.weights(), Map.of())
                        .write(folder.resolve(Checkpoint.BEST_FILE), Safetensors.Precision.FLOAT32));
            } else {
                looksWithoutGain++;
            }
            listener.on(new TrainingEvent.Validation(step, loss, phoneErrors.rate(), letterErrors.rate(), best));
        }

        private void save() throws TrainingFailedException {
            Map<String, Tensor> tensors = new LinkedHashMap<>(network.weights());
            tensors.putAll(optimizer.state());
            long averaged = average == null ? 0 : average.count();
            if (average != null && averaged > 0) {
                tensors.putAll(average.state());
            }
            writeOrFail(() -> new Checkpoint(tensors, step, bestLoss, looksWithoutGain, averaged).write(folder));
        }

        private void restore(Checkpoint checkpoint) {
            network.load(new Safetensors(checkpoint.tensors(), Map.of()));
            // Batches without a finite gradient make no optimiser step; they are too rare to keep a count of their own.
            optimizer.restore(checkpoint.tensors(), checkpoint.step());
            step = checkpoint.step();
            bestLoss = checkpoint.bestLoss();
            looksWithoutGain = checkpoint.looksWithoutGain();
            if (average != null && checkpoint.averaged() > 0) {
                average.restore(checkpoint.tensors(), checkpoint.averaged());
            }
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void writeOrFail(Writing writing) throws TrainingFailedException {
        try {
            writing.run();
        } catch (IOException e) {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.DISK,
                    "The checkpoint could not be written (" + e.getMessage()
                            + "): free some disk space, then start the training again.",
                    e);
        }
    }

    /** Endless batches, epoch after epoch, from a given batch on. */
    private static Iterator<List<TrainingExample>> batchesFrom(BatchSampler sampler, long skip) {
        Iterator<List<TrainingExample>> endless = new Iterator<>() {
            private int epoch;
            private Iterator<List<TrainingExample>> current = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public List<TrainingExample> next() {
                if (!current.hasNext()) {
                    current = sampler.epoch(epoch++).iterator();
                    if (!current.hasNext()) {
                        throw new NoSuchElementException("no utterances");
                    }
                }
                return current.next();
            }
        };
        for (long i = 0; i < skip; i++) {
            endless.next();
        }
        return endless;
    }

    /** Adds up losses, tokens, audio and time between two reports. */
    private static final class Meter {

        private double loss;
        private long tokens;
        private double letterLoss;
        private long letterTokens;
        private double audioSeconds;
        private long since = System.nanoTime();

        /** Counts the losses of one head and returns their sum, -1 if there was none. */
        double add(double[] losses, int[][] targets, boolean phones) {
            double sum = 0;
            boolean any = false;
            for (int b = 0; b < losses.length; b++) {
                if (Double.isNaN(losses[b])) {
                    continue;
                }
                any = true;
                sum += losses[b];
                if (phones) {
                    loss += losses[b];
                    tokens += targets[b].length;
                } else {
                    letterLoss += losses[b];
                    letterTokens += targets[b].length;
                }
            }
            return any ? sum : -1;
        }

        void addAudio(FeatureBatch batch) {
            for (int frames : batch.frames()) {
                audioSeconds += frames * 0.01;
            }
        }

        double lossPerToken() {
            return tokens > 0 ? loss / tokens : letterLoss / Math.max(1, letterTokens);
        }

        TrainingEvent report(long step, TrainingConfig config) {
            long now = System.nanoTime();
            TrainingEvent event = new TrainingEvent.Progress(
                    step,
                    config.steps(),
                    lossPerToken(),
                    config.learningRate(step - 1),
                    audioSeconds / Math.max(1e-9, (now - since) / 1e9));
            loss = letterLoss = audioSeconds = 0;
            tokens = letterTokens = 0;
            since = now;
            return event;
        }
    }
}
