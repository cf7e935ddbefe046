package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.AudioFormatException;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a user's recordings into examples. Recordings that are not WAV files at 16 kHz are converted once into the work folder; what was converted
 * is found again after an interruption.
 */
final class UserAudio {

    /** One batch must fit into memory. */
    private static final double LONGEST_SECONDS = 60;

    private static final double FRAMES_PER_SECOND = 100;

    private final NetworkDescription network;
    private final Lexicon lexicon;
    private final TokenSet phones;
    private final TokenSet letters;
    private final Path converted;

    UserAudio(NetworkDescription network, Lexicon lexicon, TokenSet phones, TokenSet letters, Path workFolder) {
        this.network = network;
        this.lexicon = lexicon;
        this.phones = phones;
        this.letters = letters;
        this.converted = workFolder.resolve("audio");
    }

    /**
     * A recording with its words, all of them in the lexicon.
     *
     * @param words entries of the lexicon; one may consist of several written words
     */
    record Transcribed(Utterance utterance, List<String> words) {}

    /**
     * An example, what is said in it, and who speaks.
     *
     * @param words entries of the lexicon
     * @param speaker null where unknown
     */
    record Spoken(TrainingExample example, List<String> words, @Nullable String speaker) {}

    /**
     * The example of a recording; null, with the reason noted, if it cannot be used.
     *
     * @param name for a converted copy in the work folder, unlike that of any other recording of the training
     */
    @Nullable
    Spoken example(Transcribed transcribed, String name, LeftOut leftOut) throws IOException {
        Utterance utterance = transcribed.utterance();
        Path file = utterance.audio();
        AudioClip clip;
        try {
            clip = AudioFiles.read(file);
        } catch (AudioFormatException | NoSuchFileException e) {
            leftOut.add("without readable audio", utterance.id() + ": " + e.getMessage());
            return null;
        }
        double seconds = clip.durationSeconds();
        if (seconds > LONGEST_SECONDS) {
            leftOut.add(String.format(Locale.ROOT, "longer than %.0f s", LONGEST_SECONDS), utterance.id());
            return null;
        }
        int[] sounds = network.phoneTokens() == 0 ? null : sounds(transcribed.words());
        int[] spelt = network.letterTokens() == 0 ? null : spelling(transcribed.words());
        int frames = (int) (seconds * FRAMES_PER_SECOND);
        boolean soundsFit = needs(sounds) <= network.phoneFrames(frames);
        boolean lettersFit = needs(spelt) <= network.outputFrames(frames);
        if (!soundsFit || !lettersFit && sounds == null) {
            leftOut.add("too short for their transcript", utterance.id());
            return null;
        }
        Path ready = file;
        if (clip.sampleRateHz() != LogMelExtractor.SAMPLE_RATE_HZ || !isWave(file)) {
            ready = converted.resolve(name + ".wav");
            if (!Files.exists(ready)) {
                Files.createDirectories(converted);
                Path unfinished = converted.resolve(name + ".part");
                WavWriter.write(Resampler.resample(clip, LogMelExtractor.SAMPLE_RATE_HZ), unfinished);
                Files.move(unfinished, ready);
            }
        }
        Path source = ready;
        return new Spoken(
                new TrainingExample(
                        utterance.id(),
                        () -> AudioFiles.read(source, LogMelExtractor.SAMPLE_RATE_HZ),
                        seconds,
                        sounds,
                        // Letters may have fewer frames than phones: fast speech still teaches its sounds.
                        lettersFit ? spelt : null),
                transcribed.words(),
                utterance.speaker());
    }

    /** The example of a sentence of the baseline's own training. */
    TrainingExample example(ReplaySpeech.Sentence sentence) {
        List<String> words = List.of(sentence.text().split(" "));
        return new TrainingExample(
                sentence.text(),
                sentence::clip,
                sentence.clip().durationSeconds(),
                network.phoneTokens() == 0 ? null : sounds(words),
                network.letterTokens() == 0 ? null : spelling(words));
    }

    /** Short utterances one after the other, to learn beside themselves. */
    List<TrainingExample> joined(List<Spoken> utterances, long seed) {
        return new JoinedUtterances(phones.id(TokenSet.PHONE_BOUNDARY), letters.id(TokenSet.LETTER_BOUNDARY), seed)
                .of(utterances);
    }

    private static boolean isWave(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    private static int needs(int @Nullable [] target) {
        return target == null ? 0 : CtcLoss.requiredFrames(target);
    }

    /** The usual pronunciation of each word, boundaries between them. */
    private int[] sounds(List<String> words) {
        List<Integer> ids = new ArrayList<>();
        for (String word : words) {
            if (!ids.isEmpty()) {
                ids.add(phones.id(TokenSet.PHONE_BOUNDARY));
            }
            for (String phone : lexicon.pronunciations(word).getFirst().split(" ")) {
                ids.add(phones.id(phone));
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Letters of the text; null if the network lacks one of them. */
    private int @Nullable [] spelling(List<String> words) {
        List<Integer> ids = new ArrayList<>();
        for (char letter : String.join(" ", words).toCharArray()) {
            String symbol = letter == ' ' ? TokenSet.LETTER_BOUNDARY : String.valueOf(letter);
            if (!letters.contains(symbol)) {
                return null;
            }
            ids.add(letters.id(symbol));
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }
}
