package dev.attune.speech.text.structured;

import dev.attune.speech.text.structured.StructuredText.Block;
import dev.attune.speech.text.structured.StructuredText.Item;
import dev.attune.speech.text.structured.StructuredText.ItemList;
import dev.attune.speech.text.structured.StructuredText.Part;
import dev.attune.speech.text.structured.StructuredText.PhoneLexicon;
import dev.attune.speech.text.structured.StructuredText.Pronunciation;
import dev.attune.speech.text.structured.StructuredText.Reference;
import dev.attune.speech.text.structured.StructuredText.Section;
import dev.attune.speech.text.structured.StructuredText.Sentence;
import dev.attune.speech.text.structured.StructuredText.Text;
import dev.attune.speech.text.structured.StructuredTextFault.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads structured text, the format of which is in the package's description. What breaks a rule is reported, all of it, in the order of the lines, and what
 * holds for whole lists at the end; the rest is read. One object a file; not thread-safe.
 */
public final class StructuredTextParser {

    public static final int MAX_LISTS = 20;
    public static final int MAX_ITEMS = 35_000;
    public static final int MAX_PRONUNCIATIONS = 15_000;
    public static final int MAX_PER_WORD = 2;
    public static final int ADVISED_LISTS = 10;
    public static final int ADVISED_ITEMS = 4_000;
    public static final int ADVISED_SENTENCES = 50_000;

    private static final Pattern LIST = Pattern.compile("(?i)@\\s*list\\s+(\\S+?)\\s*=\\s*");
    private static final Pattern LEXICON = Pattern.compile("(?i)@\\s*speech:phoneticlexicon\\s*");
    private static final Pattern LIST_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern SECTION_NAME = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern REFERENCE = Pattern.compile("\\{@([^{}]*)}");
    private static final Pattern COMMENT = Pattern.compile("(?:^|(?<=\\s))//.*$");

    private final String locale;
    private final TextRule rule;
    private final Consumer<StructuredTextFault> faults;

    private final Set<String> defined = new HashSet<>();
    private final List<Open> blocks = new ArrayList<>();
    private final Map<String, Integer> listLines = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> perWord = new HashMap<>();
    private @Nullable Open block;
    private int lists;
    private int pronunciations;
    private int sentences;

    /** A line of a file. */
    public record Line(int number, String text) {}

    /** Further rules for items and sentences. */
    @FunctionalInterface
    public interface TextRule {

        TextRule NONE = (line, text) -> text;

        /**
         * @param text an item, or a sentence in which some word stands for each reference
         * @return the text, perhaps mended, or null if the line is to be left out; then the rule itself has said why
         */
        @Nullable
        String check(int line, String text);
    }

    /** A block that still grows: exactly one of the three lists is filled. */
    private static final class Open {
        final int line;
        final char kind;
        final String name;
        final List<Item> items = new ArrayList<>();
        final List<Pronunciation> pronunciations = new ArrayList<>();
        final List<Sentence> sentences = new ArrayList<>();

        Open(int line, char kind, String name) {
            this.line = line;
            this.kind = kind;
            this.name = name;
        }

        Block close() {
            return switch (kind) {
                case 'l' -> new ItemList(line, name, List.copyOf(items));
                case 'p' -> new PhoneLexicon(line, List.copyOf(pronunciations));
                default -> new Section(line, name, List.copyOf(sentences));
            };
        }
    }

    private StructuredTextParser(String locale, TextRule rule, Consumer<StructuredTextFault> faults) {
        this.locale = locale;
        this.rule = rule;
        this.faults = faults;
    }

    /**
     * @param lines gone through twice, as a sentence may refer to a list that follows; blank ones are passed over
     * @param locale whose phones the lexicon may use
     * @param rule further rules for items and sentences
     * @param faults hears of everything that breaks a rule
     * @return what can be used; if a fault {@link Effect#FAILS}, nothing of it should be
     */
    public static StructuredText parse(
            Iterable<Line> lines, String locale, TextRule rule, Consumer<StructuredTextFault> faults) {
        StructuredTextParser parser = new StructuredTextParser(locale, rule, faults);
        lines.forEach(parser::define);
        lines.forEach(parser::read);
        parser.checkAmounts();
        return new StructuredText(parser.blocks.stream().map(Open::close).toList());
    }

    private static String content(Line line) {
        return COMMENT.matcher(line.text()).replaceFirst("").strip();
    }

    private void define(Line line) {
        Matcher heading = LIST.matcher(content(line));
        if (heading.matches()) {
            defined.add(heading.group(1));
        }
    }

    private void read(Line line) {
        String text = content(line);
        if (text.startsWith("@")) {
            heading(line.number(), text);
        } else if (text.startsWith("#")) {
            section(line.number(), text.substring(1).strip());
        } else if (text.startsWith("-") && block != null) {
            entry(line.number(), text.substring(1).strip(), block);
        } else if (!text.isEmpty()) {
            fault(
                    "LineOutsideBlock",
                    Effect.LEFT_OUT,
                    line.number(),
                    "it belongs to no list or section. Begin it with \"- \" below a heading.");
        }
    }

    private void fault(String code, Effect effect, int line, String message) {
        faults.accept(new StructuredTextFault(code, effect, line, "Line " + line + ": " + message));
    }

    private void open(int line, char kind, String name) {
        block = new Open(line, kind, name);
        blocks.add(block);
    }

    private void heading(int line, String text) {
        Matcher list = LIST.matcher(text);
        if (LEXICON.matcher(text).matches()) {
            open(line, 'p', "");
        } else if (list.matches() && LIST_NAME.matcher(list.group(1)).matches()) {
            String name = list.group(1);
            open(line, 'l', name);
            Integer first = listLines.putIfAbsent(name, line);
            if (first != null) {
                fault(
                        "DuplicateList",
                        Effect.FAILS,
                        line,
                        "the list \"" + name + "\" is defined twice (first in line " + first
                                + "). Join the two or rename one.");
            } else if (++lists == MAX_LISTS + 1) {
                fault("TooManyLists", Effect.FAILS, line, "more than " + MAX_LISTS + " lists. Join some.");
            }
        } else {
            block = null;
            fault(
                    "BadHeading",
                    Effect.FAILS,
                    line,
                    "\"" + text + "\" is no heading. Write \"@ list NAME =\" or "
                            + "\"@ speech:phoneticlexicon\", the name in letters, digits, hyphens and underscores.");
        }
    }

    private void section(int line, String name) {
        open(line, 's', name);
        if (!SECTION_NAME.matcher(name).matches()) {
            fault(
                    "BadSectionName",
                    Effect.FAILS,
                    line,
                    "\"" + name + "\" is no name of a section. Use letters, digits and underscores, without blanks.");
        }
    }

    private void entry(int line, String text, Open in) {
        switch (in.kind) {
            case 'l' -> item(line, text, in);
            case 'p' -> pronunciation(line, text, in);
            default -> sentence(line, text, in);
        }
    }

    private void item(int line, String text, Open in) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            fault(
                    "BadReference",
                    Effect.LEFT_OUT,
                    line,
                    "an item of a list cannot refer to a list. Write the words themselves.");
            return;
        }
        String item = rule.check(line, text);
        if (item == null || item.isEmpty()) {
            return;
        }
        in.items.add(new Item(line, item));
        if (in.items.size() == MAX_ITEMS + 1) {
            fault(
                    "TooManyItems",
                    Effect.FAILS,
                    line,
                    "the list \"" + in.name + "\" has more than " + MAX_ITEMS + " items. Shorten it.");
        }
    }

    private void pronunciation(int line, String text, Open in) {
        int slash = text.lastIndexOf('/');
        String word = slash < 0 ? "" : text.substring(0, slash).strip();
        String phones = slash < 0 ? "" : text.substring(slash + 1).strip();
        if (word.isEmpty() || phones.isEmpty()) {
            fault(
                    "LexiconNeedsSlash",
                    Effect.LEFT_OUT,
                    line,
                    "write the word, a slash, and its phones, separated by blanks.");
            return;
        }
        List<String> labels = Arrays.asList(phones.split("\\s+"));
        String wrong = UniversalPhones.fault(labels, locale);
        if (wrong != null) {
            fault("UnknownPhone", Effect.LEFT_OUT, line, wrong);
            return;
        }
        if (perWord.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum) > MAX_PER_WORD) {
            fault(
                    "TooManyPronunciations",
                    Effect.LEFT_OUT,
                    line,
                    word + " has more than " + MAX_PER_WORD + " pronunciations. Keep the best.");
            return;
        }
        in.pronunciations.add(new Pronunciation(
                line,
                word,
                UniversalPhones.knows(locale)
                        ? labels.stream()
                                .map(label -> label.toUpperCase(Locale.ROOT))
                                .toList()
                        : labels));
        if (++pronunciations == MAX_PRONUNCIATIONS + 1) {
            fault(
                    "TooManyLexiconEntries",
                    Effect.FAILS,
                    line,
                    "more than " + MAX_PRONUNCIATIONS + " lexicon entries. Shorten the lexicon.");
        }
    }

    private void sentence(int line, String text, Open in) {
        if (!referencesAreFine(line, text)) {
            return;
        }
        String plain = text.replace('\t', ' ');
        if (rule.check(line, withWords(text)) == null) {
            return;
        }
        List<Part> parts = new ArrayList<>();
        int at = 0;
        Matcher matcher = REFERENCE.matcher(plain);
        while (matcher.find()) {
            if (matcher.start() > at) {
                parts.add(new Text(plain.substring(at, matcher.start())));
            }
            String list = matcher.group(1).strip();
            used.add(list);
            parts.add(new Reference(list));
            at = matcher.end();
        }
        if (at < plain.length()) {
            parts.add(new Text(plain.substring(at)));
        }
        if (!parts.isEmpty()) {
            in.sentences.add(new Sentence(line, List.copyOf(parts)));
            sentences++;
        }
    }

    /** A word in place of each reference, never the same twice: four digits in a row repeat nothing. */
    private static String withWords(String text) {
        int[] number = {0};
        return REFERENCE.matcher(text).replaceAll(reference -> "item" + (char) ('a' + number[0]++ % 26));
    }

    private boolean referencesAreFine(int line, String text) {
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            String list = matcher.group(1).strip();
            if (list.isEmpty()) {
                fault("BadReference", Effect.LEFT_OUT, line, "a reference to a list has no name. Write {@NAME}.");
                return false;
            }
            if (!defined.contains(list)) {
                fault(
                        "UndefinedList",
                        Effect.LEFT_OUT,
                        line,
                        "list \"" + list + "\" is not defined. Define it with \"@ list " + list + " =\".");
                return false;
            }
        }
        String rest = REFERENCE.matcher(text).replaceAll("");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            fault(
                    "BadReference",
                    Effect.LEFT_OUT,
                    line,
                    "a brace stands alone or without \"@\". Write a reference as {@NAME}.");
            return false;
        }
        return true;
    }

    private void checkAmounts() {
        int largest = 0;
        for (Open open : blocks) {
            if (open.kind != 'l') {
                continue;
            }
            largest = Math.max(largest, open.items.size());
            if (open.items.isEmpty()) {
                fault(
                        "EmptyList",
                        Effect.WARNS,
                        open.line,
                        "the list \"" + open.name + "\" has no items that can be used"
                                + (used.contains(open.name) ? ", so sentences that refer to it say nothing" : "")
                                + ". Add items, or take it out.");
            } else if (!used.contains(open.name)) {
                fault(
                        "UnusedList",
                        Effect.WARNS,
                        open.line,
                        "no sentence refers to the list \"" + open.name
                                + "\", so its items teach nothing. Write a sentence with {@" + open.name + "}.");
            }
        }
        if (lists > ADVISED_LISTS || largest > ADVISED_ITEMS || sentences > ADVISED_SENTENCES) {
            faults.accept(new StructuredTextFault(
                    "AboveRecommendation",
                    Effect.WARNS,
                    0,
                    String.format(
                            Locale.ENGLISH,
                            "The file is larger than advised (%,d lists, %,d items in one, %,d sentences): %d lists of %,d items and %,d"
                                    + " sentences are enough for most uses.",
                            lists,
                            largest,
                            sentences,
                            ADVISED_LISTS,
                            ADVISED_ITEMS,
                            ADVISED_SENTENCES)));
        }
    }
}
