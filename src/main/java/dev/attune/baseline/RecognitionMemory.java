package dev.attune.baseline;

import dev.attune.speech.Memory;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.synthesis.BoundedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much memory recognition with a model needs, measured in a process of its own: the one that builds a baseline has trained before. */
final class RecognitionMemory {

    private static final double ENOUGH_SECONDS = 60;
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private RecognitionMemory() {}

    /**
     * A sentence for the card; empty where the system does not tell or there is no speech.
     *
     * @param folder an empty one for the recordings
     * @throws IOException if the recognition fails
     */
    static Optional<String> sentence(Path model, List<AudioClip> speech, Path folder) throws IOException {
        double seconds = 0;
        int clips = 0;
        for (AudioClip clip : speech) {
            if (seconds < ENOUGH_SECONDS) {
                WavWriter.write(clip, folder.resolve(clips++ + ".wav"));
                seconds += clip.durationSeconds();
            }
        }
        byte[] printed = BoundedProcess.run(command(model, folder), new byte[0], LIMIT);
        long peak = Long.parseLong(new String(printed, StandardCharsets.UTF_8).strip());
        if (peak == 0 || clips == 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "Peak memory of a process that recognises %.0f s of such speech, with a heap of at most %d MB: %d MB resident.",
                seconds,
                HEAP_MEGABYTES,
                peak));
    }

    private static List<String> command(Path model, Path folder) {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogging.level.root=off",
                "-cp",
                classPath));
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            // The program's jar holds its libraries as jars, which only its own launcher finds.
            command.add(1, "-Dloader.main=" + RecognitionMemory.class.getName());
            command.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        } else {
            command.add(RecognitionMemory.class.getName());
        }
        command.addAll(List.of(model.toString(), folder.toString()));
        return command;
    }

    /**
     * Recognises all recordings of a folder and prints the megabytes that it took.
     *
     * @param arguments model package and folder
     */
    public static void main(String[] arguments) throws IOException {
        Path cache = Files.createTempDirectory(Path.of(arguments[1]), "model");
        try (Recognizer recognizer = Recognizer.open(
                        ModelPackageReader.unpack(Path.of(arguments[0]), cache), RecognizerOptions.defaults());
                Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                recognizer.recognize(AudioFiles.read(file));
            }
        }
        System.out.println(Memory.peakMegabytes());
    }
}
