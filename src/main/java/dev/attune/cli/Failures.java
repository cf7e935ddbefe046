package dev.attune.cli;

import dev.attune.shared.ProblemException;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line and an exit status. */
final class Failures {

    private static final int FAILURE = 1;
    private static final int WRONG_USAGE = 2;

    private Failures() {}

    /** Wrong usage: what is wrong, and where help is. */
    static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("attune: " + oneLine(failure.getMessage()));
        command.getErr()
                .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for what it understands.");
        return WRONG_USAGE;
    }

    /** A command that failed. */
    static int execution(Exception failure, CommandLine command, ParseResult arguments) {
        command.getErr().println("attune: " + sentence(failure));
        return FAILURE;
    }

    /** What to tell of a failure, in one line. */
    static String sentence(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException wrapped when wrapped.getCause() != null -> sentence(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null -> sentence(wrapped.getCause());
            case FileSystemException file -> ofFile(file);
            case CancellationException cancelled -> "Cancelled; nothing was written.";
            case InterruptedException interrupted -> "Interrupted; nothing was written.";
            // Those below carry sentences that were written for users.
            case ProblemException problem -> oneLine(problem.getMessage());
            case TrainingFailedException failed -> oneLine(failed.getMessage());
            case IOException io when io.getMessage() != null -> oneLine(io.getMessage());
            case IllegalArgumentException argument when argument.getMessage() != null -> oneLine(argument.getMessage());
            case OutOfMemoryError memory -> "Not enough memory; give Java more of it with -Xmx, for instance -Xmx4g.";
            case LinkageError missing ->
                "A part of the program or a native library cannot be loaded (" + oneLine(missing.toString())
                        + "); build or install Attune again for this machine.";
            default ->
                "Unexpected failure (" + failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ": " + oneLine(failure.getMessage()))
                        + "); please report it with the command that you gave.";
        };
    }

    private static String ofFile(FileSystemException failure) {
        String file = failure.getFile();
        return switch (failure) {
            case NoSuchFileException missing -> "There is no file " + file + "; check the path.";
            case AccessDeniedException denied -> file + " may not be read or written; check its permissions.";
            case FileAlreadyExistsException exists -> file + " exists already; choose another name.";
            case NotDirectoryException notFolder -> file + " is no folder; choose another path.";
            default -> file + ": " + (failure.getReason() == null ? "cannot be used" : oneLine(failure.getReason()));
        };
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
