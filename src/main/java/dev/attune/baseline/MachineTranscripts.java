package dev.attune.baseline;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What an earlier baseline hears in recordings that nobody has transcribed, to learn from in place of transcripts (self-training). The lexicon and language model
 * of the teacher put right some of what its network hears wrong.
 *
 * <p>Source: Kahn, Lee and Hannun, Self-training for end-to-end speech recognition, ICASSP 2020.
 */
final class MachineTranscripts {

    private MachineTranscripts() {}

    /**
     * Name of each recording to its words, in the order of the names; words are empty where nothing was heard.
     *
     * @param audio folder of recordings
     * @param teacher model package
     */
    static Map<String, String> of(Path audio, Path teacher) throws IOException {
        Path unpacked = Files.createTempDirectory("teacher");
        try {
            return heard(audio, ModelPackageReader.unpack(teacher, unpacked));
        } finally {
            FileSystemUtils.deleteRecursively(unpacked);
        }
    }

    private static Map<String, String> heard(Path audio, ModelPackage model) throws IOException {
        Map<String, String> transcripts = new LinkedHashMap<>();
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            for (Path file : files(audio)) {
                transcripts.put(
                        file.getFileName().toString(),
                        recognizer.recognize(AudioFiles.read(file, ShardWriter.SAMPLE_RATE_HZ)).best().words().stream()
                                .map(RecognizedWord::text)
                                .collect(Collectors.joining(" ")));
            }
        }
        return transcripts;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
