package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardsTest {

    private static final BaselineConfig.Range ONE = new BaselineConfig.Range(1, 1);

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path shard = folder.resolve("000");
        float[] first = {0, 0.5f, -1, 2};
        float[] second = {0.25f};
        try (ShardWriter writer = new ShardWriter(shard)) {
            writer.add("a", "fake", "v", false, "one two", new AudioClip(first, 16_000));
            writer.add("b", "fake", "w", true, "three", new AudioClip(second, 16_000));
            assertThat(writer.seconds()).isEqualTo(5 / 16_000.0);
            assertThat(ShardReader.isComplete(shard)).isFalse();
            writer.finish();
        }

        try (ShardReader reader = new ShardReader(shard)) {
            assertThat(reader.entries())
                    .containsExactly(
                            new ShardReader.Entry("a", 0, 4, "fake", "v", false, "one two"),
                            new ShardReader.Entry("b", 4, 1, "fake", "w", true, "three"));
            assertThat(reader.read(reader.entries().get(1)).samples()).containsExactly(0.25f);
            assertThat(reader.read(reader.entries().get(0)).samples()).containsExactly(0, 0.5f, -1, 32767 / 32768f);
        }
        assertThat(ShardReader.complete(folder)).containsExactly(shard);
        assertThat(ShardReader.complete(folder.resolve("absent"))).isEmpty();
    }

    /** The names decide the order, the teacher the words; nobody's transcripts are read. */
    @Test
    void recordingsWithoutTranscriptsSayWhatTheTeacherHears() throws IOException {
        Path teacher = TinyModel.write(folder);
        Path audio = Files.createDirectories(folder.resolve("people").resolve("audio"));
        WavWriter.write(ToneVoice.standard().say("melon and mint"), audio.resolve("b.wav"));
        WavWriter.write(ToneVoice.standard().say("salad and soda"), audio.resolve("a.wav"));
        Files.writeString(folder.resolve("people").resolve("transcripts.tsv"), "a.wav\twrong\nb.wav\twrong\n");
        Path shard = folder.resolve("shard");

        RecordingsImporter.make(
                new BaselineConfig.Recordings(
                        "people", folder.resolve("people").toString(), "CC0-1.0", 0, 0, null, teacher.toString()),
                shard);

        try (ShardReader reader = new ShardReader(shard)) {
            assertThat(reader.entries())
                    .extracting(ShardReader.Entry::id, ShardReader.Entry::text)
                    .containsExactly(tuple("a.wav", "salad and soda"), tuple("b.wav", "melon and mint"));
            assertThat(reader.entries()).noneMatch(ShardReader.Entry::dev);
        }
    }

    @Test
    void whatAMachineWroteIsNeverMeasuredOn() {
        assertThatThrownBy(
                        () -> new BaselineConfig.Recordings("people", "people", "CC0-1.0", 0.1, 0, null, "teacher.zip"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "recordings \"people\" are transcribed by a model, so none of them can be kept aside to measure with; set devShare to 0");
    }

    @Test
    void unfinishedShardsDoNotCount() throws IOException {
        Path shard = folder.resolve("001");
        try (ShardWriter writer = new ShardWriter(shard)) {
            writer.add("a", "fake", "v", false, "text", new AudioClip(new float[9], 16_000));
        }

        assertThat(ShardReader.isComplete(shard)).isFalse();
        assertThat(ShardReader.complete(folder)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAShard() throws IOException {
        Path shard = Files.createDirectory(folder.resolve("002"));
        Files.write(shard.resolve("pcm.s16le"), new byte[4]);
        Files.writeString(shard.resolve("index.tsv"), "a\t0\t2\tfake\tv\ttrain\ttext\nb\tx\t1\tfake\tv\ttrain\ttext\n");
        assertThatThrownBy(() -> new ShardReader(shard))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "index.tsv:2: expected 7 fields of a shard index; delete the folder to make it anew");

        Files.writeString(shard.resolve("index.tsv"), "a\t0\t3\tfake\tv\ttrain\ttext\n");
        try (ShardReader reader = new ShardReader(shard)) {
            assertThatThrownBy(() -> reader.read(reader.entries().getFirst()))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the audio of utterance a reaches beyond the shard's end");
        }
        try (ShardWriter writer = new ShardWriter(folder.resolve("003"))) {
            AudioClip clip = new AudioClip(new float[1], 16_000);
            assertThatThrownBy(() -> writer.add("a", "fake", "v", false, "a\tb", clip))
                    .hasMessageContaining("must not hold a tab");
            assertThatThrownBy(() -> writer.add("a", "fake", "v", false, "a", new AudioClip(new float[1], 8000)))
                    .hasMessage("a: shards hold 16000 Hz; got 8000");
        }
    }

    @Test
    void shardsHoldTheirShareOfEveryVoice() throws IOException {
        FakeSynthesizer synthesizer = new FakeSynthesizer();
        ShardMaker maker = new ShardMaker(speech("a", "b"), 5, Map.of(FakeSynthesizer.NAME, synthesizer));
        maker.make(folder.resolve("000"), 0, TinyModel.sentences(50, 1));

        try (ShardReader reader = new ShardReader(folder.resolve("000"))) {
            double seconds = reader.entries().stream()
                    .mapToDouble(ShardReader.Entry::seconds)
                    .sum();
            assertThat(seconds).isBetween(36.0, 36.0 + 24);
            assertThat(reader.entries()).allSatisfy(entry -> {
                assertThat(entry.dev()).isEqualTo(entry.voice().equals("c"));
                assertThat(entry.text().split(" ")).doesNotContain("one");
                assertThat(entry.engine()).isEqualTo(FakeSynthesizer.NAME);
            });
            assertThat(reader.entries()).extracting(ShardReader.Entry::voice).contains("a", "b", "c");
            assertThat(reader.entries()).extracting(ShardReader.Entry::id).doesNotHaveDuplicates();
        }
        assertThat(synthesizer.asked()).isNotEmpty();
    }

    @Test
    void sameSeedMakesTheSameShard() throws IOException {
        for (String name : List.of("x", "y")) {
            new ShardMaker(speech("a", "b"), 5, Map.of(FakeSynthesizer.NAME, new FakeSynthesizer()))
                    .make(folder.resolve(name), 1, TinyModel.sentences(50, 1));
        }
        assertThat(folder.resolve("x").resolve("index.tsv"))
                .hasSameTextualContentAs(folder.resolve("y").resolve("index.tsv"));
        assertThat(folder.resolve("x").resolve("pcm.s16le"))
                .hasSameBinaryContentAs(folder.resolve("y").resolve("pcm.s16le"));
    }

    @Test
    void givesUpOnEnginesThatDoNotSpeak() {
        assertThatThrownBy(() -> new ShardMaker(speech("mute"), 5, Map.of(FakeSynthesizer.NAME, new FakeSynthesizer()))
                        .make(folder.resolve("z"), 0, List.of("salad one")))
                .isInstanceOf(IOException.class)
                .hasMessage("fake spoke none of 480 sentences; check that its voices are installed");
        assertThatThrownBy(() -> new ShardMaker(speech("a"), 5, Map.of()).make(folder.resolve("z"), 0, List.of("no")))
                .hasMessage("fake is not installed; install it or leave it out of the configuration");
        assertThat(ShardReader.isComplete(folder.resolve("z"))).isFalse();
    }

    @Test
    void takesOnlyClipsInWhichSomebodySpoke() {
        float[] loud = new float[16_000];
        loud[5] = 0.5f;

        assertThat(ShardMaker.usable(Optional.of(new AudioClip(loud, 16_000)), "one two"))
                .isTrue();
        assertThat(ShardMaker.usable(Optional.empty(), "one two")).isFalse();
        assertThat(ShardMaker.usable(Optional.of(new AudioClip(new float[16_000], 16_000)), "one two"))
                .isFalse();
        assertThat(ShardMaker.usable(Optional.of(new AudioClip(loud, 16_000)), "a b c d e f g h i j"))
                .isFalse();
        assertThat(ShardMaker.usable(Optional.of(new AudioClip(loud, 4_000)), "word"))
                .isFalse();
    }

    @Test
    void shiftingAVoiceRaisesItAndShortensTheClip() {
        float[] tone = new float[22_050];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 500 * i / 22_050));
        }

        AudioClip shifted = VoiceShift.apply(new AudioClip(tone, 22_050), 1.2);

        assertThat(shifted.sampleRateHz()).isEqualTo(16_000);
        assertThat(shifted.durationSeconds()).isCloseTo(1 / 1.2, within(0.001));
        for (int i = 200; i < shifted.samples().length - 200; i++) {
            assertThat((double) shifted.samples()[i])
                    .isCloseTo(0.5 * Math.sin(2 * Math.PI * 600 * i / 16_000), within(0.01));
        }
        AudioClip unchanged = new AudioClip(tone, 16_000);
        assertThat(VoiceShift.apply(unchanged, 1)).isSameAs(unchanged);
    }

    private static BaselineConfig.Speech speech(String... voices) {
        List<String> dev = voices.length > 1 ? List.of("c") : List.of();
        return new BaselineConfig.Speech(
                0.02,
                0.01,
                60,
                0,
                0.2,
                0.3,
                List.of(new BaselineConfig.Engine(
                        FakeSynthesizer.NAME, 1, List.of(voices), List.of(), dev, ONE, ONE, ONE)));
    }
}
