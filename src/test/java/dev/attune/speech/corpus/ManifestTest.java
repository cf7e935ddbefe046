package dev.attune.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        List<Utterance> utterances = List.of(
                new Utterance("a", folder.resolve("a b.wav"), "Ünïcode \"text\"", "Mira"),
                new Utterance("b", folder.resolve("b.flac"), "", null));
        Path file = folder.resolve("manifest.tsv");

        Manifest.write(utterances, file);

        assertThat(Manifest.read(file)).isEqualTo(utterances);
    }

    @Test
    void tabsAndLineEndsInsideAFieldBecomeBlanks() throws IOException {
        Path file = folder.resolve("manifest.tsv");
        Manifest.write(List.of(new Utterance("a\tb", folder.resolve("a.wav"), "one\r\ntwo\tthree", null)), file);

        Utterance read = Manifest.read(file).getFirst();

        assertThat(read.id()).isEqualTo("a b");
        assertThat(read.transcript()).isEqualTo("one two three");
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("m.tsv"), "a\t/x\t\ttext\nb\t/x\ttext\n");

        assertThatThrownBy(() -> Manifest.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("m.tsv:2: expected 4 fields separated by tabs, found 3");
    }
}
