package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads one complete shard: the index at once, audio on demand. Thread-safe. */
public final class ShardReader implements AutoCloseable {

    static final String TRAIN = "train";
    static final String DEV = "dev";

    private final FileChannel pcm;
    private final List<Entry> entries;

    /**
     * One utterance of a shard.
     *
     * @param offset first sample in the shard's audio
     * @param samples number of samples
     * @param voice voice of the engine, or the speaker of a recording
     * @param dev whether the voice is kept aside for development figures
     * @param text normalised words separated by one blank
     */
    public record Entry(String id, long offset, int samples, String engine, String voice, boolean dev, String text) {
        public double seconds() {
            return samples / (double) ShardWriter.SAMPLE_RATE_HZ;
        }
    }

    /**
     * @throws IOException if the shard is unfinished or its index is not one, naming file and line
     */
    public ShardReader(Path folder) throws IOException {
        entries = readIndex(folder.resolve(ShardWriter.INDEX));
        pcm = FileChannel.open(folder.resolve(ShardWriter.PCM));
    }

    /** Whether a folder holds a complete shard. */
    public static boolean isComplete(Path folder) {
        return Files.isRegularFile(folder.resolve(ShardWriter.INDEX));
    }

    /** All complete shards in a folder, by name; empty if the folder is absent. */
    public static List<Path> complete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> shards = Files.list(folder)) {
            return shards.filter(ShardReader::isComplete).sorted().toList();
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The audio of an entry, 16 kHz, samples in [-1, 1]. */
    public AudioClip read(Entry entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * entry.samples()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (pcm.read(bytes, 2 * entry.offset() + bytes.position()) < 0) {
                throw new EOFException("the audio of utterance " + entry.id() + " reaches beyond the shard's end");
            }
        }
        float[] samples = new float[entry.samples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(2 * i) / 32768f;
        }
        return new AudioClip(samples, ShardWriter.SAMPLE_RATE_HZ);
    }

    private static List<Entry> readIndex(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            try {
                entries.add(new Entry(
                        fields[0],
                        Long.parseLong(fields[1]),
                        Integer.parseInt(fields[2]),
                        fields[3],
                        fields[4],
                        fields[5].equals(DEV),
                        fields[6]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(
                        file + ":" + (i + 1)
                                + ": expected 7 fields of a shard index; delete the folder to make it anew",
                        e);
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public void close() throws IOException {
        pcm.close();
    }
}
