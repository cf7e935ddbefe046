package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.List;

/**
 * A user's rules of display text, in the order in which they stand.
 *
 * @param itn patterns of inverse text normalisation
 * @param rewrites phrases that are shown otherwise; of equal old phrases the last one counts
 * @param profanity words and phrases to be masked
 * @param tests what ought to come out; kept, so that whoever trains further is told
 */
public record DisplayRules(List<ItnPattern> itn, List<Rewrite> rewrites, List<String> profanity, List<Test> tests) {

    public static final DisplayRules NONE = new DisplayRules(List.of(), List.of(), List.of(), List.of());

    /** A line of {@code #rewrite}. */
    public record Rewrite(String old, String replacement) {}

    /**
     * A line of {@code #test}.
     *
     * @param line where it stands in its file, from 1; 0 if that is not known
     */
    public record Test(int line, String lexical, String expected) {}

    public DisplayRules {
        itn = List.copyOf(itn);
        rewrites = List.copyOf(rewrites);
        profanity = List.copyOf(profanity);
        tests = List.copyOf(tests);
    }

    public boolean isEmpty() {
        return itn.isEmpty() && rewrites.isEmpty() && profanity.isEmpty();
    }

    /** These rules and then others, whose rewrites win over equal ones of these. */
    public DisplayRules plus(DisplayRules later) {
        return new DisplayRules(
                joined(itn, later.itn),
                joined(rewrites, later.rewrites),
                joined(profanity, later.profanity),
                joined(tests, later.tests));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The rules in the form in which {@link DisplayRulesReader} reads them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("#itn");
        itn.forEach(pattern -> lines.add(pattern.text()));
        lines.add("#rewrite");
        rewrites.forEach(rewrite -> lines.add(rewrite.old + "\t" + rewrite.replacement));
        lines.add("#profanity");
        lines.addAll(profanity);
        lines.add("#test");
        tests.forEach(test -> lines.add(test.lexical + "\t" + test.expected));
        return lines;
    }
}
