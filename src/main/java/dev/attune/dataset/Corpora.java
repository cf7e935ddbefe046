package dev.attune.dataset;

import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a vendor-style zip or a folder of recordings with transcripts, as the command line takes them. */
public final class Corpora {

    private Corpora() {}

    /**
     * @param data a zip, or a folder with audio and {@code trans.txt} or {@code transcripts.tsv}; audio beside it or in {@code audio/}
     * @param workFolder receives unpacked audio of a zip; made if missing
     * @throws ProblemException if nothing in it can be used, with place, cause and remedy
     */
    public static List<Utterance> read(Path data, Path workFolder) throws IOException {
        throw new ProblemException("Unsupported", "Data cannot be read yet: " + data + " for " + workFolder);
    }
}
