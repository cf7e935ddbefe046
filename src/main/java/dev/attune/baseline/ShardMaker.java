package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.synthesis.Synthesizer.SpeechRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Speaks sentences into one shard, each engine its share. Which sentences, voices and settings follows from the seed and the shard's number. */
final class ShardMaker {

    private static final int BATCH = 24;
    private static final double LONGEST_SECONDS = 24;
    private static final double SECONDS_A_WORD_AT_LEAST = 0.11;
    private static final double SECONDS_A_WORD_AT_MOST = 1.5;
    private static final int FRUITLESS_BATCHES = 20;

    private final BaselineConfig.Speech speech;
    private final long seed;
    private final Map<String, Synthesizer> synthesizers;

    /**
     * @param synthesizers by engine name; an engine of the configuration that is not here is an error when its turn comes
     */
    ShardMaker(BaselineConfig.Speech speech, long seed, Map<String, Synthesizer> synthesizers) {
        this.speech = speech;
        this.seed = seed;
        this.synthesizers = Map.copyOf(synthesizers);
    }

    /**
     * Makes the shard in {@code folder}.
     *
     * @param number number of the shard, from 0; shards take their sentences one after the other and begin anew at the end of the list
     * @throws IOException if an engine is not installed or speaks nothing usable
     */
    void make(Path folder, int number, List<String> sentences) throws IOException {
        Random random = new Random(seed * 31 + number);
        long next = (long) ((double) number / speech.shards() * sentences.size());
        try (ShardWriter writer = new ShardWriter(folder)) {
            for (BaselineConfig.Engine engine : speech.engines()) {
                Synthesizer synthesizer = synthesizers.get(engine.engine());
                if (synthesizer == null) {
                    throw new IOException(
                            engine.engine() + " is not installed; install it or leave it out of the configuration");
                }
                double until = writer.seconds() + 3600 * speech.shardHours() * engine.share();
                int fruitless = 0;
                while (writer.seconds() < until) {
                    double before = writer.seconds();
                    List<SpeechRequest> requests = new ArrayList<>();
                    boolean[] joined = new boolean[BATCH + 1];
                    String voice = voice(engine, random);
                    for (int i = 0; i < BATCH; i++) {
                        String text = sentences.get((int) (next++ % sentences.size()));
                        if (joined[i]) {
                            SpeechRequest first = requests.getLast();
                            requests.add(new SpeechRequest(text, first.voice(), first.rate(), first.pitch()));
                            continue;
                        }
                        if (!synthesizer.loadsVoicesSlowly()) {
                            voice = voice(engine, random);
                        }
                        joined[i + 1] = random.nextDouble() < speech.pairShare();
                        requests.add(new SpeechRequest(
                                text,
                                voice,
                                engine.rate().at(random.nextDouble()),
                                engine.pitch().at(random.nextDouble())));
                    }
                    write(writer, synthesizer, engine, requests, joined, number, random, until);
                    fruitless = writer.seconds() > before ? 0 : fruitless + 1;
                    if (fruitless >= FRUITLESS_BATCHES) {
                        throw new IOException(engine.engine() + " spoke none of " + BATCH * FRUITLESS_BATCHES
                                + " sentences; check that its voices are installed");
                    }
                }
            }
            writer.finish();
        }
    }

    private String voice(BaselineConfig.Engine engine, Random random) {
        boolean dev = !engine.devVoices().isEmpty() && random.nextDouble() < speech.devShare();
        List<String> voices = dev ? engine.devVoices() : engine.trainVoices();
        return voices.get(random.nextInt(voices.size()));
    }

    private void write(
            ShardWriter writer,
            Synthesizer synthesizer,
            BaselineConfig.Engine engine,
            List<SpeechRequest> requests,
            boolean[] joined,
            int number,
            Random random,
            double untilSeconds)
            throws IOException {
        List<Optional<AudioClip>> clips = synthesizer.speak(requests);
        for (int i = 0; i < requests.size() && writer.seconds() < untilSeconds; i++) {
            SpeechRequest request = requests.get(i);
            double shift = engine.shift().at(random.nextDouble());
            if (!usable(clips.get(i), request.text())) {
                continue;
            }
            AudioClip clip = VoiceShift.apply(clips.get(i).orElseThrow(), shift);
            String text = request.text();
            if (joined[i + 1]
                    && i + 1 < requests.size()
                    && usable(clips.get(i + 1), requests.get(i + 1).text())) {
                i++;
                clip = join(clip, VoiceShift.apply(clips.get(i).orElseThrow(), shift), 0.1 + 0.4 * random.nextDouble());
                text += " " + requests.get(i).text();
            }
            clip = surround(clip, silence(random), silence(random));
            if (clip.durationSeconds() <= LONGEST_SECONDS) {
                String id = String.format(Locale.ROOT, "%03d-%d", number, Math.round(writer.seconds() * 1000));
                writer.add(
                        id, engine.engine(), request.voice(), engine.devVoices().contains(request.voice()), text, clip);
            }
        }
    }

    /** Half of the utterances begin and end as the engine made them. */
    private static double silence(Random random) {
        return Math.max(0, random.nextDouble() - 0.5);
    }

    /** Whether an engine really spoke: some variants give silence, noise or a few words of many. */
    static boolean usable(Optional<AudioClip> clip, String text) {
        if (clip.isEmpty()) {
            return false;
        }
        int words = TextSource.words(text);
        double seconds = clip.get().durationSeconds();
        float peak = 0;
        for (float sample : clip.get().samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak > 0.02
                && seconds >= SECONDS_A_WORD_AT_LEAST * words
                && seconds <= SECONDS_A_WORD_AT_MOST * words + 1;
    }

    private static AudioClip join(AudioClip first, AudioClip second, double pauseSeconds) {
        int pause = (int) (pauseSeconds * ShardWriter.SAMPLE_RATE_HZ);
        float[] samples = new float[first.samples().length + pause + second.samples().length];
        System.arraycopy(first.samples(), 0, samples, 0, first.samples().length);
        System.arraycopy(second.samples(), 0, samples, first.samples().length + pause, second.samples().length);
        return new AudioClip(samples, ShardWriter.SAMPLE_RATE_HZ);
    }

    private static AudioClip surround(AudioClip clip, double beforeSeconds, double afterSeconds) {
        int before = (int) (beforeSeconds * ShardWriter.SAMPLE_RATE_HZ);
        int after = (int) (afterSeconds * ShardWriter.SAMPLE_RATE_HZ);
        float[] samples = new float[before + clip.samples().length + after];
        System.arraycopy(clip.samples(), 0, samples, before, clip.samples().length);
        return new AudioClip(samples, ShardWriter.SAMPLE_RATE_HZ);
    }
}
