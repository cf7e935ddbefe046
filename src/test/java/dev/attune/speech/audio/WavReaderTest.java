package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.audio.AudioFormatException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WavReaderTest {

    @Test
    void readsMonoSamplesAsFractions() throws IOException {
        AudioClip clip = WavReader.read(WaveBytes.pcm16(16_000, 1, 0, 16384, -32768, 32767).stream(), "a.wav");

        assertThat(clip.sampleRateHz()).isEqualTo(16_000);
        assertThat(clip.samples()).containsExactly(0, 0.5f, -1, 32767 / 32768f);
    }

    @Test
    void averagesChannelsOnlyWhenAsked() throws IOException {
        WaveBytes stereo = WaveBytes.pcm16(8000, 2, 16384, 0, -32768, -32768);

        assertThat(WavReader.readMixed(stereo.stream(), "s.wav").samples()).containsExactly(0.25f, -1);
        assertRefused(stereo.stream(), Kind.WRONG_CODING, "a.wav: 2 channels. Needed: 1.");
    }

    @Test
    void takesTheExtensibleFormAndSkipsOtherChunks() throws IOException {
        InputStream in = new WaveBytes()
                        .chunk("LIST", new byte[] {1, 2, 3}, 3)
                        .extensible(1, 1, 44_100, 16)
                        .chunk("fact", new byte[4], 4)
                        .chunk("data", WaveBytes.samples(100, -100), 4)
                        .stream();

        AudioClip clip = WavReader.read(in, "x.wav");

        assertThat(clip.sampleRateHz()).isEqualTo(44_100);
        assertThat(clip.samples()).containsExactly(100 / 32768f, -100 / 32768f);
    }

    @Test
    void readsStreamedFilesToTheirEnd() throws IOException {
        for (long promised : new long[] {0, 0xFFFFFFFFL}) {
            InputStream in = new WaveBytes()
                    .format(1, 1, 16_000, 16).chunk("data", WaveBytes.samples(1, 2, 3), promised).stream();

            assertThat(WavReader.read(in, "s.wav").samples()).hasSize(3);
        }
    }

    @Test
    void ignoresWhatFollowsTheSound() throws IOException {
        InputStream in = new WaveBytes()
                        .format(1, 1, 16_000, 16)
                        .chunk("data", WaveBytes.samples(1, 2), 4)
                        .chunk("LIST", new byte[100], 100)
                        .stream();

        assertThat(WavReader.read(in, "s.wav").samples()).hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertRefused(bytes(new byte[0]), Kind.NOT_AUDIO, "a.wav: the file is empty.");
        assertRefused(
                bytes("ID3 not a wave file at all".getBytes(StandardCharsets.US_ASCII)),
                Kind.NOT_AUDIO,
                "a.wav: not a RIFF WAV file (found 49 44 33 20). Convert it to 16-bit PCM mono.");
        assertRefused(
                bytes("fLaC0000WAVE....".getBytes(StandardCharsets.US_ASCII)),
                Kind.NOT_AUDIO,
                "a.wav: not a RIFF WAV file (found \"fLaC\"). Convert it to 16-bit PCM mono.");
        assertRefused(
                bytes("RIFF0000AVI ....".getBytes(StandardCharsets.US_ASCII)),
                Kind.NOT_AUDIO,
                "a.wav: not a RIFF WAV file (found RIFF without WAVE). Convert it to 16-bit PCM mono.");
        assertRefused(
                new WaveBytes().format(3, 1, 16_000, 32).chunk("data", new byte[8], 8).stream(),
                Kind.WRONG_CODING,
                "a.wav: IEEE float, 32 bit. Needed: PCM, 16 bit.");
        assertRefused(
                new WaveBytes().format(7, 1, 8000, 8).chunk("data", new byte[8], 8).stream(),
                Kind.WRONG_CODING,
                "a.wav: mu-law, 8 bit. Needed: PCM, 16 bit.");
        assertRefused(
                new WaveBytes().format(1, 0, 16_000, 16).chunk("data", new byte[8], 8).stream(),
                Kind.WRONG_CODING,
                "a.wav: the header is not usable (16000 Hz, 0 channels, 16 bit). Convert it to 16-bit PCM mono.");
        assertRefused(
                new WaveBytes().chunk("data", new byte[8], 8).stream(),
                Kind.TRUNCATED,
                "a.wav: the data chunk comes before the fmt chunk. Write the file again.");
        assertRefused(
                new WaveBytes().format(1, 1, 16_000, 16).stream(),
                Kind.TRUNCATED,
                "a.wav: cut off before its sound (no data chunk). Make or copy the file again.");
        assertRefused(
                new WaveBytes().format(1, 1, 16_000, 16).chunk("data", new byte[0], 0).stream(),
                Kind.EMPTY,
                "a.wav: no samples.");
    }

    @Test
    void noticesACutOffFileWhereverItIsCut() {
        byte[] whole = WaveBytes.pcm16(16_000, 1, new int[16_000]).bytes();

        assertRefused(
                bytes(Arrays.copyOf(whole, 44 + 8000)),
                Kind.TRUNCATED,
                "a.wav: cut off after 0.25 s. Make or copy the file again.");
        for (int length = 1; length < 44; length++) {
            int cut = length;
            assertThatThrownBy(() -> WavReader.read(bytes(Arrays.copyOf(whole, cut)), "a.wav"))
                    .as("cut to %d bytes", cut)
                    .isInstanceOf(AudioFormatException.class)
                    .hasMessageStartingWith("a.wav: ");
        }
    }

    /** A header may promise four gigabytes: memory must follow what is there. */
    @Test
    void doesNotTrustAHugePromise() {
        InputStream in = new WaveBytes().format(1, 1, 16_000, 16).chunk("data", new byte[32_000], 0xFFFFFFF0L).stream();

        assertRefused(in, Kind.TRUNCATED, "a.wav: cut off after 1.00 s. Make or copy the file again.");
    }

    @Test
    void probesFilesOfEveryCoding() throws IOException {
        InputStream in =
                new WaveBytes().format(3, 2, 48_000, 32).chunk("data", new byte[8 * 100 + 4], 8 * 200).stream();

        WavInfo info = WavReader.probe(in, "f.wav");

        assertThat(info).isEqualTo(new WavInfo(48_000, 2, 32, "IEEE float", 100, 200));
        assertThat(info.truncated()).isTrue();
        assertThat(info.isPcm16()).isFalse();
        assertThat(info.durationSeconds()).isEqualTo(100 / 48_000.0);
    }

    @Test
    void readsBackWhatWavWriterWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("round.wav");
        WavWriter.write(new AudioClip(new float[] {0, 0.5f, -0.5f, 1.5f, -1.5f}, 22_050), file);

        AudioClip clip = WavReader.read(file);

        assertThat(clip.sampleRateHz()).isEqualTo(22_050);
        assertThat(clip.samples()).containsExactly(0, 0.5f, -0.5f, 32767 / 32768f, -1);
        assertThat(WavReader.probe(file)).isEqualTo(new WavInfo(22_050, 1, 16, "PCM", 5, 5));
    }

    private static InputStream bytes(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    private static void assertRefused(InputStream in, Kind kind, String message) {
        assertThatThrownBy(() -> WavReader.read(in, "a.wav"))
                .isInstanceOfSatisfying(
                        AudioFormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }
}
