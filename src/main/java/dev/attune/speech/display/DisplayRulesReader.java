package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's rules: sections {@code #itn}, {@code #rewrite}, {@code #profanity}, {@code #test}; a rule a line; {@code //} begins a comment.
 * Everything that is wrong is gathered; the rules that are right are read all the same.
 */
public final class DisplayRulesReader {

    /** Sections with the most lines that each may have. */
    private enum Section {
        ITN(200),
        REWRITE(1000),
        PROFANITY(1000),
        TEST(Integer.MAX_VALUE);

        private final int limit;

        Section(int limit) {
            this.limit = limit;
        }

        String heading() {
            return "#" + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String MARKS = "[" + Pattern.quote(PhraseTable.GRAMMAR) + "]";
    private static final Pattern GRAMMAR_PUNCTUATION =
            Pattern.compile("(?:^|(?<=\\s))" + MARKS + "|" + MARKS + "(?:$|(?=\\s))");
    private static final Pattern ENGLISH_PHRASE = Pattern.compile("[A-Za-z]\\s+[A-Za-z]");
    private static final Set<String> UNSPACED = Set.of("zh", "ja");

    private final String language;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final Map<Section, Integer> amounts = new EnumMap<>(Section.class);
    private final List<ItnPattern> itn = new ArrayList<>();
    private final List<DisplayRules.Rewrite> rewrites = new ArrayList<>();
    private final Map<List<String>, Integer> rewritten = new HashMap<>();
    private final List<String> profanity = new ArrayList<>();
    private final List<DisplayRules.Test> tests = new ArrayList<>();

    private DisplayRulesReader(String locale) {
        language = Locale.forLanguageTag(locale).getLanguage();
    }

    /** How bad a fault is. */
    public enum Severity {
        /** The whole file cannot be used. */
        FATAL,
        /** The line is left out. */
        REJECTED,
        /** The line is taken all the same. */
        WARNING
    }

    /**
     * Something wrong.
     *
     * @param code names the kind of fault
     * @param line from 1; 0 for the file as a whole
     * @param message a sentence with the place, the reason and what to do
     */
    public record Fault(String code, Severity severity, int line, String message) {}

    /**
     * One line of a file.
     *
     * @param number from 1, blank lines counted
     */
    public record Line(int number, String text) {}

    /**
     * What was read.
     *
     * @param accepted the lines that are of use, headings among them
     */
    public record Reading(DisplayRules rules, List<Fault> faults, List<String> accepted) {}

    /** Reads lines without their ends; blank ones are passed over. */
    public static Reading read(List<Line> lines, String locale) {
        DisplayRulesReader reader = new DisplayRulesReader(locale);
        reader.readLines(lines);
        return new Reading(
                new DisplayRules(reader.itn, reader.rewrites, reader.profanity, reader.tests),
                List.copyOf(reader.faults),
                reader.amounts.isEmpty() ? List.of() : List.copyOf(reader.accepted));
    }

    /** Numbers lines from 1. */
    public static List<Line> number(List<String> texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(lines.size() + 1, text));
        }
        return lines;
    }

    private void readLines(List<Line> lines) {
        Section section = null;
        boolean unknown = false;
        for (Line line : lines) {
            String text = line.text.strip();
            if (text.isEmpty() || text.startsWith("//")) {
                continue;
            }
            if (text.startsWith("#")) {
                section = section(text);
                unknown = section == null;
                if (section == null) {
                    add(
                            "UnknownSection",
                            Severity.FATAL,
                            line,
                            "\"" + text + "\" is no section. Use #itn, #rewrite, #profanity or #test.");
                } else {
                    accepted.add(section.heading());
                }
            } else if (section != null) {
                if (rule(section, line, text)) {
                    amounts.merge(section, 1, Integer::sum);
                    accepted.add(text);
                }
            } else if (!unknown) {
                add(
                        "LineBeforeSection",
                        Severity.REJECTED,
                        line,
                        "it stands before the first heading. Put #itn, #rewrite, #profanity or #test above it.");
            }
        }
        amounts.forEach((each, amount) -> {
            if (amount > each.limit) {
                faults.add(new Fault(
                        "TooManyRules",
                        Severity.FATAL,
                        0,
                        each.heading() + ": " + amount + " lines, at most " + each.limit + ". Shorten it."));
            }
        });
    }

    private static @Nullable Section section(String heading) {
        String name = heading.substring(1).strip().toUpperCase(Locale.ROOT);
        for (Section section : Section.values()) {
            if (section.name().equals(name)) {
                return section;
            }
        }
        return null;
    }

    private void add(String code, Severity severity, Line line, String message) {
        faults.add(new Fault(code, severity, line.number, "Line " + line.number + ": " + message));
    }

    /** Takes one line of a section; false if it is left out. */
    private boolean rule(Section section, Line line, String text) {
        return switch (section) {
            case ITN -> pattern(line, text);
            case REWRITE, TEST -> pair(section, line);
            case PROFANITY -> profanity(line, text);
        };
    }

    private boolean pattern(Line line, String text) {
        try {
            itn.add(ItnPattern.parse(text));
            return true;
        } catch (ItnPatternException e) {
            add("BadPattern", Severity.REJECTED, line, e.getMessage() + ". Correct the pattern.");
            return false;
        }
    }

    private boolean pair(Section section, Line line) {
        String[] sides = line.text.split("\t", -1);
        if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
            add("MissingTab", Severity.REJECTED, line, "put one tab between what is heard and what is to be shown.");
            return false;
        }
        String heard = sides[0].strip();
        String shown = sides[1].strip();
        if (section == Section.TEST) {
            tests.add(new DisplayRules.Test(line.number, heard, shown));
            return true;
        }
        List<String> key = PhraseTable.key(heard);
        if (key.isEmpty()) {
            add("EmptyRewrite", Severity.REJECTED, line, "punctuation alone is never heard. Write the words.");
            return false;
        }
        Integer before = rewritten.put(key, line.number);
        if (before != null) {
            add(
                    "ConflictingRewrite",
                    Severity.WARNING,
                    line,
                    "\"" + heard + "\" was there already in line " + before + "; the last line counts.");
        }
        rewrites.add(new DisplayRules.Rewrite(heard, shown));
        return true;
    }

    private boolean profanity(Line line, String text) {
        if (GRAMMAR_PUNCTUATION.matcher(text).find()) {
            add(
                    "PunctuationInProfanity",
                    Severity.REJECTED,
                    line,
                    "punctuation cannot be part of it. Write words only.");
            return false;
        }
        if (UNSPACED.contains(language) && ENGLISH_PHRASE.matcher(text).find()) {
            add(
                    "EnglishPhraseInProfanity",
                    Severity.REJECTED,
                    line,
                    "an English phrase cannot be masked in this language. Write one word a line.");
            return false;
        }
        profanity.add(text);
        return true;
    }
}
