package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.speech.audio.AudioFormatException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AudioFilesTest {

    /** Exit status of a program whose shared libraries the system cannot find. */
    private static final int MISSING_LIBRARY = 127;

    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    /** The encoder is the program that comes with the decoding library. */
    @ParameterizedTest
    @CsvSource({
        "flac, flac, 16000, 0.0001",
        "wav, pcm_s24le, 16000, 0.0001",
        "wav, pcm_f32le, 16000, 0.0001",
        "wav, pcm_u8, 16000, 0.02",
        "wav, pcm_mulaw, 16000, 0.05",
        "wav, pcm_alaw, 16000, 0.05",
        "aiff, pcm_s16be, 16000, 0.0001",
        "au, pcm_s16be, 16000, 0.0001",
        "mp3, libmp3lame, 16000, 0.05",
        "ogg, vorbis -ac 2, 16000, 0.1",
        "amr, libopencore_amrnb, 8000, 0.1",
        "ogg, libopus, 48000, 0.1",
        "m4a, aac, 16000, 0.1",
        "mka, libopus, 48000, 0.1",
    })
    void decodesEveryUsualKind(String extension, String codec, int rate, double tolerance) throws Exception {
        AudioClip tone = tone(RATE, 440);
        String options = "-c:a " + codec + " -strict experimental -ar " + rate;
        Path file = encode(tone, extension, options.split(" "));

        AudioClip decoded = AudioFiles.read(file);

        assertThat(decoded.sampleRateHz()).isEqualTo(rate);
        assertThat(decoded.durationSeconds()).isCloseTo(1, within(0.1));
        // Lossy coders may shift a tone, never weaken or bend it much.
        assertThat(level(decoded)).isCloseTo(level(tone), within(tolerance));
        assertThat(crossingsPerSecond(decoded)).isCloseTo(880, within(10.0));
    }

    @Test
    void averagesChannels() throws Exception {
        float[] left = tone(RATE, 300).samples();
        byte[] interleaved = new byte[8 * left.length];
        ByteBuffer values = ByteBuffer.wrap(interleaved).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : left) {
            values.putFloat(sample).putFloat(-sample);
        }
        Path file = folder.resolve("stereo.wav");
        Files.write(
                file,
                new WaveBytes()
                        .format(3, 2, RATE, 32)
                        .chunk("data", interleaved, interleaved.length)
                        .bytes());

        AudioClip clip = AudioFiles.read(file);

        assertThat(clip.samples()).hasSize(left.length);
        assertThat(level(clip)).isLessThan(1e-6);
    }

    @Test
    void bringsAFileToTheWantedRate() throws Exception {
        Path file = encode(tone(RATE, 440), "flac", "-ar", "44100");

        AudioClip clip = AudioFiles.read(file, RATE);

        assertThat(clip.sampleRateHz()).isEqualTo(RATE);
        assertThat(clip.durationSeconds()).isCloseTo(1, within(0.01));
        assertThat(crossingsPerSecond(clip)).isCloseTo(880, within(4.0));
    }

    @Test
    void refusesWhatIsNoSound() throws IOException {
        Path text = folder.resolve("notes.mp3");
        Files.writeString(text, "These are only words.\n".repeat(100));

        assertThatThrownBy(() -> AudioFiles.read(text))
                .isInstanceOfSatisfying(
                        AudioFormatException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_AUDIO))
                .hasMessage("notes.mp3: not a sound file we can read (Invalid data found when processing input)."
                        + " Convert it to 16-bit PCM WAV, mono.");
        assertThatThrownBy(() -> AudioFiles.read(folder.resolve("absent.wav")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no such audio file");
    }

    /** A playlist may name other files and addresses: an upload must not make the program open them. */
    @Test
    void doesNotFollowPlaylists() throws Exception {
        Path secret = encode(tone(RATE, 440), "flac");
        Path playlist = folder.resolve("list.m3u8");
        Files.writeString(
                playlist,
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + secret.getFileName() + "\n#EXT-X-ENDLIST\n",
                StandardCharsets.UTF_8);
        Path concat = folder.resolve("list.ffconcat");
        Files.writeString(concat, "ffconcat version 1.0\nfile " + secret.getFileName() + "\n");

        assertThatThrownBy(() -> AudioFiles.read(playlist)).isInstanceOf(AudioFormatException.class);
        assertThatThrownBy(() -> AudioFiles.read(concat)).isInstanceOf(AudioFormatException.class);
    }

    @Test
    void keepsWhatIsLeftOfACutOffCompressedFile() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        Path file = encode(new AudioClip(noise, RATE), "flac");
        byte[] bytes = Files.readAllBytes(file);
        Path half = folder.resolve("half.flac");
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(AudioFiles.read(half).durationSeconds()).isBetween(0.2, 0.8);
    }

    private Path encode(AudioClip clip, String extension, String... options) throws Exception {
        Path source = folder.resolve("source.wav");
        WavWriter.write(clip, source);
        Path target = folder.resolve("target." + extension);
        List<String> command = new ArrayList<>(
                List.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), "-v", "error", "-y", "-i", source.toString()));
        command.addAll(List.of(options));
        command.add(target.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // The decoder needs none of them: only the program that makes the files to decode is linked with sound and
        // screen.
        assumeTrue(
                process.exitValue() != MISSING_LIBRARY,
                "the encoder cannot start, install Debian's package 'ffmpeg' for the libraries it wants: " + output);
        assertThat(process.exitValue()).as(output).isZero();
        return target;
    }

    private static AudioClip tone(int rate, double hz) {
        float[] samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return new AudioClip(samples, rate);
    }

    /** Root mean square of the middle half. */
    private static double level(AudioClip clip) {
        float[] middle = clip.slice(0.25, 0.75).samples();
        double sum = 0;
        for (float sample : middle) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / middle.length);
    }

    private static double crossingsPerSecond(AudioClip clip) {
        float[] middle = clip.slice(0.25, 0.75).samples();
        int crossings = 0;
        for (int i = 1; i < middle.length; i++) {
            crossings += middle[i - 1] < 0 != middle[i] < 0 ? 1 : 0;
        }
        return 2.0 * crossings;
    }
}
