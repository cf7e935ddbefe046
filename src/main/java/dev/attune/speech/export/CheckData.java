package dev.attune.speech.export;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.PauseCutter;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.audio.WavReader;
import dev.attune.speech.corpus.Utterance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What an export is checked on.
 *
 * @param name of the set, for the card
 * @param recordings at least one
 */
public record CheckData(String name, List<Recording> recordings) {

    private static final String BUILT_IN = "testing-audio.zip";

    /**
     * A recording with its text.
     *
     * @param clip 16 kHz, in one piece: a recogniser cuts what is longer, and then sees other edges
     */
    public record Recording(String name, AudioClip clip, String transcript) {}

    public CheckData {
        recordings = List.copyOf(recordings);
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException("an export must be checked on at least one recording");
        }
    }

    public double seconds() {
        return recordings.stream()
                .mapToDouble(recording -> recording.clip().durationSeconds())
                .sum();
    }

    /** The sample of synthetic speech that comes with the program. */
    public static CheckData builtIn() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream stream = CheckData.class.getResourceAsStream(BUILT_IN)) {
            if (stream == null) {
                throw new IOException(BUILT_IN + " is missing in the program; build it again");
            }
            ZipInputStream zip = new ZipInputStream(stream);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        List<Recording> recordings = new ArrayList<>();
        String table = new String(files.getOrDefault("trans.txt", new byte[0]), StandardCharsets.UTF_8);
        for (String line : table.lines().toList()) {
            String[] row = line.split("\t", 2);
            byte[] audio = files.get(row[0]);
            if (row.length == 2 && audio != null) {
                recordings.add(recording(row[0], WavReader.read(new ByteArrayInputStream(audio), row[0]), row[1]));
            }
        }
        return new CheckData("synthetic speech that comes with Attune (datasets-sample/" + BUILT_IN + ")", recordings);
    }

    /**
     * Recordings of a user. Those longer than {@value PauseCutter#LONGEST_SECONDS} s are left out, as are those that cannot be read.
     *
     * @throws ExportException if none is left
     */
    public static CheckData of(String name, List<Utterance> utterances) throws ExportException {
        List<Recording> recordings = new ArrayList<>();
        for (Utterance utterance : utterances) {
            try {
                AudioClip clip = AudioFiles.read(utterance.audio());
                if (clip.durationSeconds() <= PauseCutter.LONGEST_SECONDS) {
                    recordings.add(recording(utterance.id(), clip, utterance.transcript()));
                }
            } catch (IOException e) {
                // The number of recordings in the card tells how many were of use.
                continue;
            }
        }
        if (recordings.isEmpty()) {
            throw new ExportException(name + ": no recording of at most " + (int) PauseCutter.LONGEST_SECONDS
                    + " seconds can be read; give others to check the export on.");
        }
        return new CheckData(name, recordings);
    }

    private static Recording recording(String name, AudioClip clip, String transcript) {
        return new Recording(name, Resampler.resample(clip, LogMelExtractor.SAMPLE_RATE_HZ), transcript);
    }
}
