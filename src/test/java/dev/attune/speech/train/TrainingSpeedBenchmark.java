package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.modelpackage.NetworkJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Seconds of audio that the network of the shipped baselines learns from in a second, beside the same network and step in PyTorch for Python where that is
 * installed. Both have batches of 12 utterances of 5 s, both heads, CTC loss, clipping and AdamW; ours also computes the features and augments them, which
 * the other does not.
 *
 * <p>Run: {@code OMP_NUM_THREADS=N java -cp target/test-classes:target/classes:LIBRARIES dev.attune.speech.train.TrainingSpeedBenchmark N} with N threads.
 */
final class TrainingSpeedBenchmark {

    private static final int STEPS = 30;
    private static final int WARM_UP = 20;
    private static final int UTTERANCES = 12;
    private static final double SECONDS = 5;
    private static final int ROUNDS = 3;

    private TrainingSpeedBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        NetworkDescription network = NetworkDescription.timeDelay(256, 7, 512, 42, 29);
        for (int round = 0; round < ROUNDS; round++) {
            double ours = ours(network);
            double theirs = theirs(network, threads);
            System.out.printf(
                    Locale.ROOT,
                    "%d threads: Attune %.0f s of audio a second, PyTorch for Python %.0f; ratio %.2f%n",
                    threads,
                    ours,
                    theirs,
                    ours / theirs);
        }
    }

    private static double ours(NetworkDescription network) throws Exception {
        Random random = new Random(1);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < UTTERANCES * 20; i++) {
            float[] samples = new float[(int) (SECONDS * 16_000)];
            for (int t = 0; t < samples.length; t++) {
                samples[t] = (float) (0.1 * random.nextGaussian());
            }
            AudioClip clip = new AudioClip(samples, 16_000);
            examples.add(new TrainingExample(
                    "noise" + i, () -> clip, SECONDS, targets(random, 12, 40), targets(random, 15, 28)));
        }
        TrainingConfig usual = TrainingConfig.fromScratch(WARM_UP + STEPS, 1);
        TrainingConfig config = new TrainingConfig(
                usual.steps(),
                0,
                UTTERANCES * SECONDS,
                usual.learningRate(),
                usual.warmupSteps(),
                usual.finalLearningRateShare(),
                usual.averagedShare(),
                usual.weightDecay(),
                usual.maxGradientNorm(),
                usual.letterWeight(),
                usual.crfWeight(),
                0,
                usual.augmentation(),
                usual.steps(),
                0,
                1,
                1);
        long[] start = new long[1];
        TrainingListener listener = event -> {
            if (event instanceof TrainingEvent.Progress progress && progress.step() == WARM_UP) {
                start[0] = System.nanoTime();
            } else if (event instanceof TrainingEvent.Progress progress && progress.step() == WARM_UP + STEPS) {
                start[0] = System.nanoTime() - start[0];
            }
        };
        Path folder = Files.createTempDirectory("training-speed");
        new CtcTrainer(network, config, listener, () -> false).train(null, examples, List.of(), folder);
        return STEPS * UTTERANCES * SECONDS / (start[0] / 1e9);
    }

    private static int[] targets(Random random, int perSecond, int tokens) {
        return random.ints((long) (perSecond * SECONDS), 1, tokens).toArray();
    }

    private static double theirs(NetworkDescription network, int threads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "python3",
                        "src/baseline/training_speed.py",
                        NetworkJson.write(network),
                        String.valueOf(STEPS),
                        String.valueOf(SECONDS),
                        String.valueOf(UTTERANCES),
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Double.parseDouble(printed) : Double.NaN;
    }
}
