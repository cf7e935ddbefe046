package dev.attune.speech.train;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What a training that was interrupted left in its work folder: checkpoints, converted recordings, spoken text. */
final class InterruptedTraining {

    private InterruptedTraining() {}

    /**
     * Removes it from the folder unless it was the same training, for only that can go on from it, and notes which training the folder now belongs to.
     *
     * @param hashes of the data
     */
    static void forgetIfOther(AdaptationRequest request, Map<String, String> hashes, Path workFolder)
            throws IOException {
        String own = Sha256.of(
                hashes + " " + request.seed() + " " + CodeVersion.get() + (request.speakText() ? " spoken" : ""));
        Path file = workFolder.resolve("training.sha256");
        if (Files.exists(file) && !Files.readString(file).equals(own)) {
            deleteFiles(workFolder, ".safetensors");
            deleteFiles(RepeatedTraining.folder(workFolder, 1), ".safetensors");
            deleteFiles(workFolder.resolve("audio"), "");
            deleteFiles(workFolder.resolve("spoken"), "");
        }
        Files.writeString(file, own);
    }

    private static void deleteFiles(Path folder, String ending) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                Files.delete(each);
            }
        }
    }
}
