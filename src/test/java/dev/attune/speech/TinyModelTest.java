package dev.attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyModelTest {

    @TempDir
    Path folder;

    @Test
    void recognisesItsOwnWords() throws IOException {
        ModelPackage model = ModelPackageReader.unpack(TinyModel.write(folder), folder.resolve("cache"));
        int right = 0;
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            for (String sentence : TinyModel.SENTENCES) {
                Path wav = TinyModel.wav(folder, sentence);
                if (recognizer.recognize(AudioFiles.read(wav)).best().text().equals(sentence)) {
                    right++;
                }
            }
        }
        assertThat(right).isGreaterThanOrEqualTo(TinyModel.SENTENCES.size() - 1);
    }

    @Test
    void isTheSameFileEveryTime() throws IOException {
        Path first = TinyModel.write(Files.createDirectory(folder.resolve("first")));
        Path second = TinyModel.write(Files.createDirectory(folder.resolve("second")));
        assertThat(first).hasSameBinaryContentAs(second);
    }
}
