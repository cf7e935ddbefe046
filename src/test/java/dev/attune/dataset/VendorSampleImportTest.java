package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.shared.Problem.Severity;
import dev.attune.speech.SpeechData;
import dev.attune.speech.audio.AudioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own sample data sets import as they are. */
class VendorSampleImportTest {

    @TempDir
    Path temporary;

    @Test
    void importsEveryFileOfEveryLocale() throws IOException {
        Optional<Path> sample = SpeechData.folder("azure-customspeech-sample");
        assumeTrue(sample.isPresent(), "the vendor's sample data are not at hand");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sample.get(), 5)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> sample.get().relativize(file).getNameCount() > 1)
                    .sorted()
                    .toList();
        }
        Set<String> locales = new TreeSet<>();
        for (Path file : files) {
            String locale = sample.get().relativize(file).getName(0).toString();
            locales.add(locale);
            DatasetKind kind = kind(String.valueOf(file.getFileName()));
            Path folder = temporary.resolve(Integer.toString(files.indexOf(file)));

            ImportResult result = Imports.run(kind, locale, file, folder);

            assertThat(result.problems())
                    .as("%s as %s", sample.get().relativize(file), kind)
                    .noneMatch(problem -> problem.severity() == Severity.FATAL)
                    .filteredOn(problem -> problem.code().equals("LocaleNotTrained"))
                    .hasSize(locale.equals("en-US") ? 0 : 1);
            assertThat(result.accepted()).as("%s", file.getFileName()).isPositive();
            if (kind.hasAudio()) {
                assertThat(result.rejected())
                        .as("%s %s", locale, file.getFileName())
                        .isZero();
                for (StoredUtterance utterance : result.utterances()) {
                    assertThat(AudioFiles.read(folder.resolve("audio").resolve(utterance.file()))
                                    .durationSeconds())
                            .isEqualTo(utterance.seconds());
                }
            }
        }
        assertThat(locales)
                .containsExactly("de-DE", "en-US", "es-ES", "fr-FR", "it-IT", "ja-JP", "ko-KR", "pt-BR", "zh-CN");
    }

    private static DatasetKind kind(String name) {
        if (name.endsWith(".zip")) {
            return name.equals("audio.zip") ? DatasetKind.AUDIO_FILES : DatasetKind.ACOUSTIC;
        }
        if (name.contains("display")) {
            return DatasetKind.OUTPUT_FORMATTING;
        }
        if (name.endsWith(".md")) {
            return DatasetKind.STRUCTURED;
        }
        return name.startsWith("pronunciation") ? DatasetKind.PRONUNCIATION : DatasetKind.LANGUAGE;
    }
}
