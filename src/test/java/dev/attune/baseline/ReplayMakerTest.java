package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.train.ReplaySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayMakerTest {

    @TempDir
    private Path folder;

    private static ReplaySpeech.Sentence sentence(String text, int samples, float value) {
        float[] all = new float[samples];
        java.util.Arrays.fill(all, value);
        return new ReplaySpeech.Sentence(text, new AudioClip(all, 16_000));
    }

    @Test
    void everySentenceIsFoundAgain() throws IOException {
        Path audio = folder.resolve("replay.opus");
        Path table = folder.resolve("replay.tsv");
        new ReplayMaker(Files::copy)
                .write(List.of(sentence("a salad", 4000, 0.25f), sentence("soda", 700, -0.5f)), audio, table);

        List<ReplaySpeech.Sentence> read = ReplaySpeech.read(audio, table);

        assertThat(read).extracting(ReplaySpeech.Sentence::text).containsExactly("a salad", "soda");
        assertThat(read.get(0).clip().samples()).hasSize(4000).containsOnly(0.25f);
        assertThat(read.get(1).clip().samples()).hasSize(700).containsOnly(-0.5f);
        assertThat(folder).isDirectoryNotContaining("glob:**.wav");
    }

    @Test
    void nothingIsLeftWhenTheEncoderFails() {
        assertThatThrownBy(() -> new ReplayMaker((wav, output) -> {
                            throw new IOException("no encoder");
                        })
                        .write(
                                List.of(sentence("soda", 700, 0)),
                                folder.resolve("replay.opus"),
                                folder.resolve("replay.tsv")))
                .hasMessage("no encoder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBrokenTableIsRefusedWithItsLine() throws IOException {
        Path audio = folder.resolve("replay.opus");
        Path table = folder.resolve("replay.tsv");
        new ReplayMaker(Files::copy).write(List.of(sentence("soda", 700, 0)), audio, table);
        for (String line : List.of("0\t700", "0\tmany\tsoda", "9000000\t700\tsoda", "-5\t700\tsoda", "0\t-1\tsoda")) {
            Files.writeString(table, line + "\n");
            assertThatThrownBy(() -> ReplaySpeech.read(audio, table))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("replay.tsv:1: expected ");
        }
    }
}
