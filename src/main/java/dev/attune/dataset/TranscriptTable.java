package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables beside the audio: the transcripts ({@code file TAB transcript}) and, where there are any, the speakers
 * ({@code file TAB speaker}, with or without a heading; further columns such as accent or room are kept, too).
 */
final class TranscriptTable {

    static final String SPEAKERS = "speakers.tsv";

    /** The usual names, the most usual first. */
    private static final List<String> USUAL =
            List.of("trans.txt", "trans.tsv", "transcripts.tsv", "transcripts.txt", "transcript.txt", "transcript.tsv");

    private static final int MOST_COLUMNS = 22;
    private static final int LONGEST_HEADING = 100;
    private static final int LONGEST_CONTENT = 400;
    private static final int LONGEST_SPEAKER = 200;

    private static final Set<String> HEADINGS =
            Set.of("file", "filename", "file name", "file_name", "audio", "path", "wav");

    private TranscriptTable() {}

    /** One line of the table; the file's name as it is written there. */
    record Row(int line, String file, String transcript) {}

    /**
     * Finds the one table with transcripts.
     *
     * @param place how messages call the archive or folder
     * @param strict whether another table beside one with a usual name deserves a word
     * @throws ProblemException {@code NoTranscriptFile} or {@code SeveralTranscriptFiles}
     */
    static SourceFile find(SourceFiles files, String place, boolean strict, ProblemList problems) {
        List<SourceFile> tables = files.tables().stream()
                .filter(file -> !file.name().equalsIgnoreCase(SPEAKERS))
                .toList();
        SourceFile chosen = usual(tables);
        if (chosen == null && tables.size() > 1) {
            throw fatal(
                    "SeveralTranscriptFiles",
                    place + " holds " + tables.get(0).name() + " and "
                            + tables.get(1).name() + ". Keep one transcript file, best with the name trans.txt.");
        }
        if (chosen == null && tables.isEmpty()) {
            throw fatal(
                    "NoTranscriptFile",
                    place + " holds no transcript file. Add trans.txt with one line for each audio file: its name, a "
                            + "tab, the transcript.");
        }
        SourceFile found = chosen == null ? tables.getFirst() : chosen;
        if (strict) {
            tables.stream()
                    .filter(table -> table != found)
                    .forEach(table -> problems.warn(
                            "UnexpectedFile",
                            table.name(),
                            0,
                            table.name() + " was ignored: the transcripts are in " + found.name() + "."));
        }
        return found;
    }

    private static @Nullable SourceFile usual(List<SourceFile> tables) {
        for (String name : USUAL) {
            for (SourceFile table : tables) {
                if (table.name().equalsIgnoreCase(name)) {
                    return table;
                }
            }
        }
        return null;
    }

    static List<Row> read(SourceFile table, String locale, ProblemList problems) throws IOException {
        List<Row> rows = new ArrayList<>();
        boolean windows1252 = isEnglish(locale);
        for (TextLine line : TextDecoder.lines(Files.readAllBytes(table.path()), table.name(), windows1252, problems)) {
            int tab = line.text().indexOf('\t');
            if (tab < 0) {
                problems.reject(
                        "MissingTab",
                        table.name(),
                        line.number(),
                        "Line " + line.number() + ": no tab between file name and transcript. Put one there.");
                continue;
            }
            String file = line.text().substring(0, tab).strip();
            String transcript = line.text().substring(tab + 1).strip();
            if (rows.isEmpty() && HEADINGS.contains(file.toLowerCase(Locale.ROOT))) {
                problems.mended("Heading", table.name(), line.number(), "A heading line was passed over");
                continue;
            }
            if (transcript.indexOf('\t') >= 0) {
                problems.mended("ExtraTab", table.name(), line.number(), "A tab inside a transcript became a blank");
                transcript = transcript.replaceAll("\\t+", " ");
            }
            rows.add(new Row(line.number(), file, transcript));
        }
        return rows;
    }

    /**
     * What {@code speakers.tsv} tells of a recording.
     *
     * @param columns content of the further columns by their heading; empty cells are left out
     */
    record Details(@Nullable String speaker, SortedMap<String, String> columns) {

        static final Details NONE = new Details(null, Collections.emptySortedMap());
    }

    /** Details by name of the file as written; empty where there is no such table. */
    static Map<String, Details> details(SourceFiles files, ProblemList problems) throws IOException {
        Map<String, Details> details = new HashMap<>();
        for (SourceFile table : files.tables()) {
            if (!table.name().equalsIgnoreCase(SPEAKERS)) {
                continue;
            }
            String[] headings = {};
            boolean first = true;
            for (TextLine line : TextDecoder.lines(Files.readAllBytes(table.path()), table.name(), true, problems)) {
                String[] fields = line.text().split("\t", -1);
                String file = fields[0].strip();
                boolean heading = first && HEADINGS.contains(file.toLowerCase(Locale.ROOT));
                first = false;
                if (heading) {
                    headings = fields;
                } else if (fields.length < 2 || file.isEmpty()) {
                    problems.warn(
                            "MissingTab",
                            table.name(),
                            line.number(),
                            "Line " + line.number()
                                    + ": no tab between file name and speaker; the speaker stays unknown.");
                } else {
                    details.putIfAbsent(SourceFile.baseName(file), details(headings, fields));
                }
            }
        }
        return details;
    }

    private static Details details(String[] headings, String[] fields) {
        SortedMap<String, String> columns = new TreeMap<>();
        for (int i = 2; i < Math.min(fields.length, MOST_COLUMNS); i++) {
            String heading = i < headings.length ? headings[i].strip() : "";
            if (!fields[i].isBlank()) {
                columns.putIfAbsent(
                        cut(heading.isEmpty() ? "Column " + (i + 1) : heading, LONGEST_HEADING),
                        cut(fields[i].strip(), LONGEST_CONTENT));
            }
        }
        return new Details(fields[1].isBlank() ? null : cut(fields[1].strip(), LONGEST_SPEAKER), columns);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    static boolean isEnglish(String locale) {
        return Locale.forLanguageTag(locale).getLanguage().equals("en");
    }

    private static ProblemException fatal(String code, String message) {
        return new ProblemException(List.of(new Problem(code, Severity.FATAL, null, 0, message)));
    }
}
