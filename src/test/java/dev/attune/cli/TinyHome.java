package dev.attune.cli;

import dev.attune.speech.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A home folder with {@link TinyModel} under the name {@code tiny}, and data in its voice. */
record TinyHome(Path folder) {

    static TinyHome in(Path folder) throws IOException {
        Path home = folder.resolve("home");
        TinyModel.write(Files.createDirectories(home.resolve("models")));
        return new TinyHome(home);
    }

    /** A folder as users bring it: recordings and {@code trans.txt}. */
    static Path data(Path folder, List<String> sentences) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>();
        for (String sentence : sentences) {
            Path wav = TinyModel.wav(folder, sentence);
            lines.add(wav.getFileName() + "\t" + sentence);
        }
        Files.write(folder.resolve("trans.txt"), lines, StandardCharsets.UTF_8);
        return folder;
    }
}
