package dev.attune.speech.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of utterances in a file: {@code id TAB absolute audio path TAB speaker (may be empty) TAB transcript}, UTF-8, one line an utterance.
 * Tabs and line ends inside a field become blanks.
 */
public final class Manifest {

    private Manifest() {}

    public static void write(List<Utterance> utterances, Path file) throws IOException {
        List<String> lines = new ArrayList<>(utterances.size());
        for (Utterance utterance : utterances) {
            lines.add(String.join(
                    "\t",
                    plain(utterance.id()),
                    plain(utterance.audio().toAbsolutePath().toString()),
                    utterance.speaker() == null ? "" : plain(utterance.speaker()),
                    plain(utterance.transcript())));
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException if the file cannot be read or is not a manifest, naming the line
     */
    public static List<Utterance> read(Path file) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != 4) {
                throw new IOException(file.getFileName() + ":" + (i + 1)
                        + ": expected 4 fields separated by tabs, found " + fields.length);
            }
            utterances.add(
                    new Utterance(fields[0], Path.of(fields[1]), fields[3], fields[2].isEmpty() ? null : fields[2]));
        }
        return utterances;
    }

    private static String plain(String field) {
        return field.replaceAll("[\\t\\r\\n]+", " ");
    }
}
