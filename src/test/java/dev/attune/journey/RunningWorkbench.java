package dev.attune.journey;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The workbench in a process of its own, as a user starts it: the program's classes and libraries, none of the tests'. */
final class RunningWorkbench implements AutoCloseable {

    private static final int START_SECONDS = 180;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/?");

    private final Process process;
    private final String address;

    private RunningWorkbench(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts {@code serve} on a free port of the loopback interface and waits for the address that it prints. */
    static RunningWorkbench start(Path home) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        "dev.attune.Application",
                        "serve",
                        "--port",
                        "0",
                        "--home",
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(process, address));
        try {
            return new RunningWorkbench(process, address.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the workbench did not print its address in " + START_SECONDS + " s", e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the workbench ended before it printed its address", e);
        }
    }

    /** Reads all that it prints, as it would stop when nobody does. */
    private static void read(Process process, CompletableFuture<String> address) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ADDRESS.matcher(line);
                if (matcher.find()) {
                    address.complete(matcher.group());
                }
            }
            address.completeExceptionally(new EOFException("no more lines"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    String address() {
        return address;
    }

    /** Ends it as Ctrl+C does and waits, so that the folder can be deleted. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
