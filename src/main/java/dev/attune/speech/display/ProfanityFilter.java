package dev.attune.speech.display;

import dev.attune.speech.display.DisplayText.Word;
import dev.attune.speech.display.PhraseTable.Found;
import dev.attune.speech.display.PhraseTable.Parts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Masks, removes or marks profanity: a small list of the language and the user's own. The longest phrase wins. */
final class ProfanityFilter {

    private final PhraseTable<Boolean> phrases = new PhraseTable<>();

    ProfanityFilter(String locale, List<String> own) {
        if (Locale.forLanguageTag(locale).getLanguage().equals("en")) {
            english().forEach(each -> phrases.put(PhraseTable.key(each), true));
        }
        own.forEach(each -> phrases.put(PhraseTable.key(each), true));
    }

    private static List<String> english() {
        try (InputStream in = ProfanityFilter.class.getResourceAsStream("profanity-en.txt")) {
            if (in == null) {
                throw new IllegalStateException("profanity-en.txt is missing from the program");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Word> apply(List<Word> words, ProfanityMode mode) {
        if (mode == ProfanityMode.RAW) {
            return words;
        }
        List<Parts> parts = words.stream().map(word -> Parts.of(word.text())).toList();
        List<Word> out = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Found<Boolean> found = phrases.at(parts, at);
            if (found == null) {
                out.add(words.get(at++));
                continue;
            }
            switch (mode) {
                case MASKED -> mask(words, parts, at, found.to(), out);
                case REMOVED -> keepEnd(parts.get(found.to() - 1).after(), out);
                case TAGS -> tag(words, parts, at, found.to(), out);
                case RAW -> throw new IllegalStateException("raw text was left alone above");
            }
            at = found.to();
        }
        return out;
    }

    private static void mask(List<Word> words, List<Parts> parts, int from, int to, List<Word> out) {
        for (int i = from; i < to; i++) {
            Parts part = parts.get(i);
            String stars = "*".repeat(part.core().codePointCount(0, part.core().length()));
            out.add(new Word(
                    part.before() + stars + part.after(),
                    words.get(i).from(),
                    words.get(i).to()));
        }
    }

    private static void tag(List<Word> words, List<Parts> parts, int from, int to, List<Word> out) {
        for (int i = from; i < to; i++) {
            Parts part = parts.get(i);
            String open = i == from ? part.before() + "<profanity>" : part.before();
            String close = i == to - 1 ? "</profanity>" + part.after() : part.after();
            out.add(new Word(
                    open + part.core() + close,
                    words.get(i).from(),
                    words.get(i).to()));
        }
    }

    /** The mark after what was removed goes to the word before it. */
    private static void keepEnd(String marks, List<Word> out) {
        if (!out.isEmpty() && !marks.isEmpty()) {
            Word last = out.removeLast();
            Parts parts = Parts.of(last.text());
            out.add(new Word(parts.before() + parts.core() + marks, last.from(), last.to()));
        }
    }
}
