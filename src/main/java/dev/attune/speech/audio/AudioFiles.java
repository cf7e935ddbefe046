package dev.attune.speech.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads sound files of any usual kind: WAV of any coding, FLAC, MP3, Ogg (Vorbis, Opus), M4A/MP4, WebM, AIFF, AMR.
 *
 * <p>Several channels are averaged. WAV files with 16-bit PCM go through {@link WavReader}, the rest through FFmpeg's libraries inside
 * this process. Thread-safe.
 */
public final class AudioFiles {

    private AudioFiles() {}

    /**
     * Reads a whole file at its own rate.
     *
     * @throws AudioFormatException if it holds no sound we can read; the message says why
     * @throws IOException if the file cannot be read at all
     */
    public static AudioClip read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such audio file");
        }
        if (isWave(file)) {
            boolean pcm16;
            try (InputStream in = Files.newInputStream(file)) {
                pcm16 = WavReader.isPcm16(in, name);
            }
            if (pcm16) {
                try (InputStream in = Files.newInputStream(file)) {
                    return WavReader.readMixed(in, name);
                }
            }
        }
        return FfmpegDecoder.decode(file, name);
    }

    /**
     * Reads a whole file and brings it to a rate.
     *
     * @param targetRateHz wanted rate, above 0
     */
    public static AudioClip read(Path file, int targetRateHz) throws IOException {
        return Resampler.resample(read(file), targetRateHz);
    }

    private static boolean isWave(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(12);
        }
        return start.length == 12
                && new String(start, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")
                && new String(start, 8, 4, StandardCharsets.ISO_8859_1).equals("WAVE");
    }
}
