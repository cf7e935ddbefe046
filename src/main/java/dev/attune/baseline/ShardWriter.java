package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes one shard (format: see the package). {@link #finish()} makes it complete; a shard that is closed before stays unfinished. */
public final class ShardWriter implements AutoCloseable {

    /** The sample rate of every shard. */
    public static final int SAMPLE_RATE_HZ = 16_000;

    static final String PCM = "pcm.s16le";
    static final String INDEX = "index.tsv";

    private final Path folder;
    private final OutputStream pcm;
    private final StringBuilder index = new StringBuilder();
    private long offset;

    /** Starts the shard anew: what an earlier, interrupted call left in the folder is overwritten. */
    public ShardWriter(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        pcm = new BufferedOutputStream(Files.newOutputStream(folder.resolve(PCM)), 1 << 16);
    }

    /**
     * Adds an utterance; samples beyond [-1, 1] are clipped.
     *
     * @throws IllegalArgumentException if the clip is not 16 kHz or a field holds a tab or a line end
     */
    public void add(String id, String engine, String voice, boolean dev, String text, AudioClip clip)
            throws IOException {
        if (clip.sampleRateHz() != SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException(
                    id + ": shards hold " + SAMPLE_RATE_HZ + " Hz; got " + clip.sampleRateHz());
        }
        float[] samples = clip.samples();
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            int value = Math.clamp(Math.round(samples[i] * 32768f), Short.MIN_VALUE, Short.MAX_VALUE);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        String split = dev ? ShardReader.DEV : ShardReader.TRAIN;
        for (String field : new String[] {id, engine, voice, text}) {
            if (field.indexOf('\t') >= 0 || field.indexOf('\n') >= 0) {
                throw new IllegalArgumentException(
                        id + ": a field must not hold a tab or a line end; got \"" + field + "\"");
            }
        }
        pcm.write(bytes);
        index.append(String.join(
                "\t", id, String.valueOf(offset), String.valueOf(samples.length), engine, voice, split, text));
        index.append('\n');
        offset += samples.length;
    }

    /** Seconds of audio added so far. */
    public double seconds() {
        return offset / (double) SAMPLE_RATE_HZ;
    }

    /** Writes the index: from now on the shard is complete. */
    public void finish() throws IOException {
        pcm.close();
        Path unfinished = folder.resolve(INDEX + ".part");
        Files.writeString(unfinished, index, StandardCharsets.UTF_8);
        Files.move(unfinished, folder.resolve(INDEX), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        pcm.close();
    }
}
