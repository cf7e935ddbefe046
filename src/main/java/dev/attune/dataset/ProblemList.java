package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with an upload, for one report. Of one code at most {@link #LISTED} problems are listed, the rest is counted: a
 * wrongly chosen kind gives a million lines with the same fault.
 */
final class ProblemList {

    static final int LISTED = 1000;

    private static final int MAX_MESSAGE = 4000;
    private static final int MAX_FILE = 1000;

    private final List<Problem> listed = new ArrayList<>();
    private final Map<String, Integer> perCode = new HashMap<>();
    private final Map<Severity, Integer> perSeverity = new EnumMap<>(Severity.class);
    private final Map<String, Mended> mended = new LinkedHashMap<>();

    /** Fails the whole data set. */
    void fail(String code, @Nullable String file, int line, String message) {
        add(new Problem(code, Severity.FATAL, file, line, message));
    }

    void reject(String code, @Nullable String file, int line, String message) {
        add(new Problem(code, Severity.REJECTED, file, line, message));
    }

    void warn(String code, @Nullable String file, int line, String message) {
        add(new Problem(code, Severity.WARNING, file, line, message));
    }

    void add(Problem problem) {
        perSeverity.merge(problem.severity(), 1, Integer::sum);
        if (perCode.merge(problem.code(), 1, Integer::sum) <= LISTED) {
            String file = problem.file();
            listed.add(new Problem(
                    problem.code(),
                    problem.severity(),
                    file == null ? null : cut(file, MAX_FILE),
                    problem.line(),
                    cut(problem.message(), MAX_MESSAGE)));
        }
    }

    /** Counts a place that was mended silently; the report tells how many there were, and the first line. */
    void mended(String code, @Nullable String file, int line, String what) {
        mended.computeIfAbsent(code, key -> new Mended(file, line, what)).count++;
    }

    int count(Severity severity) {
        return perSeverity.getOrDefault(severity, 0);
    }

    /** What was found, in the order in which it was found; counts of unlisted and of mended places at the end. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(listed);
        perCode.forEach((code, count) -> {
            if (count > LISTED) {
                Severity severity = listed.stream()
                        .filter(problem -> problem.code().equals(code))
                        .findFirst()
                        .orElseThrow()
                        .severity();
                all.add(new Problem(
                        code, severity, null, 0, "And " + (count - LISTED) + " more of the same kind (" + code + ")."));
            }
        });
        mended.forEach((code, place) -> all.add(new Problem(
                code,
                Severity.FIXED,
                place.file,
                place.line,
                place.what + (place.count == 1 ? "." : " in " + place.count + " places; this is the first."))));
        return all;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static final class Mended {
        private final @Nullable String file;
        private final int line;
        private final String what;
        private int count;

        Mended(@Nullable String file, int line, String what) {
            this.file = file;
            this.line = line;
            this.what = what;
        }
    }
}
