package dev.attune.speech;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How this program starts a part of itself in a process of its own, at lower priority. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * Program and arguments: this program's own jar with a command of it, or its class path with a main class.
     *
     * @param classPath as in the property {@code java.class.path}
     * @param subcommand of the jar
     * @param main for a class path without the jar
     */
    public static List<String> command(String classPath, String subcommand, Class<?> main) {
        List<String> command = new ArrayList<>();
        if (onPath("nice")) {
            command.addAll(List.of("nice", "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                // Native memory needs room beside the heap.
                "-XX:MaxRAMPercentage=40",
                "-XX:+ExitOnOutOfMemoryError"));
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            command.addAll(List.of("-jar", classPath, subcommand));
        } else {
            command.addAll(List.of("-cp", classPath, main.getName()));
        }
        return command;
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> !folder.isEmpty()
                                && Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
