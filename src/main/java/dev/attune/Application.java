package dev.attune;

import dev.attune.cli.AttuneCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts Attune: a command, or the workbench if none is named. */
@SpringBootApplication
public class Application {

    private static volatile boolean serving;

    public static void main(String[] args) {
        int status = AttuneCommand.run(args, System.out, System.err, Application::start);
        // A server runs on in threads of its own.
        if (!serving) {
            System.exit(status);
        }
    }

    private static int start(List<String> properties) {
        ConfigurableApplicationContext context =
                SpringApplication.run(Application.class, properties.toArray(String[]::new));
        serving = true;
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
