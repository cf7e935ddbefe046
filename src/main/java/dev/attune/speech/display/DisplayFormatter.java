package dev.attune.speech.display;

import dev.attune.speech.display.DisplayText.Word;
import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes display text of recognised words: inverse normalisation of the language, the user's patterns, capitals and punctuation, the user's
 * rewrites, profanity. For languages other than English the language's own parts do nothing. Immutable and thread-safe.
 */
public final class DisplayFormatter {

    private final boolean english;
    private final TextNormalizer normalizer;
    private final DisplayRules rules;
    private final ItnMatcher patterns;
    private final Rewriter rewriter;
    private final ProfanityFilter profanity;
    private final @Nullable PunctuationModel punctuation;

    /**
     * @param locale a language tag such as {@code en-US}
     * @param punctuation null to put no marks and no capitals but those that are certain
     */
    public DisplayFormatter(String locale, DisplayRules rules, @Nullable PunctuationModel punctuation) {
        this.english = Locale.forLanguageTag(locale).getLanguage().equals("en");
        this.normalizer = TextNormalizer.forLocale(locale);
        this.rules = rules;
        this.patterns = new ItnMatcher(rules.itn());
        this.rewriter = new Rewriter(rules.rewrites(), english);
        this.profanity = new ProfanityFilter(locale, rules.profanity());
        this.punctuation = punctuation;
    }

    /** With the language's own model of punctuation, where there is one. */
    public static DisplayFormatter of(String locale, DisplayRules rules) {
        return new DisplayFormatter(
                locale, rules, PunctuationModel.shipped(locale).orElse(null));
    }

    public DisplayRules rules() {
        return rules;
    }

    /** As {@link #format(List, DisplayOptions)} for a line of text. */
    public DisplayText format(String lexical, DisplayOptions options) {
        return format(
                lexical.isBlank() ? List.of() : Arrays.asList(lexical.strip().split("\\s+")), options);
    }

    /**
     * @param recognized recognised words; one may hold blanks, and capitals and signs of its own, which stay
     */
    public DisplayText format(List<String> recognized, DisplayOptions options) {
        List<String> words = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < recognized.size(); i++) {
            for (String part : recognized.get(i).strip().split("\\s+")) {
                if (!part.isEmpty()) {
                    words.add(part);
                    places.add(i);
                }
            }
        }
        List<DisplayToken> tokens = written(words);
        String itn = DisplayToken.join(tokens);
        String masked = join(profanity.apply(split(tokens), options.profanity()));
        BitSet starts = new BitSet();
        List<Word> shown = rewriter.apply(split(marked(tokens, options, starts)));
        if (options.capitals()) {
            shown = withCapitals(shown, starts);
        }
        shown = profanity.apply(shown, options.profanity());
        List<Word> placed = shown.stream()
                .map(word -> new Word(word.text(), places.get(word.from()), places.get(word.to() - 1) + 1))
                .toList();
        return new DisplayText(normalizer.normalize(String.join(" ", words)), itn, masked, placed);
    }

    /** The lines of {@code #test} that do not come out as expected. Marks that the program puts by itself are left out of them. */
    public List<FailedTest> failedTests() {
        List<FailedTest> failed = new ArrayList<>();
        for (DisplayRules.Test test : rules.tests()) {
            String shown = format(test.lexical(), DisplayOptions.TEST).display();
            if (!shown.equals(test.expected())) {
                failed.add(new FailedTest(test, shown));
            }
        }
        return failed;
    }

    /** A line of {@code #test} and what came out. */
    public record FailedTest(DisplayRules.Test test, String shown) {

        /** A sentence without the place. */
        public String sentence() {
            return "expected \"" + test.expected() + "\", got \"" + shown + "\"";
        }
    }

    /** Inverse normalisation: the language's, then the user's. */
    private List<DisplayToken> written(List<String> words) {
        List<String> lower =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        List<DisplayToken> tokens = new ArrayList<>();
        if (english) {
            tokens.addAll(EnglishItn.apply(lower));
        } else {
            for (int i = 0; i < lower.size(); i++) {
                tokens.add(DisplayToken.word(lower.get(i), i));
            }
        }
        // What came with capitals or signs of its own keeps them.
        tokens.replaceAll(token -> {
            String own = token.to() == token.from() + 1 ? words.get(token.from()) : token.text();
            boolean kept =
                    !token.fixed() && !own.equals(token.text()) && token.text().equalsIgnoreCase(own);
            return kept ? new DisplayToken(own, token.from(), token.to(), token.digits(), true) : token;
        });
        List<DisplayToken> matched = patterns.apply(tokens, words);
        return english ? Acronyms.join(matched) : matched;
    }

    /** Puts marks and capitals; notes where sentences begin. A token may be of several words; marks stand after its last. */
    private List<DisplayToken> marked(List<DisplayToken> tokens, DisplayOptions options, BitSet starts) {
        if (!tokens.isEmpty()) {
            starts.set(tokens.getFirst().from());
        }
        if (punctuation == null) {
            return tokens;
        }
        List<String> texts = tokens.stream().map(DisplayToken::text).toList();
        List<MarkedWord> marks = punctuation.predict(texts, !options.punctuation());
        List<DisplayToken> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            DisplayToken token = tokens.get(i);
            Mark mark = marks.get(i).mark();
            boolean capital = options.capitals() && marks.get(i).capital() && !token.fixed();
            String text = capital ? capital(token.text()) : token.text();
            if (options.punctuation() && !text.endsWith(mark.text())) {
                text += mark.text();
            }
            if (options.punctuation() && mark.endsSentence() && i + 1 < tokens.size()) {
                starts.set(tokens.get(i + 1).from());
            }
            out.add(new DisplayToken(text, token.from(), token.to(), null, token.fixed()));
        }
        return out;
    }

    /** Rules may have put small letters where a sentence begins. Addresses keep theirs. */
    private static List<Word> withCapitals(List<Word> words, BitSet starts) {
        List<Word> out = new ArrayList<>();
        int last = -1;
        for (Word word : words) {
            boolean begins = word.from() != last && starts.get(word.from());
            boolean address = word.text().matches(".*(@|\\w\\.\\w).*");
            out.add(begins && !address ? new Word(capital(word.text()), word.from(), word.to()) : word);
            last = word.from();
        }
        return out;
    }

    private static String capital(String text) {
        int first = text.isEmpty() ? 0 : text.codePointAt(0);
        return text.isEmpty()
                ? text
                : Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    private static List<Word> split(List<DisplayToken> tokens) {
        List<Word> words = new ArrayList<>();
        for (DisplayToken token : tokens) {
            for (String part : token.text().split(" ")) {
                words.add(new Word(part, token.from(), token.to()));
            }
        }
        return words;
    }

    private static String join(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
