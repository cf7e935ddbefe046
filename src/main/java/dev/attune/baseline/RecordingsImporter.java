package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Puts a folder of real recordings into a shard. Recordings whose transcript is not plain words are left out. */
final class RecordingsImporter {

    private RecordingsImporter() {}

    /**
     * @param folder the shard to make
     * @throws IOException if the transcripts or a recording cannot be read, naming it
     */
    static void make(BaselineConfig.Recordings recordings, Path folder) throws IOException {
        Path source = Path.of(recordings.folder());
        Map<String, String> speakers = speakers(source.resolve("speakers.tsv"));
        Map<String, String> transcripts = recordings.transcribedBy() == null
                ? transcripts(source.resolve("transcripts.tsv"))
                : MachineTranscripts.of(source.resolve("audio"), Path.of(recordings.transcribedBy()));
        try (ShardWriter writer = new ShardWriter(folder)) {
            for (Map.Entry<String, String> transcript : transcripts.entrySet()) {
                String file = transcript.getKey();
                String text = normalize(transcript.getValue());
                if (text.isEmpty() || (recordings.files() != null && !file.matches(recordings.files()))) {
                    continue;
                }
                String speaker = speakers.getOrDefault(file, recordings.name());
                AudioClip clip = AudioFiles.read(source.resolve("audio").resolve(file), ShardWriter.SAMPLE_RATE_HZ);
                writer.add(file, recordings.name(), speaker, isDev(speaker, recordings.devShare()), text, clip);
            }
            writer.finish();
        }
    }

    private static Map<String, String> transcripts(Path file) throws IOException {
        Map<String, String> transcripts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] fields = line.split("\t");
            if (fields.length < 2) {
                throw new IOException(file + ": expected \"file TAB transcript\", found \"" + line + "\"");
            }
            transcripts.put(fields[0], fields[1]);
        }
        return transcripts;
    }

    /** Lower-case words; empty if the transcript has digits or other signs whose reading is unknown. */
    static String normalize(String transcript) {
        String text =
                transcript.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("[.,;:!?\"()\u2014-]", " ");
        if (!text.matches("[a-z' ]*")) {
            return "";
        }
        return text.replaceAll("(?<![a-z])'+|'+(?![a-z])", " ").strip().replaceAll(" +", " ");
    }

    /** The choice depends on the speaker's name alone, so it stays when recordings are added. */
    static boolean isDev(String speaker, double devShare) {
        int hash = 0;
        for (char c : speaker.toCharArray()) {
            hash = hash * 1_000_003 + c;
        }
        return Math.floorMod(hash * 0x9E3779B9 >>> 8, 10_000) < devShare * 10_000;
    }

    private static Map<String, String> speakers(Path file) throws IOException {
        Map<String, String> speakers = new HashMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] fields = line.split("\t");
                if (fields.length >= 2) {
                    speakers.put(fields[0], fields[1]);
                }
            }
        }
        return speakers;
    }
}
