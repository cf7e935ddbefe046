package dev.attune.cli;

import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Starts the workbench. */
@Command(
        name = ServeCommand.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Starts the workbench and prints its address once it is ready.",
            "Properties of Spring may be added, for instance --server.ssl.enabled=true."
        })
final class ServeCommand implements Callable<Integer> {

    static final String NAME = "serve";

    private static final Pattern PROPERTY = Pattern.compile("--[A-Za-z][\\w-]*(\\.[\\w\\[\\]-]+)+(=.*)?");
    private static final String PORT_PROPERTY = "--server.port=";
    private static final String ADDRESS_PROPERTY = "--server.address=";
    private static final String HOME_PROPERTY = "--attune.home=";

    private final Workbench workbench;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--port", paramLabel = "PORT", description = "Default: 8080; 0 for any that is free.")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Who can reach it: 127.0.0.1 (default) is this machine alone, 0.0.0.0 everybody.")
    private String address = "127.0.0.1";

    @Unmatched
    private List<String> rest = new ArrayList<>();

    ServeCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() throws IOException {
        for (String argument : rest) {
            if (!PROPERTY.matcher(argument).matches()) {
                throw new ParameterException(spec.commandLine(), "There is no command or option \"" + argument + "\".");
            }
        }
        // Properties that were given by name count more than options and their defaults.
        String wantedPort = given(PORT_PROPERTY, String.valueOf(port));
        String wantedAddress = given(ADDRESS_PROPERTY, address);
        Path wantedHome = Path.of(given(HOME_PROPERTY, home.folder().toString()));
        checkPort(wantedPort, wantedAddress);
        checkHome(wantedHome);

        List<String> properties = new ArrayList<>(
                List.of(PORT_PROPERTY + wantedPort, ADDRESS_PROPERTY + wantedAddress, HOME_PROPERTY + wantedHome));
        rest.stream().filter(property -> !properties.contains(property)).forEach(properties::add);
        PrintWriter out = spec.commandLine().getOut();
        try {
            int actualPort = workbench.start(properties);
            out.println("Attune is ready: http://" + host(wantedAddress) + ":" + actualPort + "/");
            return 0;
        } catch (RuntimeException e) {
            if (causedBy(e, PortInUseException.class)) {
                throw portInUse(wantedPort, wantedAddress);
            }
            throw e;
        }
    }

    private String given(String property, String otherwise) {
        return rest.stream()
                .filter(argument -> argument.startsWith(property))
                .reduce((earlier, later) -> later)
                .map(argument -> argument.substring(property.length()))
                .orElse(otherwise);
    }

    /** Looks before the server starts, which takes seconds and tells it in many lines. */
    private void checkPort(String wanted, String wantedAddress) throws IOException {
        int number;
        try {
            number = Integer.parseInt(wanted);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number > 65_535) {
            throw new ParameterException(spec.commandLine(), "A port must be in 0..65535; got " + wanted + ".");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(wantedAddress), number));
        } catch (UnknownHostException e) {
            throw new ParameterException(
                    spec.commandLine(), "There is no address \"" + wantedAddress + "\" on this machine.", e);
        } catch (BindException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("in use")) {
                throw portInUse(wanted, wantedAddress);
            }
            throw new ProblemException(
                    "CannotListen",
                    "The workbench cannot listen on port " + wanted + " of " + wantedAddress + " (" + reason
                            + "); choose others with --port and --address.",
                    e);
        }
    }

    private static ProblemException portInUse(String port, String address) {
        return new ProblemException(
                "PortInUse",
                "Port " + port + " of " + address
                        + " is in use, perhaps by another Attune; stop it, or choose another port with --port.");
    }

    /** The database belongs to one process, which holds a lock on its file. */
    private static void checkHome(Path wanted) throws IOException {
        Path database = wanted.resolve("db").resolve("attune.mv.db");
        if (!Files.isWritable(database)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, which says the same as a lock held by another.
        }
        throw new ProblemException(
                "HomeInUse",
                "The home folder " + wanted
                        + " is in use by another Attune; stop it, or choose another folder with --home.");
    }

    private static String host(String address) {
        if (address.equals("0.0.0.0") || address.equals("::")) {
            return "localhost";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
