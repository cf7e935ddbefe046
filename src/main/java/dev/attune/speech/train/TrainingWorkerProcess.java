package dev.attune.speech.train;

import dev.attune.speech.ChildJvm;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains in a process of its own, started from this program's own class path at lower priority: a crash or a lack of memory in a native library ends
 * one training and not the program. Safe for concurrent trainings.
 */
public final class TrainingWorkerProcess implements ModelAdaptation {

    static final String CANCEL = "cancel";

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;
    private static final int TAIL_LINES = 40;
    private static final int SHOWN_LINES = 3;

    /** What a shell reports for a process that was killed, as by a kernel that ran out of memory. */
    private static final int KILLED = 137;

    private final List<String> command;
    private final Duration grace;

    public TrainingWorkerProcess() {
        this(ownCommand(System.getProperty("java.class.path")), GRACE);
    }

    /**
     * @param command program and arguments, to which the request file is added
     * @param grace time to end by itself after it was asked to
     */
    TrainingWorkerProcess(List<String> command, Duration grace) {
        this.command = List.copyOf(command);
        this.grace = grace;
    }

    /** How this program starts a worker: its own jar with the command {@code worker}, or its class path with the worker's main class. */
    static List<String> ownCommand(String classPath) {
        return ChildJvm.command(classPath, "worker", TrainingWorker.class);
    }

    @Override
    public AdaptationResult run(
            AdaptationRequest request,
            Path workFolder,
            Path output,
            TrainingListener listener,
            BooleanSupplier cancelled)
            throws TrainingFailedException, IOException, InterruptedException {
        Path file = workFolder.resolve("request.json");
        WorkerRequest.of(request, workFolder, output).write(file);
        List<String> line = new ArrayList<>(command);
        line.add(file.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment()
                .putAll(Map.of("OMP_WAIT_POLICY", "PASSIVE", "OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
        Process process = builder.start();
        try {
            return new Conversation(process, listener, cancelled).result();
        } finally {
            end(process);
        }
    }

    /** Never leaves a process behind. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** What is said between the two processes. */
    private final class Conversation {

        private final Process process;
        private final TrainingListener listener;
        private final BooleanSupplier cancelled;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final ArrayDeque<String> tail = new ArrayDeque<>();
        private final Thread output;
        private final Thread errors;
        private @Nullable WorkerMessage last;
        private long askedToStop;

        Conversation(Process process, TrainingListener listener, BooleanSupplier cancelled) {
            this.process = process;
            this.listener = listener;
            this.cancelled = cancelled;
            this.output = read(process.getInputStream(), lines::add, "attune-worker-output");
            this.errors = read(process.getErrorStream(), this::remember, "attune-worker-errors");
        }

        private static Thread read(InputStream stream, java.util.function.Consumer<String> sink, String name) {
            Thread thread = new Thread(
                    () -> {
                        try (BufferedReader reader =
                                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                            reader.lines().forEach(sink);
                        } catch (IOException | java.io.UncheckedIOException e) {
                            sink.accept("(the rest could not be read: " + e.getMessage() + ")");
                        }
                    },
                    name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private void remember(String line) {
            synchronized (tail) {
                tail.add(line);
                if (tail.size() > TAIL_LINES) {
                    tail.remove();
                }
            }
        }

        AdaptationResult result() throws TrainingFailedException, IOException, InterruptedException {
            while (output.isAlive() || !lines.isEmpty()) {
                String line = lines.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    hear(line);
                }
                stopIfCancelled();
            }
            process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
            errors.join(grace.toMillis());
            if (last != null && last.result() != null) {
                return last.result().adaptation();
            }
            if (askedToStop != 0) {
                throw new CancellationException("cancelled");
            }
            throw last != null && last.failure() != null ? failure(last.failure()) : crash();
        }

        private void hear(String line) {
            WorkerMessage message = WorkerMessage.parse(line).orElse(null);
            if (message == null) {
                remember(line);
                return;
            }
            last = message;
            TrainingEvent event = message.event();
            if (event != null) {
                listener.on(event);
            }
        }

        private void stopIfCancelled() {
            if (askedToStop == 0 && cancelled.getAsBoolean()) {
                askedToStop = System.nanoTime();
                try {
                    process.getOutputStream().write((CANCEL + "\n").getBytes(StandardCharsets.UTF_8));
                    process.getOutputStream().flush();
                } catch (IOException e) {
                    // It has ended already.
                    remember("(cancel was not heard: " + e.getMessage() + ")");
                }
            } else if (askedToStop != 0 && System.nanoTime() - askedToStop > grace.toNanos()) {
                end(process);
            }
        }

        private TrainingFailedException failure(WorkerMessage.Failure failure) throws IOException {
            return switch (failure.kind()) {
                case WorkerMessage.Failure.CANCELLED -> throw new CancellationException("cancelled");
                case WorkerMessage.Failure.FILE -> throw new IOException(failure.message());
                case WorkerMessage.Failure.ERROR ->
                    new TrainingFailedException(
                            Reason.CRASHED,
                            "The training ended with a fault of the program (" + failure.message()
                                    + "): please report it with the training's log.",
                            new IOException(tail()));
                default -> new TrainingFailedException(Reason.valueOf(failure.kind()), failure.message());
            };
        }

        private TrainingFailedException crash() throws InterruptedException {
            int status = process.isAlive() ? -1 : process.exitValue();
            String tail = tail();
            if (status == KILLED || tail.contains("OutOfMemoryError") || tail.contains("not enough memory")) {
                return new TrainingFailedException(
                        Reason.MEMORY,
                        "The training ran out of memory: close other programs, or train with shorter recordings or less text.",
                        new IOException(tail));
            }
            return new TrainingFailedException(
                    Reason.CRASHED,
                    "The training's process ended unexpectedly with status " + status + " (" + shown()
                            + "): start the training again; if this happens again,"
                            + " please report it with the log.",
                    new IOException(tail));
        }

        private String tail() {
            synchronized (tail) {
                return String.join("\n", tail);
            }
        }

        private String shown() {
            synchronized (tail) {
                List<String> lines =
                        tail.stream().filter(line -> !line.isBlank()).toList();
                return lines.isEmpty()
                        ? "it said nothing"
                        : String.join(" / ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
            }
        }
    }
}
