package dev.attune.speech.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an English text whose spoken form no rule can know, for the person who wrote it: "3x5", "flight 009", "open 9-5", "grade B-", "A320",
 * "the USB port", "Rev. Lind". What the normaliser reads in one way only ("Prof. Lind", "5kg", "1990s") needs no hint.
 *
 * @param place as it is written
 * @param reading what the normaliser makes of it; empty if nothing
 * @param remedy what to write in its place, as a part of a sentence
 */
public record SpokenHint(String place, String reading, String remedy) {

    private static final int SHORTEST_WORD_OF_CAPITALS = 4;

    private static final Pattern REFERENCE = Pattern.compile("\\{@[^}]*}");
    private static final Pattern SIZE =
            Pattern.compile("(?<![\\w.])(\\d+(?:\\.\\d+)?)\\s?[xX]\\s?(\\d+(?:\\.\\d+)?)(?![\\w]|\\.\\d)");
    private static final Pattern LEADING_ZERO =
            Pattern.compile("(?<![\\w.,:/$#+-])(0\\d+)(?![\\w:/-]|[.,]\\d|\\s*(?i:[ap]\\.?m)\\b)");
    /** One hyphen: dates have two, and telephone numbers three and four digits. */
    private static final Pattern RANGE =
            Pattern.compile("(?<![\\w.,:/$#+-])(?!\\d{3}-\\d{4}(?!\\d))(\\d{1,4})-(\\d{1,4})(?![\\w:/%-]|[.,]\\d)");

    private static final Pattern GRADE = Pattern.compile("(?<![\\w'.-])([A-F])([+-])(?![\\w+-])");
    private static final Pattern MIXED =
            Pattern.compile("(?<![\\w$'-])(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z\\d]+(?![\\w'])(?!\\.\\d)");
    /** What the normaliser reads as it is said: ordinals, decades, hours, and quantities. */
    private static final Pattern READ_RIGHT =
            Pattern.compile("\\d+(?:st|nd|rd|th|s|[ap]m|" + Units.symbols() + ")", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATE = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}");
    private static final Pattern SYMBOL =
            Pattern.compile("[#*+=<>@^~|\\\\]|(?<=\\d)/(?=\\d)|(?<=\\w)&(?=\\w)|(?<!\\d\\s?)%");
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("#", "number, hash or sharp"),
            Map.entry("*", "times or star"),
            Map.entry("+", "plus or and"),
            Map.entry("=", "equals or is"),
            Map.entry("<", "less than"),
            Map.entry(">", "greater than"),
            Map.entry("@", "at"),
            Map.entry("^", "to the power of or caret"),
            Map.entry("~", "about or tilde"),
            Map.entry("|", "or or bar"),
            Map.entry("\\", "backslash"),
            Map.entry("/", "slash, over, of or by"),
            Map.entry("&", "and"),
            Map.entry("%", "percent"));

    /** With a full stop; those that are read in one way only stand in {@link Abbreviations}. */
    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("St.", "Saint or Street"),
            Map.entry("Ave.", "Avenue"),
            Map.entry("Rd.", "Road"),
            Map.entry("Blvd.", "Boulevard"),
            Map.entry("Mt.", "Mount"),
            Map.entry("Ft.", "Fort"),
            Map.entry("Jr.", "Junior"),
            Map.entry("Sr.", "Senior"),
            Map.entry("Inc.", "Incorporated"),
            Map.entry("Ltd.", "Limited"),
            Map.entry("Co.", "Company"),
            Map.entry("Corp.", "Corporation"),
            Map.entry("Gen.", "General"),
            Map.entry("Col.", "Colonel"),
            Map.entry("Capt.", "Captain"),
            Map.entry("Lt.", "Lieutenant"),
            Map.entry("Sgt.", "Sergeant"),
            Map.entry("Rev.", "Reverend"),
            Map.entry("Gov.", "Governor"),
            Map.entry("Sen.", "Senator"),
            Map.entry("Jan.", "January"),
            Map.entry("Feb.", "February"),
            Map.entry("Aug.", "August"),
            Map.entry("Sept.", "September"),
            Map.entry("Oct.", "October"),
            Map.entry("Nov.", "November"),
            Map.entry("Dec.", "December"),
            Map.entry("e.g.", "for example"),
            Map.entry("i.e.", "that is"),
            Map.entry("Fig.", "Figure"),
            Map.entry("Vol.", "Volume"),
            Map.entry("Ext.", "Extension"),
            Map.entry("Tel.", "Telephone"));

    private static final Pattern ABBREVIATION = Pattern.compile("(?<![\\w.'-])(?:"
            + String.join(
                    "|",
                    ABBREVIATIONS.keySet().stream().map(Pattern::quote).sorted().toList())
            + ")(?!\\s*\\d)");
    private static final Pattern CAPITALS = Pattern.compile("(?<![\\w'-])([A-Z]{2,6})(?!\\w|'[A-Z]|-\\w)");
    /** NASA, NATO, OPEC: hardly said by letters. */
    private static final Pattern SAYABLE = Pattern.compile("(?:[^AEIOU]?[AEIOU]){2,}[^AEIOU]?");

    private static final Pattern ROMAN = Pattern.compile("(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})");

    /**
     * The places of one line, in its order; none for languages other than English, whose numbers and symbols nobody reads out here.
     *
     * @param normalizer that reads the line
     */
    public static List<SpokenHint> of(TextNormalizer normalizer, String raw) {
        if (!(normalizer instanceof EnglishNormalizer english)) {
            return List.of();
        }
        Finder finder = new Finder(
                english, REFERENCE.matcher(english.withPlainCharacters(raw)).replaceAll(" "));
        NumberWords words = new NumberWords();
        finder.find(SIZE, m -> "\"" + english.normalize(m.group(1) + " by " + m.group(2)) + "\"");
        finder.skip(DATE);
        finder.find(RANGE, m -> "\"" + english.normalize(m.group(1) + " to " + m.group(2)) + "\"");
        finder.find(
                LEADING_ZERO, m -> "\"" + words.digitByDigit(m.group(1)).replace("zero", "oh") + "\" or as it is said");
        finder.find(GRADE, m -> "\"" + m.group(1) + (m.group(2).equals("+") ? " plus" : " minus") + "\"");
        finder.skip(READ_RIGHT);
        finder.find(MIXED, m -> "what is said, letters apart and numbers in words");
        finder.find(ABBREVIATION, m -> "\"" + ABBREVIATIONS.get(m.group()) + "\"");
        finder.find(SYMBOL, m -> "what is said (" + SYMBOLS.get(m.group()) + ")");
        // A line of capitals says nothing about acronyms.
        if (raw.chars().anyMatch(Character::isLowerCase)) {
            finder.find(CAPITALS, SpokenHint::capitals);
        }
        return finder.found.stream()
                .sorted(Comparator.comparingInt(Found::at))
                .map(Found::hint)
                .toList();
    }

    private static String capitals(Matcher match) {
        String word = match.group(1);
        if (word.equals("OK")
                || word.length() >= SHORTEST_WORD_OF_CAPITALS
                        && SAYABLE.matcher(word).matches()) {
            return "";
        }
        return ROMAN.matcher(word).matches()
                ? "the number in words"
                : "\"" + String.join(" ", word.split("")) + "\" where it is said letter by letter";
    }

    /** One sentence for a report, beginning with the place. */
    public String sentence() {
        return "\"" + place + "\" is "
                + (reading.isEmpty() ? "not read" : "read as \"" + reading + "\"")
                + "; if that is not what is said, write " + remedy + ".";
    }

    private record Found(int at, SpokenHint hint) {}

    /** What gives the remedy of a place; empty if the place is right as it is. */
    private interface Remedy {
        String of(Matcher match);
    }

    private static final class Finder {

        private final EnglishNormalizer normalizer;
        private final StringBuilder text;
        private final List<Found> found = new ArrayList<>();

        Finder(EnglishNormalizer normalizer, String text) {
            this.normalizer = normalizer;
            this.text = new StringBuilder(text);
        }

        void find(Pattern pattern, Remedy remedy) {
            Matcher match = pattern.matcher(text.toString());
            while (match.find()) {
                String words = remedy.of(match);
                if (!words.isEmpty()) {
                    String place = match.group();
                    found.add(new Found(match.start(), new SpokenHint(place, normalizer.normalize(place), words)));
                }
                blank(match);
            }
        }

        void skip(Pattern pattern) {
            Matcher match = pattern.matcher(text.toString());
            while (match.find()) {
                blank(match);
            }
        }

        /** One place, one hint: later patterns do not see it. */
        private void blank(Matcher match) {
            for (int i = match.start(); i < match.end(); i++) {
                text.setCharAt(i, ' ');
            }
        }
    }
}
