package dev.attune.speech.audio;

import dev.attune.speech.audio.AudioFormatException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads RIFF/WAVE files with 16-bit PCM sound.
 *
 * <p>{@code WAVE_FORMAT_EXTENSIBLE} with the PCM sub-format counts as PCM. A data chunk of size 0 or 0xFFFFFFFF, as programs write that
 * stream, reaches to the end of the file. Chunks other than {@code fmt } and {@code data} are skipped. Samples become value / 32768.
 *
 * <p>Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0, 1991; Microsoft,
 * Multiple Channel Audio Data and WAVE Files, 2001.
 */
public final class WavReader {

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final long STREAMED = 0xFFFFFFFFL;
    private static final int BUFFER_BYTES = 1 << 16;

    private WavReader() {}

    /** As {@link #read(InputStream, String)}, for a file. */
    public static AudioClip read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads a mono file.
     *
     * @param in the file from its first byte on; not closed
     * @param name how messages call the file
     * @throws AudioFormatException if it is no WAVE file, not 16-bit PCM, not mono, cut off, or has no sample
     */
    public static AudioClip read(InputStream in, String name) throws IOException {
        return read(in, name, false);
    }

    /** As {@link #read(InputStream, String)}, but several channels are averaged to one. */
    public static AudioClip readMixed(InputStream in, String name) throws IOException {
        return read(in, name, true);
    }

    /**
     * Reads the header and counts the sound's bytes, of any coding.
     *
     * @throws AudioFormatException if it is no WAVE file, or has no complete {@code fmt } chunk before a {@code data} chunk
     */
    public static WavInfo probe(InputStream in, String name) throws IOException {
        Header header = readHeader(in, name);
        long present = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = 0; present < header.dataBytes && n >= 0; present += Math.max(n, 0)) {
            n = in.read(buffer, 0, (int) Math.min(buffer.length, header.dataBytes - present));
        }
        return header.info(present);
    }

    /** As {@link #probe(InputStream, String)}, for a file. */
    public static WavInfo probe(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return probe(in, String.valueOf(file.getFileName()));
        }
    }

    /** Whether the header announces 16-bit PCM; reads no further than the start of the sound. */
    static boolean isPcm16(InputStream in, String name) throws IOException {
        return readHeader(in, name).info(0).isPcm16();
    }

    private static AudioClip read(InputStream in, String name, boolean mix) throws IOException {
        Header header = readHeader(in, name);
        WavInfo format = header.info(0);
        if (!format.isPcm16()) {
            throw new AudioFormatException(
                    Kind.WRONG_CODING,
                    "%s: %s, %d bit. Needed: PCM, 16 bit.".formatted(name, format.coding(), format.bitsPerSample()));
        }
        if (format.channels() != 1 && !mix) {
            throw new AudioFormatException(
                    Kind.WRONG_CODING, "%s: %d channels. Needed: 1.".formatted(name, format.channels()));
        }
        byte[] bytes = readData(in, header.dataBytes);
        WavInfo info = header.info(bytes.length);
        if (info.truncated()) {
            throw new AudioFormatException(
                    Kind.TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            "%s: cut off after %.2f s. Make or copy the file again.",
                            name,
                            info.durationSeconds()));
        }
        if (info.frames() == 0) {
            throw new AudioFormatException(Kind.EMPTY, name + ": no samples.");
        }
        return new AudioClip(toMono(bytes, info.channels(), (int) info.frames()), info.sampleRateHz());
    }

    /** At most {@code limit} bytes; memory grows with what is really there, not with what a header claims. */
    private static byte[] readData(InputStream in, long limit) throws IOException {
        if (limit <= 1 << 24) {
            return in.readNBytes((int) limit);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream(1 << 24);
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = limit;
        for (int n; left > 0 && (n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) >= 0; left -= n) {
            data.write(buffer, 0, n);
        }
        return data.toByteArray();
    }

    private static float[] toMono(byte[] bytes, int channels, int frames) {
        ShortBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] samples = new float[frames];
        float scale = 1f / (32768f * channels);
        for (int i = 0, at = 0; i < frames; i++) {
            int sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += values.get(at++);
            }
            samples[i] = sum * scale;
        }
        return samples;
    }

    private static Header readHeader(InputStream in, String name) throws IOException {
        byte[] riff = in.readNBytes(12);
        if (riff.length == 0) {
            throw new AudioFormatException(Kind.NOT_AUDIO, name + ": the file is empty.");
        }
        if (riff.length < 12 || !tag(riff, 0).equals("RIFF") || !tag(riff, 8).equals("WAVE")) {
            throw new AudioFormatException(
                    Kind.NOT_AUDIO,
                    "%s: not a RIFF WAV file (found %s). Convert it to 16-bit PCM mono."
                            .formatted(name, printable(riff)));
        }
        byte[] format = null;
        while (true) {
            byte[] chunk = in.readNBytes(8);
            if (chunk.length < 8) {
                throw new AudioFormatException(
                        Kind.TRUNCATED,
                        name + ": cut off before its sound (no data chunk). Make or copy the file again.");
            }
            String id = tag(chunk, 0);
            long size = little(chunk, 4, 4);
            if (id.equals("data")) {
                if (format == null) {
                    throw new AudioFormatException(
                            Kind.TRUNCATED,
                            name + ": the data chunk comes before the fmt chunk. Write the file again.");
                }
                return header(format, size, name);
            }
            long padded = size + (size & 1);
            if (id.equals("fmt ")) {
                format = in.readNBytes((int) Math.min(padded, 64));
                padded -= format.length;
                if (format.length < 16) {
                    throw new AudioFormatException(
                            Kind.TRUNCATED, name + ": the fmt chunk is cut off. Make or copy the file again.");
                }
            }
            skip(in, padded);
        }
    }

    private static Header header(byte[] format, long size, String name) throws AudioFormatException {
        int code = (int) little(format, 0, 2);
        if (code == EXTENSIBLE && format.length >= 26) {
            code = (int) little(format, 24, 2);
        }
        int channels = (int) little(format, 2, 2);
        long rate = little(format, 4, 4);
        int blockBytes = (int) little(format, 12, 2);
        int bits = (int) little(format, 14, 2);
        if (code == PCM) {
            blockBytes = channels * ((bits + 7) / 8);
        }
        if (channels < 1 || rate < 1 || rate > Integer.MAX_VALUE || blockBytes < 1) {
            throw new AudioFormatException(
                    Kind.WRONG_CODING,
                    "%s: the header is not usable (%d Hz, %d channels, %d bit). Convert it to 16-bit PCM mono."
                            .formatted(name, rate, channels, bits));
        }
        boolean streamed = size == 0 || size == STREAMED;
        return new Header((int) rate, channels, bits, coding(code), blockBytes, streamed ? Long.MAX_VALUE : size);
    }

    private static String coding(int code) {
        return switch (code) {
            case PCM -> "PCM";
            case 2, 0x11 -> "ADPCM";
            case 3 -> "IEEE float";
            case 6 -> "A-law";
            case 7 -> "mu-law";
            case 0x55 -> "MP3";
            default -> String.format(Locale.ROOT, "coding 0x%04X", code);
        };
    }

    private static void skip(InputStream in, long bytes) throws IOException {
        long left = bytes;
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(left, 1))];
        for (int n; left > 0 && (n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) >= 0; ) {
            left -= n;
        }
    }

    private static String tag(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static long little(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    /** The first four bytes as letters where they are letters, else in hexadecimal. */
    private static String printable(byte[] start) {
        int n = Math.min(4, start.length);
        StringBuilder hex = new StringBuilder();
        boolean letters = true;
        for (int i = 0; i < n; i++) {
            letters &= start[i] > 0x20 && start[i] < 0x7F;
            hex.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02X", start[i] & 0xFF));
        }
        if (!letters) {
            return hex.toString();
        }
        String found = new String(start, 0, n, StandardCharsets.ISO_8859_1);
        return found.equals("RIFF") ? "RIFF without WAVE" : "\"" + found + "\"";
    }

    private record Header(int rate, int channels, int bits, String coding, int blockBytes, long dataBytes) {

        WavInfo info(long present) {
            long frames = present / blockBytes;
            // A streamed file has no promise to keep, except that it must not end inside a sample.
            long promised = dataBytes == Long.MAX_VALUE ? present : dataBytes;
            return new WavInfo(rate, channels, bits, coding, frames, (promised + blockBytes - 1) / blockBytes);
        }
    }
}
