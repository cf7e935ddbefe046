package dev.attune.speech.synthesis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs a command that ends within a time limit or is ended: some voices of synthesizers hang on some texts. */
public final class BoundedProcess {

    /** Threads of their own: the shared pool of a small machine has one thread, and each of the three streams may block. */
    private static final Executor STREAMS =
            task -> Thread.ofPlatform().daemon().name("process-streams").start(task);

    private BoundedProcess() {}

    /**
     * Runs a command and returns what it printed to its standard output; its messages to standard error go into the exception's text.
     *
     * @param input bytes for its standard input
     * @throws IOException if the command is missing, exits with another status than 0, or is not done within {@code limit}
     */
    public static byte[] run(List<String> command, byte[] input, Duration limit) throws IOException {
        Process process = new ProcessBuilder(command).start();
        CompletableFuture<byte[]> output =
                CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()), STREAMS);
        CompletableFuture<byte[]> messages =
                CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()), STREAMS);
        CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feed(process, input), STREAMS);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.getFirst() + " was not done after " + limit.toSeconds() + " s: "
                        + String.join(" ", command));
            }
            feeding.join();
            byte[] result = output.join();
            if (process.exitValue() != 0) {
                String text = new String(messages.join(), StandardCharsets.UTF_8).strip();
                throw new IOException(command.getFirst() + " ended with status " + process.exitValue()
                        + (text.isEmpty() ? "" : ": " + text));
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.getFirst(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether a command is there and ends well within {@code limit}. */
    public static boolean succeeds(List<String> command, Duration limit) {
        try {
            run(command, new byte[0], limit);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] readAll(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException e) {
            // The stream of a process that was ended closes under the reader; its exit status tells the rest.
            return bytes.toByteArray();
        }
        return bytes.toByteArray();
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
