package dev.attune.baseline;

import dev.attune.speech.display.Mark;
import dev.attune.speech.display.MarkedWord;
import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cuts passages into sentences of words that keep their marks and capitals, to learn from where those belong.
 *
 * <p>Only sentences that begin with a capital and end with a mark are taken. Semicolons, colons and dashes count as commas, exclamation
 * marks as full stops. What stands in brackets is left out; sentences with other signs are too.
 */
final class WrittenText {

    private static final int FEWEST_WORDS = 2;
    private static final int MOST_WORDS = 60;
    private static final double MOST_CAPITALS = 0.5;

    private static final Map<String, String> ABBREVIATIONS = Map.of(
            "mr",
            "mister",
            "mrs",
            "missus",
            "ms",
            "miz",
            "dr",
            "doctor",
            "st",
            "saint",
            "prof",
            "professor",
            "capt",
            "captain",
            "col",
            "colonel",
            "rev",
            "reverend",
            "gen",
            "general");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+)*'?");
    private static final Pattern NUMBER = Pattern.compile("[$]?\\d[\\d,.:]*(?:st|nd|rd|th|s|%)?");

    private final List<List<MarkedWord>> sentences = new ArrayList<>();
    private List<MarkedWord> sentence = new ArrayList<>();
    private boolean spoilt;

    private WrittenText() {}

    /** The sentences of one passage, in their order. */
    static List<List<MarkedWord>> sentences(String passage) {
        WrittenText text = new WrittenText();
        String plain = TextNormalizer.plainTypography(passage)
                .replaceAll("\\([^)]*\\)|\\[[^\\]]*\\]", " ")
                .replaceAll("[_*\"`]", " ")
                .replaceAll("\\s--+\\s?|--+|\\s-\\s", ", ")
                .strip();
        for (String token : plain.split("\\s+")) {
            text.token(token);
        }
        return text.sentences;
    }

    private void token(String token) {
        String core = token.replaceAll("^'+|['.,;:!?]+$", "");
        String marks = token.substring(Math.min(token.length(), token.indexOf(core) + core.length()));
        Mark mark = mark(marks);
        String abbreviation = marks.startsWith(".") ? ABBREVIATIONS.get(core.toLowerCase(Locale.ROOT)) : null;
        if (core.isEmpty()) {
            if (!sentence.isEmpty() && mark != Mark.NONE) {
                MarkedWord last = sentence.removeLast();
                sentence.add(new MarkedWord(last.word(), mark, last.capital()));
            }
        } else if (abbreviation != null) {
            sentence.add(new MarkedWord(abbreviation, Mark.NONE, Character.isUpperCase(core.charAt(0))));
            mark = Mark.NONE;
        } else if (NUMBER.matcher(core).matches()) {
            sentence.add(new MarkedWord("0", mark, false));
        } else {
            words(core, mark);
        }
        if (mark.endsSentence()) {
            end();
        }
    }

    /** A word, or several joined by hyphens. */
    private void words(String core, Mark mark) {
        String[] parts = core.split("-");
        for (int i = 0; i < parts.length; i++) {
            if (!WORD.matcher(parts[i]).matches()) {
                spoilt = true;
                return;
            }
            sentence.add(new MarkedWord(
                    parts[i].toLowerCase(Locale.ROOT),
                    i == parts.length - 1 ? mark : Mark.NONE,
                    Character.isUpperCase(parts[i].charAt(0))));
        }
        spoilt |= parts.length == 0;
    }

    private static Mark mark(String marks) {
        if (marks.contains("?")) {
            return Mark.QUESTION;
        }
        if (marks.contains("!") || marks.contains(".")) {
            return Mark.PERIOD;
        }
        return marks.matches(".*[,;:].*") ? Mark.COMMA : Mark.NONE;
    }

    private void end() {
        long capitals = sentence.stream().filter(MarkedWord::capital).count();
        boolean good = !spoilt
                && sentence.size() >= FEWEST_WORDS
                && sentence.size() <= MOST_WORDS
                && sentence.getFirst().capital()
                && capitals <= Math.max(1, MOST_CAPITALS * sentence.size());
        if (good) {
            sentences.add(sentence);
        }
        sentence = new ArrayList<>();
        spoilt = false;
    }
}
