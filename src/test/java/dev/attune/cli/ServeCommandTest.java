package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.PortInUseException;

class ServeCommandTest {

    @TempDir
    Path home;

    private final List<String> started = new ArrayList<>();

    private CommandRun serve(Object... arguments) {
        return CommandRun.with(
                properties -> {
                    started.addAll(properties);
                    return 4711;
                },
                arguments);
    }

    @Test
    void handsItsOptionsToTheServerAndPrintsTheAddress() {
        CommandRun run = serve("serve", "--port", 0, "--address", "127.0.0.1", "--home", home)
                .succeeded();

        assertEquals(List.of("--server.port=0", "--server.address=127.0.0.1", "--attune.home=" + home), started);
        assertEquals("Attune is ready: http://127.0.0.1:4711/\n", run.out());
    }

    @Test
    void servesWithoutACommandToo() {
        serve("--port", 0, "--home", home).succeeded();

        assertEquals("--server.port=0", started.getFirst());
    }

    @Test
    void takesPropertiesOfSpring() {
        serve("--server.port=0", "--attune.home=" + home, "--attune.jobs.long=2")
                .succeeded();

        assertEquals(
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--attune.home=" + home,
                        "--attune.jobs.long=2"),
                started);
    }

    @Test
    void namesAnAddressThatABrowserCanOpen() {
        CommandRun run = serve("serve", "--port", 0, "--address", "0.0.0.0", "--home", home)
                .succeeded();

        assertEquals("Attune is ready: http://localhost:4711/\n", run.out());
    }

    @Test
    void saysThatAPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            serve("serve", "--port", port, "--home", home).failedWith(inUse(port));
            assertEquals(List.of(), started);
        }
    }

    @Test
    void saysThatAPortWasTakenWhileTheServerStarted() {
        CommandRun run = CommandRun.with(
                properties -> {
                    throw new IllegalStateException(new PortInUseException(8123));
                },
                "serve",
                "--port",
                0,
                "--home",
                home);

        run.failedWith(inUse(0));
    }

    private static String inUse(int port) {
        return "Port " + port
                + " of 127.0.0.1 is in use, perhaps by another Attune; stop it, or choose another port with --port.";
    }

    @Test
    void saysThatTheHomeFolderIsInUse() throws IOException {
        Path database = Files.createDirectories(home.resolve("db")).resolve("attune.mv.db");
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());

            serve("serve", "--port", 0, "--home", home)
                    .failedWith("The home folder " + home
                            + " is in use by another Attune; stop it, or choose another folder with --home.");
        }
    }

    @Test
    void refusesAPortOutOfRange() {
        serve("serve", "--port", 70_000, "--home", home).wasWrongUsage("A port must be in 0..65535; got 70000.");
    }

    @Test
    void refusesWhatIsNeitherOptionNorProperty() {
        serve("serve", "--prot", "--home", home).wasWrongUsage("There is no command or option \"--prot\".");
    }
}
