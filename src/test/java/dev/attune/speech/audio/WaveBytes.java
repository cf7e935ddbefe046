package dev.attune.speech.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds RIFF/WAVE files byte by byte, right and wrong ones. */
final class WaveBytes {

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    static WaveBytes pcm16(int rate, int channels, int... samples) {
        return new WaveBytes().format(1, channels, rate, 16).chunk("data", samples(samples), 2 * samples.length);
    }

    static byte[] samples(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    WaveBytes format(int coding, int channels, int rate, int bits) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        int block = channels * ((bits + 7) / 8);
        bytes.putShort((short) coding).putShort((short) channels).putInt(rate).putInt(rate * block);
        bytes.putShort((short) block).putShort((short) bits);
        return chunk("fmt ", bytes.array(), 16);
    }

    /** The form of fmt that names its coding in a GUID. */
    WaveBytes extensible(int coding, int channels, int rate, int bits) {
        ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        int block = channels * ((bits + 7) / 8);
        bytes.putShort((short) 0xFFFE).putShort((short) channels).putInt(rate).putInt(rate * block);
        bytes.putShort((short) block).putShort((short) bits);
        bytes.putShort((short) 22).putShort((short) bits).putInt(channels == 1 ? 4 : 3);
        bytes.putShort((short) coding)
                .put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        return chunk("fmt ", bytes.array(), 40);
    }

    /** A chunk whose header may promise another size than it has. */
    WaveBytes chunk(String id, byte[] content, long promised) {
        chunks.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) promised)
                .array());
        chunks.writeBytes(content);
        if (content.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(12 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks.size());
        out.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(chunks.toByteArray());
        return out.array();
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }
}
