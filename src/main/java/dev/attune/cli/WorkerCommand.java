package dev.attune.cli;

import dev.attune.speech.train.TrainingWorker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Does one training in this process; how the program starts a process of its own for each. */
@Command(
        name = "worker",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Does one training; started by Attune itself.")
final class WorkerCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REQUEST", description = "What to train, JSON.")
    private Path request;

    @Override
    public Integer call() {
        return TrainingWorker.run(request);
    }
}
