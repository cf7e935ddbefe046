package dev.attune.speech.train;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.WavWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Speech of a baseline's own training that its package carries: one sound file of all sentences, and a table with a line a sentence, {@code first sample
 * TAB number of samples TAB words}, in samples at 16 kHz. Hearing it again while learning something narrow keeps the network from forgetting the rest.
 *
 * <p>Source: Robins, Catastrophic forgetting, rehearsal and pseudorehearsal, Connection Science 1995.
 */
public final class ReplaySpeech {

    /** Keeps the coding of one sentence out of the next one. */
    private static final int PAUSE_SAMPLES = LogMelExtractor.SAMPLE_RATE_HZ / 5;

    private ReplaySpeech() {}

    /**
     * A sentence.
     *
     * @param text normalised words separated by one blank
     * @param clip at 16 kHz
     */
    public record Sentence(String text, AudioClip clip) {}

    /**
     * @param audio WAV file to write
     * @param table text file to write
     */
    public static void write(List<Sentence> sentences, Path audio, Path table) throws IOException {
        List<String> lines = new ArrayList<>();
        int length = sentences.stream()
                .mapToInt(each -> each.clip().samples().length + PAUSE_SAMPLES)
                .sum();
        float[] samples = new float[length];
        int at = 0;
        for (Sentence sentence : sentences) {
            float[] own = sentence.clip().samples();
            System.arraycopy(own, 0, samples, at, own.length);
            lines.add(at + "\t" + own.length + "\t" + sentence.text());
            at += own.length + PAUSE_SAMPLES;
        }
        WavWriter.write(new AudioClip(samples, LogMelExtractor.SAMPLE_RATE_HZ), audio);
        Files.write(table, lines, StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException if a file cannot be read or a line is not one of the table, naming it
     */
    public static List<Sentence> read(Path audio, Path table) throws IOException {
        float[] samples = AudioFiles.read(audio, LogMelExtractor.SAMPLE_RATE_HZ).samples();
        List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
        List<Sentence> sentences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            try {
                int from = Integer.parseInt(fields[0]);
                int to = Math.addExact(from, Integer.parseInt(fields[1]));
                sentences.add(new Sentence(
                        fields[2],
                        new AudioClip(
                                Arrays.copyOfRange(samples, from, Math.min(to, samples.length)),
                                LogMelExtractor.SAMPLE_RATE_HZ)));
            } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(
                        table.getFileName() + ":" + (i + 1)
                                + ": expected first sample, number of samples within the recording, and words",
                        e);
            }
        }
        return sentences;
    }

    /**
     * About as much of it as there is new speech: sentences from the start, again from the start if there are too few.
     *
     * @param seconds of new speech
     */
    static List<TrainingExample> forNewSpeech(List<TrainingExample> replay, double seconds) {
        List<TrainingExample> chosen = new ArrayList<>();
        double total = 0;
        for (int i = 0; total < seconds && !replay.isEmpty(); i++) {
            TrainingExample next = replay.get(i % replay.size());
            chosen.add(next);
            total += next.seconds();
        }
        return chosen;
    }
}
