package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a vendor-style zip or a folder of recordings with transcripts, as the command line takes them, by the rules of an import: a pair of
 * audio and transcript that an upload would leave out is left out here too.
 */
public final class Corpora {

    private static final String LOCALE = "en-US";

    private Corpora() {}

    /** As {@link #read(Path, Path, Consumer)}, with the problems passed over. */
    public static List<Utterance> read(Path data, Path workFolder) throws IOException {
        return read(data, workFolder, problem -> {});
    }

    /**
     * @param data a zip, or a folder with audio and {@code trans.txt} or {@code transcripts.tsv}; audio beside it or in {@code audio/};
     *     {@code speakers.tsv} where there is one
     * @param workFolder receives unpacked audio of a zip; made if missing
     * @param problems hears of everything that was left out or is doubtful
     * @return the usable utterances in the order of the transcripts, at least one; the id is the name of the file
     * @throws ProblemException if nothing in it can be used, with place, cause and remedy
     */
    public static List<Utterance> read(Path data, Path workFolder, Consumer<Problem> problems) throws IOException {
        String place = String.valueOf(data.toAbsolutePath().normalize().getFileName());
        if (!Files.exists(data)) {
            throw new ProblemException("NoSuchData", data + " does not exist. Give a zip or a folder with recordings.");
        }
        ProblemList found = new ProblemList();
        List<Utterance> utterances = new ArrayList<>();
        boolean folder = Files.isDirectory(data);
        SourceFiles files = folder
                ? SourceFiles.ofFolder(data)
                : new ZipUnpacker(ZipUnpacker.Limits.DEFAULT)
                        .unpack(data, place, workFolder, found, ImportProgress.NONE);
        new UtteranceReader(place, LOCALE, found)
                .read(
                        files,
                        !folder,
                        ImportProgress.NONE,
                        pair -> utterances.add(new Utterance(
                                pair.file().name(), pair.file().path(), pair.transcript(), pair.speaker())));
        List<Problem> all = found.all();
        if (utterances.isEmpty()) {
            String reason = all.stream()
                    .filter(problem -> problem.severity() == Severity.REJECTED)
                    .findFirst()
                    .map(problem -> " The first reason: " + problem.message())
                    .orElse(" No line names an audio file.");
            throw new ProblemException("NothingUsable", place + ": none of its lines can be used." + reason);
        }
        all.forEach(problems);
        return utterances;
    }
}
