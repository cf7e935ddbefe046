package dev.attune.speech.modelimport;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process of one probe: reads a request from a file, tells what happens as lines of JSON on standard output, and ends. */
public final class ProbeWorker {

    private static final int WRONG_USAGE = 2;

    private ProbeWorker() {}

    /** @param arguments the request file */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: probe REQUEST.json (started by Attune itself)");
            System.exit(WRONG_USAGE);
        }
        System.exit(run(Path.of(arguments[0])));
    }

    /**
     * Does the probe with this process's standard streams.
     *
     * @return exit status: 0 if the last line is a report, 1 if it is a refusal
     */
    public static int run(Path requestFile) {
        PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Standard output belongs to the protocol: whatever else wants to print goes to the log.
        System.setOut(System.err);
        ProbeMessage last = probe(requestFile, lines);
        lines.println(last.line());
        return last.report() == null ? 1 : 0;
    }

    private static ProbeMessage probe(Path requestFile, PrintStream lines) {
        try {
            return ProbeMessage.report(ModelProbe.run(
                    ProbeMessage.readRequest(requestFile),
                    step -> lines.println(ProbeMessage.step(step).line())));
        } catch (IOException e) {
            return ProbeMessage.refusal(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            return ProbeMessage.refusal(
                    "The model could not be tried (" + e + "); please report this with the model's origin.");
        }
    }
}
