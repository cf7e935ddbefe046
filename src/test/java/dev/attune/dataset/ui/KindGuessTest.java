package dev.attune.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.dataset.DatasetKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindGuessTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({ // entry beside the audio, guess
        "trans.txt,             ACOUSTIC",
        "set/Transcripts.TSV,   ACOUSTIC",
        "b.wav,                 AUDIO_FILES",
        "speakers.tsv,          AUDIO_FILES",
        "__MACOSX/._trans.txt,  AUDIO_FILES",
        ".hidden.txt,           AUDIO_FILES"
    })
    void tellsArchivesByTheirTranscripts(String entry, DatasetKind kind) throws IOException {
        Path zip = folder.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.wav"));
            out.putNextEntry(new ZipEntry(entry));
        }

        assertThat(KindGuess.of(zip, "Set.ZIP")).isEqualTo(kind);
    }

    @Test
    void takesABrokenArchiveForTranscribedAudio() throws IOException {
        assertThat(KindGuess.of(Files.writeString(folder.resolve("x"), "no archive"), "set.zip"))
                .isEqualTo(DatasetKind.ACOUSTIC);
    }

    @ParameterizedTest
    @CsvSource({ // name, content, guess
        "t.txt,  'move the crane|is bay 14 free',        LANGUAGE",
        "p.txt,  'QR-9\tcue are nine|IMO\ti m o',        PRONUNCIATION",
        "s.txt,  '@ list gate =|- north gate',           STRUCTURED",
        "s.md,   '# Orders|- two rolls please',          STRUCTURED",
        "d.txt,  '# itn|BX-2',                           OUTPUT_FORMATTING",
        "d.md,   '#rewrite|a b',                         OUTPUT_FORMATTING",
        "e.txt,  '',                                     LANGUAGE"
    })
    void tellsTextByItsLines(String name, String lines, DatasetKind kind) throws IOException {
        Path file = Files.writeString(folder.resolve(name), lines.replace('|', '\n'));

        assertThat(KindGuess.of(file, name)).isEqualTo(kind);
    }

    @Test
    void readsUtf16() throws IOException {
        Path file =
                Files.write(folder.resolve("p.txt"), "\uFEFFQR-9\tcue are nine\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(KindGuess.of(file, "p.txt")).isEqualTo(DatasetKind.PRONUNCIATION);
    }
}
