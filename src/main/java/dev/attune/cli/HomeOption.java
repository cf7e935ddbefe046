package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The home folder, for commands that look models up. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:ATTUNE_HOME:-${sys:user.home}/.attune}",
            description = "Home folder with models (default: ~/.attune).")
    private Path home = Path.of(".");

    Path folder() {
        return home.toAbsolutePath().normalize();
    }

    ModelLibrary library() {
        return new ModelLibrary(folder());
    }
}
