package dev.attune.speech.train;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of one training: reads a request from a file, tells what happens as lines of JSON on standard output, and ends. The word
 * {@code cancel} on standard input, or its end, stops it; if its end means that whoever started it is gone, it does not outlive it for long.
 */
public final class TrainingWorker {

    /** Of a worker that got a wrong command line. */
    private static final int WRONG_USAGE = 2;

    /** Time for the loop to stop and write its checkpoint after whoever started it is gone. */
    private static final long ORPHAN_SECONDS = 60;

    private TrainingWorker() {}

    /** @param arguments the request file */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: worker REQUEST.json (started by Attune itself)");
            System.exit(WRONG_USAGE);
        }
        System.exit(run(Path.of(arguments[0])));
    }

    /**
     * Does the training with this process's standard streams.
     *
     * @return exit status: 0 if the last line is a result, 1 if it is a failure
     */
    public static int run(Path requestFile) {
        PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Standard output belongs to the protocol: whatever else wants to print goes to the log.
        System.setOut(System.err);
        AtomicBoolean cancelled = new AtomicBoolean();
        watch(System.in, cancelled);
        WorkerMessage last = train(new ModelTrainer(), requestFile, lines, cancelled);
        lines.println(last.line());
        return last.result() == null ? 1 : 0;
    }

    private static WorkerMessage train(
            ModelAdaptation adaptation, Path requestFile, PrintStream lines, AtomicBoolean cancelled) {
        try {
            WorkerRequest request = WorkerRequest.read(requestFile);
            return WorkerMessage.of(adaptation.run(
                    request.adaptation(),
                    Path.of(request.workFolder()),
                    Path.of(request.output()),
                    event -> lines.println(WorkerMessage.of(event).line()),
                    cancelled::get));
        } catch (TrainingFailedException e) {
            return WorkerMessage.failure(e.reason().name(), e.getMessage());
        } catch (CancellationException | InterruptedException e) {
            return WorkerMessage.failure(WorkerMessage.Failure.CANCELLED, "cancelled");
        } catch (IOException e) {
            e.printStackTrace();
            return WorkerMessage.failure(WorkerMessage.Failure.FILE, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            return WorkerMessage.failure(WorkerMessage.Failure.ERROR, e.toString());
        }
    }

    private static void watch(InputStream in, AtomicBoolean cancelled) {
        Thread watcher = new Thread(
                () -> {
                    boolean orphan = awaitCancel(in);
                    cancelled.set(true);
                    if (orphan) {
                        endSoon();
                    }
                },
                "attune-worker-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Returns true if the input ended without a word. */
    private static boolean awaitCancel(InputStream in) {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.strip().equals(TrainingWorkerProcess.CANCEL)) {
                    return false;
                }
            }
        } catch (IOException e) {
            // A broken input is one that ended.
            return true;
        }
        return true;
    }

    private static void endSoon() {
        try {
            TimeUnit.SECONDS.sleep(ORPHAN_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
