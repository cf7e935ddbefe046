package dev.attune.dataset;

import dev.attune.speech.lettertosound.Pronouncer;
import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pronunciations: {@code display form TAB spoken form}, the spoken form in letters, syllables and words. Besides faults it tells of each line what
 * the person should know: which sounds are guessed, that a word is a common one, that two lines or a line and the lexicon are at odds.
 */
final class PronunciationCheck implements LineCheck {

    private static final int MANY = 2;

    private final WordKnowledge.@Nullable Words known;

    /**
     * @param known null where nothing is known of the language's words
     */
    PronunciationCheck(WordKnowledge.@Nullable Words known) {
        this.known = known;
    }

    /** A display form and the line on which it stands. */
    private record Entry(String display, int line) {}

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        boolean english = TranscriptTable.isEnglish(locale);
        List<String> accepted = new ArrayList<>(lines.size());
        Set<String> seen = new HashSet<>();
        Map<String, Integer> forms = new HashMap<>();
        Map<String, Entry> bySpoken = new HashMap<>();
        TextNormalizer normalizer = TextNormalizer.forLocale(locale);
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
            List<BadCharacter> strange = normalizer.unusable(display);
            if (!strange.isEmpty()) {
                problems.reject(
                        "NonAsciiCharacter",
                        file,
                        line.number(),
                        start + "character " + strange.getFirst().column() + " of the display form, "
                                + strange.getFirst().label() + ", cannot be used. Write it in plain letters.");
                continue;
            }
            String word = normalizer.normalize(display);
            if (word.isEmpty()) {
                problems.reject(
                        "EmptyDisplayForm",
                        file,
                        line.number(),
                        start + "nothing in the display form can be spoken. Write the word.");
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
            Entry other = bySpoken.putIfAbsent(spoken, new Entry(display, line.number()));
            if (other != null && !normalizer.normalize(other.display).equals(word)) {
                problems.warn(
                        "ConflictingPronunciation",
                        file,
                        line.number(),
                        start + display + " is spoken like " + other.display + " (line " + other.line
                                + "). Only sentences with them can tell which is meant: add some as plain text.");
            }
            if (known != null) {
                compare(known, word, spoken, file, line.number(), problems);
            }
            accepted.add(display + "\t" + spoken);
        }
        return accepted;
    }

    /** What the language's words say of a line. */
    private static void compare(
            WordKnowledge.Words known, String word, String spoken, String file, int line, ProblemList problems) {
        String start = "Line " + line + ": ";
        Pronouncer pronouncer = known.pronouncer();
        List<String> said = pronouncer.spokenForm(List.of(spoken.split(" ")));
        if (known.isCommon(word)) {
            problems.warn(
                    "CommonWord",
                    file,
                    line,
                    start + "\"" + word
                            + "\" is a common word; its pronunciation should not be changed. Take the line out"
                            + " unless people truly say it so.");
        } else if (pronouncer.knows(word) && said.stream().noneMatch(pronouncer.known(word)::contains)) {
            problems.warn(
                    "ConflictingPronunciation",
                    file,
                    line,
                    start + "\"" + word + "\" is known and said "
                            + pronouncer.known(word).getFirst()
                            + "; this line adds another way to say it, which comes first.");
        }
        for (String token : new LinkedHashSet<>(List.of(spoken.split(" ")))) {
            switch (pronouncer.source(token)) {
                case GUESS ->
                    problems.warn(
                            "UnknownSyllable",
                            file,
                            line,
                            start + "\"" + token + "\" is guessed from its letters: "
                                    + pronouncer.sounds(token).getFirst()
                                    + ". If that is wrong, write it in words or syllables that sound so.");
                case NONE ->
                    problems.warn(
                            "UnsayableSyllable",
                            file,
                            line,
                            start + "\"" + token
                                    + "\" has no known sound, so a training will leave the line out. Write it in"
                                    + " words or syllables that sound so.");
                case LETTER, LEXICON -> {
                    // As sure as can be.
                }
            }
        }
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
