package dev.attune.cli;

import java.util.List;

/** Starts the workbench's server. */
@FunctionalInterface
public interface Workbench {

    /**
     * Returns once the pages can be opened; the server runs on.
     *
     * @param properties Spring's properties, each written {@code --name=value}
     * @return the port on which it listens
     */
    int start(List<String> properties);
}
