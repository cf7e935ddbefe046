package dev.attune.cli;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingWorkerProcess;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The program as its users call it. */
@Command(
        name = "attune",
        description = "Adapts a speech-to-text model to your own text, pronunciations and recordings.",
        mixinStandardHelpOptions = true,
        versionProvider = AttuneCommand.Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"", "Without a command: serve. 'attune help COMMAND' tells more of a command."},
        subcommands = {
            ModelsCommand.class,
            TranscribeCommand.class,
            DisplayCommand.class,
            ScoreCommand.class,
            EvaluateCommand.class,
            TuneCommand.class,
            LmCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            BaselineCommand.class,
            WorkerCommand.class,
            ProbeCommand.class,
            HelpCommand.class
        })
public final class AttuneCommand {

    /** Held here, or its level would be lost with it. It tells of every single step otherwise. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

    private AttuneCommand() {}

    /**
     * Runs a command to its end; {@code serve} returns when the server is ready.
     *
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err, Workbench workbench) {
        return run(arguments, out, err, workbench, new TrainingWorkerProcess());
    }

    static int run(
            String[] arguments, PrintStream out, PrintStream err, Workbench workbench, ModelAdaptation adaptation) {
        TRIBUO.setLevel(Level.WARNING);
        CommandLine commandLine = new CommandLine(new AttuneCommand());
        commandLine.addSubcommand(new ServeCommand(workbench));
        commandLine.addSubcommand(new TrainCommand(adaptation));
        commandLine.setOut(writer(out)).setErr(writer(err));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(Failures::usage);
        commandLine.setExecutionExceptionHandler(Failures::execution);
        try {
            return commandLine.execute(withCommand(arguments));
        } catch (OutOfMemoryError | LinkageError e) {
            commandLine.getErr().println("attune: " + Failures.sentence(e));
            return 1;
        } finally {
            commandLine.getOut().flush();
            commandLine.getErr().flush();
        }
    }

    /** No command means {@code serve}, whose options may be given all the same. */
    private static String[] withCommand(String[] arguments) {
        boolean serve =
                arguments.length == 0 || arguments[0].startsWith("-") && !ABOUT_THE_PROGRAM.contains(arguments[0]);
        if (!serve) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of(ServeCommand.NAME));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"attune " + CodeVersion.get()};
        }
    }
}
