package dev.attune.cli;

import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text files that users name on the command line. */
final class TextFiles {

    private TextFiles() {}

    /**
     * The lines of a UTF-8 file, without a byte order mark.
     *
     * @throws ProblemException if it is not UTF-8
     */
    static List<String> lines(Path file) throws IOException {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new ProblemException(
                    "UnsupportedEncoding", file + ": not UTF-8 text; save it as UTF-8 and try again.", e);
        }
    }

    /**
     * A table of two columns, {@code key TAB text}, in file order; empty lines are skipped, a text may be empty.
     *
     * @throws ProblemException if a line has no tab, or a key occurs twice; with file and line
     */
    static Map<String, String> table(Path file) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            String place = file + ":" + (i + 1) + ": ";
            int tab = line.indexOf('\t');
            if (tab <= 0) {
                throw new ProblemException(
                        "MissingTab", place + "expected \"file TAB text\", found no name before a tab; add it.");
            }
            String key = line.substring(0, tab).strip();
            if (table.putIfAbsent(key, line.substring(tab + 1).strip()) != null) {
                throw new ProblemException(
                        "DuplicateEntry",
                        place + "\"" + key + "\" occurs a second time; leave one of the two lines out.");
            }
        }
        return table;
    }
}
