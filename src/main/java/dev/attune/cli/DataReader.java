package dev.attune.cli;

import dev.attune.dataset.Corpora;
import dev.attune.shared.Problem;
import dev.attune.speech.corpus.Utterance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads DATA and tells what had to be left out. */
final class DataReader {

    /** Problems told one by one; the rest is counted. */
    private static final int TOLD = 10;

    private final PrintWriter err;

    DataReader(PrintWriter err) {
        this.err = err;
    }

    /**
     * @param workFolder for the audio of a zip
     * @throws dev.attune.shared.ProblemException if nothing in it can be used
     */
    List<Utterance> read(Path data, Path workFolder) throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<Utterance> utterances = Corpora.read(data, workFolder, problems::add);
        List<Problem> leftOut = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.REJECTED)
                .toList();
        leftOut.stream().limit(TOLD).forEach(problem -> err.println(Failures.oneLine(problem.message())));
        if (leftOut.size() > TOLD) {
            err.println("... and " + (leftOut.size() - TOLD) + " more.");
        }
        err.println(data + ": " + utterances.size() + " utterances"
                + (leftOut.isEmpty() ? "." : ", " + leftOut.size() + " left out."));
        return utterances;
    }
}
