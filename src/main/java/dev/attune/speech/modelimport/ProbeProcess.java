package dev.attune.speech.modelimport;

import dev.attune.speech.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tries a model in a process of its own: a graph that crashes the native library, eats the memory or never ends is refused and harms nothing. Safe
 * for concurrent probes.
 */
public final class ProbeProcess implements ModelProbing {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 200;
    private static final int TAIL_LINES = 20;
    private static final int KILLED = 137;

    private final List<String> command;
    private final Duration limit;

    public ProbeProcess() {
        this(ChildJvm.command(System.getProperty("java.class.path"), "probe", ProbeWorker.class), LIMIT);
    }

    /**
     * @param command program and arguments, to which the request file is added
     */
    ProbeProcess(List<String> command, Duration limit) {
        this.command = List.copyOf(command);
        this.limit = limit;
    }

    @Override
    public ProbeReport run(ProbeRequest request, Consumer<String> progress, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("attune-probe", ".json");
        Process process = null;
        try {
            ProbeMessage.write(absolute(request), file);
            List<String> line = new ArrayList<>(command);
            line.add(file.toString());
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().putAll(Map.of("OMP_WAIT_POLICY", "PASSIVE", "OMP_NUM_THREADS", "1"));
            process = builder.start();
            process.getOutputStream().close();
            return result(process, progress, cancelled);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            Files.deleteIfExists(file);
        }
    }

    private static ProbeRequest absolute(ProbeRequest request) {
        return new ProbeRequest(
                request.onnx().toAbsolutePath(),
                request.tokens().toAbsolutePath(),
                request.locale(),
                request.features(),
                request.sample() == null ? null : request.sample().toAbsolutePath(),
                request.sampleText());
    }

    private ProbeReport result(Process process, Consumer<String> progress, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        AtomicReference<ProbeMessage> last = new AtomicReference<>();
        Deque<String> tail = new ArrayDeque<>();
        Thread output = read(process.getInputStream(), line -> hear(line, last, tail, progress), "attune-probe-output");
        Thread errors = read(process.getErrorStream(), line -> remember(line, tail), "attune-probe-errors");
        long deadline = System.nanoTime() + limit.toNanos();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            if (System.nanoTime() > deadline) {
                throw new ImportRefusedException("The network did not come to an end of a few seconds of sound within "
                        + limit.toMinutes() + " minutes; choose a smaller model or its int8 form.");
            }
        }
        output.join(limit.toMillis());
        errors.join(limit.toMillis());
        ProbeMessage message = last.get();
        if (message != null && message.report() != null) {
            return message.report();
        }
        if (message != null && message.refusal() != null) {
            throw new ImportRefusedException(message.refusal());
        }
        throw crash(process.exitValue(), tail);
    }

    private static void hear(
            String line, AtomicReference<ProbeMessage> last, Deque<String> tail, Consumer<String> progress) {
        ProbeMessage message = ProbeMessage.parse(line).orElse(null);
        if (message == null) {
            remember(line, tail);
            return;
        }
        last.set(message);
        if (message.step() != null) {
            progress.accept(message.step());
        }
    }

    private static void remember(String line, Deque<String> tail) {
        synchronized (tail) {
            tail.add(line);
            if (tail.size() > TAIL_LINES) {
                tail.remove();
            }
        }
    }

    private static ImportRefusedException crash(int status, Deque<String> tail) {
        String said;
        synchronized (tail) {
            said = String.join("\n", tail);
        }
        if (status == KILLED
                || said.contains("OutOfMemoryError")
                || said.contains("not enough memory")
                || said.contains("bad_alloc")) {
            return new ImportRefusedException(
                    "There is not enough memory to run this network; choose a smaller model or its int8 form, or close other programs.",
                    new IOException(said));
        }
        return new ImportRefusedException(
                "The network ended the process that tried it (status " + status
                        + "), so the file is damaged or made for something else; copy it again, or choose another export of the model.",
                new IOException(said));
    }

    private static Thread read(InputStream stream, Consumer<String> sink, String name) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(sink);
                    } catch (IOException | UncheckedIOException e) {
                        sink.accept("(the rest could not be read: " + e.getMessage() + ")");
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
