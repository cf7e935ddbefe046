package dev.attune.baseline;

import dev.attune.speech.Recognizer;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast a baseline recognises on the machine that built it: seconds of audio a second of time, features, network and beam search together.
 * Tells an order of size: whatever else the machine does at that moment slows it.
 */
final class RecognitionSpeed {

    private static final double ENOUGH_SECONDS = 180;

    private RecognitionSpeed() {}

    /**
     * A sentence for the card.
     *
     * @param network with one thread of its own
     * @param decoder shared by all threads
     */
    static String sentence(AcousticModel network, Decoder decoder, List<AudioClip> speech) throws InterruptedException {
        List<AudioClip> clips = new ArrayList<>();
        double seconds = 0;
        for (AudioClip clip : speech) {
            if (seconds < ENOUGH_SECONDS) {
                clips.add(clip);
                seconds += clip.durationSeconds();
            }
        }
        // The first round lets the virtual machine compile.
        time(network, decoder, clips, 1);
        double one = time(network, decoder, clips, 1);
        double two = time(network, decoder, clips, 2);
        return String.format(
                Locale.ROOT,
                "Recognition with the beam search, %.0f s of such speech on the machine of the build (%d processors): real-time factor %.3f on one core"
                        + " (%.0f times real time), %.3f on two (%.0f times).",
                seconds,
                Runtime.getRuntime().availableProcessors(),
                one / seconds,
                seconds / one,
                two / seconds,
                seconds / two);
    }

    private static double time(AcousticModel network, Decoder decoder, List<AudioClip> clips, int threads)
            throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (AudioClip clip : clips) {
                running.add(pool.submit(() -> Recognizer.decode(decoder, Recognizer.hear(network, clip))));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "recognition failed: " + e.getCause().getMessage(), e.getCause());
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
