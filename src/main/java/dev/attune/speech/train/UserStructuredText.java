package dev.attune.speech.train;

import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.structured.StructuredText;
import dev.attune.speech.text.structured.StructuredText.Part;
import dev.attune.speech.text.structured.StructuredText.Reference;
import dev.attune.speech.text.structured.StructuredText.Text;
import dev.attune.speech.text.structured.StructuredTextFault;
import dev.attune.speech.text.structured.StructuredTextFault.Effect;
import dev.attune.speech.text.structured.StructuredTextParser;
import dev.attune.speech.text.structured.UniversalPhones;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files of structured text made ready for a language model with classes. Their phone lexicons come first ({@link #read}), then the sentences
 * ({@link #addSentences}), in which a token such as <code>{@gate}</code> stands for a list.
 *
 * <p>Lists of two files with the same name are two lists. What is written onto a reference without a blank (<code>{@name}'s</code>) becomes part of the
 * items, so that the words are those that are said.
 */
final class UserStructuredText {

    private static final String WITHOUT_ITEMS = "that refer to a list without items";
    private static final int MOST_TOLD = 20;

    /** What is part of a word or of a number; punctuation is not. */
    private static final Pattern SAID = Pattern.compile("[\\p{L}\\p{N}$%]");

    private final UserText text;
    private final UserLexicon lexicon;
    private final TextNormalizer normalizer;
    private final List<SourceFile> files = new ArrayList<>();
    private final List<List<String>> sentences = new ArrayList<>();
    /** Token to items, each a list of words. */
    private final Map<String, List<List<String>>> classes = new LinkedHashMap<>();

    private BigInteger combinations = BigInteger.ZERO;

    private record SourceFile(Path path, StructuredText content) {}

    UserStructuredText(UserText text, UserLexicon lexicon, TextNormalizer normalizer) {
        this.text = text;
        this.lexicon = lexicon;
        this.normalizer = normalizer;
    }

    /**
     * Reads a file and adds its phone lexicon to the user's.
     *
     * @param phones of the baseline
     * @throws TrainingFailedException if the file breaks a rule so that it cannot be used, with every such place
     */
    void read(Path file, String locale, TokenSet phones, TrainingListener listener)
            throws IOException, TrainingFailedException {
        List<StructuredTextFault> faults = new ArrayList<>();
        List<String> raw = UserText.lines(file);
        List<StructuredTextParser.Line> lines = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            lines.add(new StructuredTextParser.Line(i + 1, raw.get(i)));
        }
        StructuredText content =
                StructuredTextParser.parse(lines, locale, StructuredTextParser.TextRule.NONE, faults::add);
        String fatal = faults.stream()
                .filter(fault -> fault.effect() == Effect.FAILS)
                .map(StructuredTextFault::message)
                .collect(Collectors.joining(" "));
        if (!fatal.isEmpty()) {
            throw new TrainingFailedException(Reason.BAD_DATA, file.getFileName() + " cannot be used. " + fatal);
        }
        for (StructuredText.Pronunciation each : content.pronunciations()) {
            add(each, locale, phones, faults);
        }
        tell(file, faults, listener);
        files.add(new SourceFile(file, content));
    }

    private void add(
            StructuredText.Pronunciation entry, String locale, TokenSet phones, List<StructuredTextFault> faults) {
        String start = "Line " + entry.line() + ": ";
        List<String> display = UserLexicon.words(normalizer.normalize(entry.word()));
        if (display.isEmpty() || !normalizer.unusable(entry.word()).isEmpty()) {
            faults.add(new StructuredTextFault(
                    "UnusableWord",
                    Effect.LEFT_OUT,
                    entry.line(),
                    start + "\"" + entry.word() + "\" has no letters that can be said. Write the word itself."));
            return;
        }
        if (!UniversalPhones.knows(locale)) {
            faults.add(new StructuredTextFault(
                    "PhonesNotKnown",
                    Effect.LEFT_OUT,
                    entry.line(),
                    start + "the phones of " + locale + " are not known here. Leave the lexicon out."));
            return;
        }
        List<String> mapped = UniversalPhones.phones(entry.phones());
        for (String phone : mapped) {
            if (!phones.contains(phone)) {
                faults.add(new StructuredTextFault(
                        "UnmappedPhone",
                        Effect.LEFT_OUT,
                        entry.line(),
                        start + "the baseline has no phone \"" + phone + "\", which \""
                                + String.join(" ", entry.phones())
                                + "\" needs. Write the word with other phones, or choose another baseline."));
                return;
            }
        }
        lexicon.addPhones(display, String.join(" ", mapped));
    }

    private static void tell(Path file, List<StructuredTextFault> faults, TrainingListener listener) {
        faults.stream()
                .limit(MOST_TOLD)
                .forEach(fault -> listener.on(new TrainingEvent.Remark(file.getFileName() + ": "
                        + (fault.effect() == Effect.LEFT_OUT ? "left out: " : "") + fault.message())));
        if (faults.size() > MOST_TOLD) {
            listener.on(new TrainingEvent.Remark(
                    file.getFileName() + ": and " + (faults.size() - MOST_TOLD) + " more of the kind."));
        }
    }

    /** Adds the sentences of all files read; the words of sentences and of the lists they refer to are learnt. */
    void addSentences(LeftOut leftOut) {
        for (int i = 0; i < files.size(); i++) {
            SourceFile file = files.get(i);
            // Only lists of the second file on need a number to differ.
            String suffix = i == 0 ? "" : " " + (i + 1);
            Map<String, StructuredText.ItemList> lists = file.content.lists();
            for (StructuredText.Sentence sentence : file.content.sentences()) {
                addSentence(sentence, file.path, suffix, lists, leftOut);
            }
        }
        Set<String> used = new HashSet<>();
        sentences.forEach(used::addAll);
        classes.keySet().retainAll(used);
    }

    private void addSentence(
            StructuredText.Sentence sentence,
            Path file,
            String suffix,
            Map<String, StructuredText.ItemList> lists,
            LeftOut leftOut) {
        String place = place(file, sentence.line());
        List<String> tokens = new ArrayList<>();
        BigInteger product = BigInteger.ONE;
        List<Piece> pieces = pieces(sentence.parts());
        for (Piece piece : pieces) {
            if (piece.list.isEmpty()) {
                List<String> words = words(piece.before, place, leftOut);
                if (words == null) {
                    return;
                }
                tokens.addAll(words);
                continue;
            }
            String token = piece.before + "{@" + piece.list + suffix + "}" + piece.after;
            if (!classes.containsKey(token)) {
                classes.put(token, items(lists.get(piece.list), piece, file, leftOut));
            }
            int items = classes.get(token).size();
            if (items == 0) {
                leftOut.add(WITHOUT_ITEMS, place);
                return;
            }
            product = product.multiply(BigInteger.valueOf(items));
            tokens.add(token);
        }
        if (tokens.isEmpty()) {
            leftOut.add(UserText.EMPTY, place);
            return;
        }
        sentences.add(tokens);
        combinations = combinations.add(product);
    }

    /**
     * A text, or a reference with what is written onto it.
     *
     * @param list empty for a text
     * @param before the text, or what stands directly before the reference
     */
    private record Piece(String list, String before, String after) {}

    private static List<Piece> pieces(List<Part> parts) {
        List<Piece> pieces = new ArrayList<>();
        String glued = "";
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Text text -> {
                    String rest = text.text();
                    if (i > 0) {
                        // What was written onto the reference before is taken already.
                        rest = rest.substring(head(rest).length());
                    }
                    glued = i + 1 < parts.size() ? tail(rest) : "";
                    pieces.add(new Piece("", rest.substring(0, rest.length() - glued.length()), ""));
                }
                case Reference reference -> {
                    String after =
                            i + 1 < parts.size() && parts.get(i + 1) instanceof Text text ? head(text.text()) : "";
                    pieces.add(new Piece(reference.list(), glued, after));
                    glued = "";
                }
            }
        }
        return pieces;
    }

    /** What a text has before its first blank, if that is said. */
    private static String head(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String head = text.substring(0, end);
        return SAID.matcher(head).find() ? head : "";
    }

    /** What a text has after its last blank, if that is said. */
    private static String tail(String text) {
        int start = text.length();
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String tail = text.substring(start);
        return SAID.matcher(tail).find() ? tail : "";
    }

    private List<List<String>> items(StructuredText.ItemList list, Piece piece, Path file, LeftOut leftOut) {
        List<List<String>> items = new ArrayList<>();
        for (StructuredText.Item item : list.items()) {
            String place = place(file, item.line());
            List<String> words = words(piece.before + item.text() + piece.after, place, leftOut);
            if (words != null && words.isEmpty()) {
                leftOut.add(UserText.EMPTY, place);
            } else if (words != null) {
                items.add(words);
            }
        }
        return items;
    }

    /** The words, all of them pronounceable; null, with the reason noted, if they cannot be said; may be empty. */
    private @Nullable List<String> words(String raw, String place, LeftOut leftOut) {
        if (!normalizer.unusable(raw).isEmpty()) {
            leftOut.add(
                    UserText.UNSAYABLE_CHARACTER,
                    place + " " + normalizer.unusable(raw).getFirst().label());
            return null;
        }
        List<String> words = lexicon.joined(UserLexicon.words(normalizer.normalize(raw)));
        return text.learn(words, place, leftOut) ? words : null;
    }

    private static String place(Path file, int line) {
        return file.getFileName() + ":" + line;
    }

    /** Words and tokens of {@link #classes()}. */
    List<List<String>> sentences() {
        return sentences;
    }

    /** Token to its items. */
    Map<String, List<List<String>>> classes() {
        return classes;
    }

    /** One sentence for people. */
    String summary() {
        return "Structured text: " + count(sentences.size(), "sentence") + " with " + count(classes.size(), "list")
                + " of " + count(classes.values().stream().mapToInt(List::size).sum(), "item")
                + String.format(Locale.ENGLISH, " for %,d combinations.", combinations);
    }

    private static String count(int count, String noun) {
        return String.format(Locale.ENGLISH, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
