package dev.attune.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pronunciations: {@code display form TAB spoken form}, the spoken form in letters, syllables and words. */
final class PronunciationCheck implements LineCheck {

    private static final int MANY = 2;

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        boolean english = TranscriptTable.isEnglish(locale);
        List<String> accepted = new ArrayList<>(lines.size());
        Set<String> seen = new HashSet<>();
        Map<String, Integer> forms = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            progress.at(i / (double) lines.size(), "Checking lines");
            TextLine line = lines.get(i);
            String start = "Line " + line.number() + ": ";
            String[] sides =
                    line.text().strip().isEmpty() ? new String[0] : line.text().split("\t", -1);
            if (sides.length != 2) {
                problems.reject(
                        sides.length < 2 ? "MissingTab" : "ExtraTab",
                        file,
                        line.number(),
                        start + "put one tab between the display form and the spoken form.");
                continue;
            }
            String display = sides[0].strip();
            String spoken = sides[1].strip()
                    .replaceAll("[-\\s]+", " ")
                    .toLowerCase(Locale.ROOT)
                    .strip();
            if (display.isEmpty() || spoken.isEmpty()) {
                problems.reject(
                        display.isEmpty() ? "EmptyDisplayForm" : "EmptySpokenForm",
                        file,
                        line.number(),
                        start + "the " + (display.isEmpty() ? "display" : "spoken") + " form is empty. Write it.");
                continue;
            }
            int bad = unusable(spoken, english);
            if (bad >= 0) {
                problems.reject(
                        "BadSpokenCharacter",
                        file,
                        line.number(),
                        start + "\"" + Character.toString(bad) + "\" cannot be used in the spoken form. "
                                + (Character.isDigit(bad) ? "Write digits as words." : "Write it in letters."));
                continue;
            }
            if (!seen.add(display + "\t" + spoken)) {
                problems.mended("DuplicateEntry", file, line.number(), "A line that was there already was dropped");
                continue;
            }
            if (forms.merge(display, 1, Integer::sum) == MANY + 1) {
                problems.warn(
                        "ManyPronunciations",
                        file,
                        line.number(),
                        start + display + " has more than " + MANY + " pronunciations; each makes others less likely.");
            }
            accepted.add(display + "\t" + spoken);
        }
        return accepted;
    }

    /** The first character that a spoken form must not have, or -1. */
    private static int unusable(String spoken, boolean english) {
        return spoken.codePoints()
                .filter(character -> character != ' ' && character != '\'')
                .filter(character -> english
                        ? character < 'a' || character > 'z'
                        : !Character.isLetter(character) && Character.getType(character) != Character.NON_SPACING_MARK)
                .findFirst()
                .orElse(-1);
    }
}
