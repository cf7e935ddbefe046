package dev.attune.dataset;

import dev.attune.speech.text.BadCharacter;
import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for sentences of related text and of structured text. */
final class SentenceRules {

    static final int MAX_LENGTH = 2000;

    private static final int MAX_REPETITIONS = 3;
    private static final int LONGEST_GROUP = 8;
    private static final Pattern URI = Pattern.compile("(?i)(?:\\b(?:[a-z][a-z0-9+.-]*://|www\\.)|\\bmailto:)\\S+");
    private static final Pattern LETTER_RUN =
            Pattern.compile("(\\p{L})\\1{" + MAX_REPETITIONS + ",}", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final TextNormalizer normalizer;
    private final String file;
    private final ProblemList problems;

    SentenceRules(TextNormalizer normalizer, String file, ProblemList problems) {
        this.normalizer = normalizer;
        this.file = file;
        this.problems = problems;
    }

    /** The sentence with single blanks, or null (noted) if it breaks a rule. */
    @Nullable
    String check(int line, String raw) {
        String text = raw.strip();
        if (text.indexOf('\t') >= 0) {
            problems.mended("TabInLine", file, line, "A tab became a blank");
            text = text.replace('\t', ' ');
        }
        if (text.length() > MAX_LENGTH) {
            return reject(
                    "LineTooLong",
                    line,
                    text.length() + " characters, the limit is " + MAX_LENGTH + ". Put one sentence on a line.");
        }
        Matcher uri = URI.matcher(text);
        if (uri.find()) {
            return reject(
                    "UriNotAllowed", line, "it holds an address (" + uri.group() + "). Write it as it is spoken.");
        }
        List<BadCharacter> unusable = normalizer.unusable(text);
        if (!unusable.isEmpty()) {
            BadCharacter first = unusable.getFirst();
            return reject(
                    "ForbiddenCharacter",
                    line,
                    "character " + first.column() + ", " + first.label()
                            + ", is not allowed. Write what is said in plain letters.");
        }
        String repetition = repetition(text);
        if (repetition != null) {
            return reject("TooManyRepetitions", line, repetition);
        }
        if (normalizer.normalize(text).isEmpty()) {
            return reject("EmptyLine", line, "nothing in it can be spoken. Take it out.");
        }
        TextNotes.replacements(normalizer, text, file, line, problems);
        TextNotes.hints(normalizer, text, file, line, problems);
        return text.replaceAll(" {2,}", " ");
    }

    private @Nullable String reject(String code, int line, String words) {
        problems.reject(code, file, line, "Line " + line + ": " + words);
        return null;
    }

    /**
     * Says what is repeated too often, or null: a letter four times in a row, or a group of one to eight words, compared without case and
     * punctuation. Numbers may repeat.
     */
    static @Nullable String repetition(String text) {
        Matcher letters = LETTER_RUN.matcher(text);
        if (letters.find()) {
            return tooOften(letters.group(1), letters.group().length());
        }
        List<String> words = words(text);
        for (int size = 1; size <= LONGEST_GROUP; size++) {
            int run = 0;
            for (int i = size; i <= words.size(); i++) {
                if (i < words.size() && words.get(i).equals(words.get(i - size))) {
                    run++;
                    continue;
                }
                int times = run / size + 1;
                List<String> group = words.subList(i - size, i);
                if (times > MAX_REPETITIONS && !group.stream().allMatch(word -> word.matches("\\p{N}+"))) {
                    return tooOften(String.join(" ", group), times);
                }
                run = 0;
            }
        }
        return null;
    }

    private static String tooOften(String part, int times) {
        return "\"" + part + "\" comes " + times + " times in a row, at most " + MAX_REPETITIONS
                + " are allowed. Shorten it.";
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            String plain = PUNCTUATION.matcher(word).replaceAll("");
            if (!plain.isEmpty()) {
                words.add(plain);
            }
        }
        return words;
    }
}
