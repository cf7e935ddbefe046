package dev.attune.speech.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes mono RIFF/WAVE files with 16-bit PCM sound. Samples are rounded to value * 32768 and limited to the 16-bit range. */
public final class WavWriter {

    private static final int HEADER_BYTES = 44;

    private WavWriter() {}

    /** Writes a file, replacing one that is there. */
    public static void write(AudioClip clip, Path file) throws IOException {
        Files.write(file, encode(clip));
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @throws IllegalArgumentException if the clip is longer than a WAVE file can hold in memory (1 G samples)
     */
    public static void write(AudioClip clip, OutputStream out) throws IOException {
        out.write(encode(clip));
    }

    private static byte[] encode(AudioClip clip) {
        float[] samples = clip.samples();
        if (samples.length > (Integer.MAX_VALUE - HEADER_BYTES) / 2) {
            throw new IllegalArgumentException("samples must be <= 1073741801; got " + samples.length);
        }
        int dataBytes = 2 * samples.length;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + dataBytes);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1)
                .putShort((short) 1)
                .putInt(clip.sampleRateHz())
                .putInt(2 * clip.sampleRateHz());
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(dataBytes);
        for (float sample : samples) {
            bytes.putShort((short) Math.clamp(Math.round(sample * 32768f), Short.MIN_VALUE, Short.MAX_VALUE));
        }
        return bytes.array();
    }
}
