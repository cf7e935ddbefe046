package dev.attune.cli;

import dev.attune.speech.modelimport.ProbeWorker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries one model in this process; how the program starts a process of its own for each. */
@Command(
        name = "probe",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Tries one model that was made elsewhere; started by Attune itself.")
final class ProbeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REQUEST", description = "What to try, JSON.")
    private Path request;

    @Override
    public Integer call() {
        return ProbeWorker.run(request);
    }
}
