package dev.attune.speech.synthesis;

import dev.attune.speech.audio.AudioClip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the WAV that synthesizers print. They write to a pipe, so the lengths in the header may be wrong (often the greatest number
 * possible): the data chunk is taken to reach to the end of the bytes at most.
 */
public final class WaveBytes {

    private static final int RIFF_HEADER = 12;

    private WaveBytes() {}

    /**
     * @return mono samples in [-1, 1]
     * @throws IOException if it is not 16-bit mono PCM in a RIFF file
     */
    public static AudioClip parse(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < RIFF_HEADER || buffer.getInt(0) != chunk("RIFF") || buffer.getInt(8) != chunk("WAVE")) {
            throw new IOException("a synthesizer printed " + bytes.length + " bytes that are not a WAV file");
        }
        int rateHz = 0;
        int at = RIFF_HEADER;
        while (at + 8 <= bytes.length) {
            int id = buffer.getInt(at);
            long length = Integer.toUnsignedLong(buffer.getInt(at + 4));
            at += 8;
            if (id == chunk("fmt ")) {
                if (buffer.getShort(at) != 1 || buffer.getShort(at + 2) != 1 || buffer.getShort(at + 14) != 16) {
                    throw new IOException("a synthesizer printed a WAV file that is not 16-bit mono PCM");
                }
                rateHz = buffer.getInt(at + 4);
            } else if (id == chunk("data")) {
                return clip(buffer, at, (int) Math.min(length, bytes.length - at) / 2, rateHz);
            }
            at += (int) Math.min(length + (length & 1), bytes.length);
        }
        throw new IOException("a synthesizer printed a WAV file without a data chunk");
    }

    private static AudioClip clip(ByteBuffer buffer, int at, int samples, int rateHz) {
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = buffer.getShort(at + 2 * i) / 32768f;
        }
        return new AudioClip(values, rateHz);
    }

    private static int chunk(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
