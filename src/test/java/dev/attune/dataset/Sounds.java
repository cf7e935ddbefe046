package dev.attune.dataset;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes sound files and archives for tests. */
final class Sounds {

    static final int RATE = 16_000;

    private Sounds() {}

    /** A tone, different for each seed, as a 16-bit mono WAV file. */
    static byte[] wav(double seconds, int rate, int seed) {
        return wav(new AudioClip(tone((int) Math.round(seconds * rate), rate, seed), rate));
    }

    static byte[] wav(AudioClip clip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            WavWriter.write(clip, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A second of a tone at 16 kHz. */
    static byte[] wav(int seed) {
        return wav(1, RATE, seed);
    }

    static float[] tone(int samples, int rate, int seed) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (0.3 * Math.sin(2 * Math.PI * (200 + 10 * seed) * i / rate));
        }
        return tone;
    }

    /** A WAV file of any coding with a second of sound whose bytes are given. */
    static byte[] wavOf(int format, int channels, int rate, int bits, byte[] data) {
        int block = channels * bits / 8;
        ByteBuffer bytes = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data.length);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) format).putShort((short) channels).putInt(rate).putInt(rate * block);
        bytes.putShort((short) block).putShort((short) bits);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data);
        return bytes.array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    /** Names and contents in turn, kept in that order. */
    static Map<String, byte[]> entries(Object... namesAndContents) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Object content = namesAndContents[i + 1];
            entries.put((String) namesAndContents[i], content instanceof String text ? text(text) : (byte[]) content);
        }
        return entries;
    }
}
