package dev.attune.speech.train;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.synthesis.EspeakSynthesizer;
import dev.attune.speech.synthesis.FliteSynthesizer;
import dev.attune.speech.synthesis.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A user's English sentences, spoken by the speech synthesizers of this machine in many voices, so that the network hears the words that the language model
 * is told of. What was spoken is found again after an interruption.
 *
 * <p>Source: Rosenberg et al., Speech recognition with augmented synthesized speech, ASRU 2019.
 */
public final class SpokenText {

    private static final List<String> FLITE_VOICES = List.of("slt", "rms", "awb");

    /** Statistical voices are nearer to people than formants. */
    private static final double FLITE_SHARE = 0.6;

    private static final List<String> ESPEAK_ACCENTS = List.of("en-us", "en-gb", "en-gb-scotland", "en-us-nyc");

    private static final List<String> ESPEAK_VARIANTS =
            List.of("", "+m1", "+m3", "+f2", "+f4", "+Michael", "+Andy", "+Alicia", "+Gene", "+quincy");

    private static final int FEWEST_UTTERANCES = 100;
    private static final double MOST_SECONDS = 1800;

    private final List<Synthesizer> synthesizers;
    private final Path folder;
    private final long seed;

    /**
     * @param synthesizers that are installed, at least one
     * @param folder for the recordings
     */
    SpokenText(List<Synthesizer> synthesizers, Path folder, long seed) {
        if (synthesizers.isEmpty()) {
            throw new IllegalArgumentException("speaking needs a synthesizer");
        }
        this.synthesizers = List.copyOf(synthesizers);
        this.folder = folder;
        this.seed = seed;
    }

    /** The synthesizers of this machine, best first; empty if there is none. */
    public static List<Synthesizer> installed() {
        List<Synthesizer> installed = new ArrayList<>();
        for (Synthesizer each : List.of(new FliteSynthesizer(), new EspeakSynthesizer())) {
            if (each.isAvailable()) {
                installed.add(each);
            }
        }
        return installed;
    }

    /**
     * Speaks each sentence once, or more often if they are few; of very many a part.
     *
     * @param sentences words that the lexicon has
     * @param given words whose pronunciation was given: a synthesizer would say them otherwise, so their sentences are left out
     */
    List<UserAudio.Transcribed> speak(
            List<List<String>> sentences, Collection<String> given, LeftOut leftOut, BooleanSupplier cancelled)
            throws IOException {
        List<List<String>> sayable = new ArrayList<>();
        for (List<String> sentence : sentences) {
            if (Collections.disjoint(sentence, given)) {
                sayable.add(sentence);
            } else {
                leftOut.add("with words whose pronunciation was given", String.join(" ", sentence));
            }
        }
        Random random = new Random(seed);
        Collections.shuffle(sayable, random);
        List<UserAudio.Transcribed> spoken = new ArrayList<>();
        Files.createDirectories(folder);
        double seconds = 0;
        int wanted = Math.max(FEWEST_UTTERANCES, sayable.size());
        for (int i = 0; i < wanted && !sayable.isEmpty() && seconds < MOST_SECONDS; i++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            List<String> words = sayable.get(i % sayable.size());
            Request request = request(String.join(" ", words), random);
            Path file = folder.resolve(i + ".wav");
            Optional<Double> length = say(request, file);
            if (length.isEmpty()) {
                leftOut.add("that " + request.synthesizer().engine() + " could not say", String.join(" ", words));
                continue;
            }
            seconds += length.get();
            String id = String.format(Locale.ROOT, "spoken %d", i + 1);
            spoken.add(new UserAudio.Transcribed(
                    new Utterance(
                            id,
                            file,
                            String.join(" ", words),
                            request.synthesizer().engine() + " "
                                    + request.speech().voice()),
                    words));
        }
        return spoken;
    }

    private record Request(Synthesizer synthesizer, Synthesizer.SpeechRequest speech) {}

    private Request request(String text, Random random) {
        boolean first = random.nextDouble() < FLITE_SHARE;
        Synthesizer synthesizer = first ? synthesizers.getFirst() : synthesizers.getLast();
        String voice = synthesizer instanceof FliteSynthesizer
                ? any(FLITE_VOICES, random)
                : any(ESPEAK_ACCENTS, random) + any(ESPEAK_VARIANTS, random);
        double rate = 0.8 + 0.45 * random.nextDouble();
        double pitch = 0.8 + 0.4 * random.nextDouble();
        return new Request(synthesizer, new Synthesizer.SpeechRequest(text, voice, rate, pitch));
    }

    private static String any(List<String> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    /** Seconds of the recording in the file, which is made unless it is there. */
    private static Optional<Double> say(Request request, Path file) throws IOException {
        Path length = file.resolveSibling(file.getFileName() + ".seconds");
        if (Files.exists(length)) {
            return Optional.of(Double.parseDouble(Files.readString(length)));
        }
        Optional<AudioClip> clip =
                request.synthesizer().speak(List.of(request.speech())).getFirst();
        if (clip.isEmpty() || clip.get().samples().length == 0) {
            return Optional.empty();
        }
        AudioClip heard = Resampler.resample(clip.get(), LogMelExtractor.SAMPLE_RATE_HZ);
        WavWriter.write(heard, file);
        Files.writeString(length, String.valueOf(heard.durationSeconds()));
        return Optional.of(heard.durationSeconds());
    }
}
