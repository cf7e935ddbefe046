package dev.attune.dataset;

import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Structured text: lists, a lexicon of phones, and sentences that refer to the lists. One object a file. */
final class StructuredTextCheck implements LineCheck {

    private static final int MAX_LISTS = 20;
    private static final int MAX_ITEMS = 35_000;
    private static final int MAX_LEXICON = 15_000;
    private static final int MAX_PER_WORD = 2;
    private static final int ADVISED_LISTS = 10;
    private static final int ADVISED_ITEMS = 4_000;
    private static final int ADVISED_SENTENCES = 50_000;
    private static final Pattern LIST = Pattern.compile("(?i)@\\s*list\\s+(\\S+?)\\s*=\\s*");
    private static final Pattern LEXICON = Pattern.compile("(?i)@\\s*speech:phoneticlexicon\\s*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern SECTION = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern REFERENCE = Pattern.compile("\\{@([^{}]*)}");
    private static final Pattern COMMENT = Pattern.compile("(?:^|(?<=\\s))//.*$");

    private enum Block {
        NONE,
        LIST,
        LEXICON,
        SECTION
    }

    private final Map<String, Integer> items = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final List<String> accepted = new ArrayList<>();
    private Block block = Block.NONE;
    private String list = "";
    private int lexiconEntries;
    private int sentences;

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        // A sentence may refer to a list that follows.
        Set<String> defined = new HashSet<>();
        for (TextLine line : lines) {
            Matcher heading = LIST.matcher(content(line));
            if (heading.matches()) {
                defined.add(heading.group(1));
            }
        }
        SentenceRules rules = new SentenceRules(TextNormalizer.forLocale(locale), file, problems);
        for (int i = 0; i < lines.size(); i++) {
            progress.at(i / (double) lines.size(), "Checking lines");
            int number = lines.get(i).number();
            String text = content(lines.get(i));
            if (text.startsWith("@")) {
                heading(number, text, file, problems);
            } else if (text.startsWith("#")) {
                section(number, text, file, problems);
            } else if (text.startsWith("-") && block != Block.NONE) {
                entry(number, text.substring(1).strip(), file, locale, rules, defined, problems);
            } else if (!text.isEmpty()) {
                problems.reject(
                        "LineOutsideBlock",
                        file,
                        number,
                        "Line " + number + ": it belongs to no list or section. Begin it with \"- \" below a heading.");
            }
        }
        checkAmounts(file, problems);
        boolean anything =
                sentences > 0 || lexiconEntries > 0 || items.values().stream().anyMatch(count -> count > 0);
        return anything ? accepted : List.of();
    }

    private static String content(TextLine line) {
        return COMMENT.matcher(line.text()).replaceFirst("").strip();
    }

    private void heading(int number, String text, String file, ProblemList problems) {
        Matcher matcher = LIST.matcher(text);
        if (LEXICON.matcher(text).matches()) {
            block = Block.LEXICON;
            accepted.add(text);
        } else if (matcher.matches() && NAME.matcher(matcher.group(1)).matches()) {
            block = Block.LIST;
            list = matcher.group(1);
            if (items.putIfAbsent(list, 0) != null) {
                problems.fail(
                        "DuplicateList",
                        file,
                        number,
                        "Line " + number + ": the list \"" + list + "\" is defined twice. Join the two or rename one.");
            }
            accepted.add(text);
        } else {
            block = Block.NONE;
            problems.fail(
                    "BadHeading",
                    file,
                    number,
                    "Line " + number + ": \"" + text + "\" is no heading. Write \"@ list NAME =\" or "
                            + "\"@ speech:phoneticlexicon\", the name in letters, digits, hyphens and underscores.");
        }
    }

    private void section(int number, String text, String file, ProblemList problems) {
        String name = text.substring(1).strip();
        block = Block.SECTION;
        if (SECTION.matcher(name).matches()) {
            accepted.add(text);
        } else {
            problems.fail(
                    "BadSectionName",
                    file,
                    number,
                    "Line " + number + ": \"" + name
                            + "\" is no name of a section. Use letters, digits and underscores, without blanks.");
        }
    }

    private void entry(
            int number,
            String text,
            String file,
            String locale,
            SentenceRules rules,
            Set<String> defined,
            ProblemList problems) {
        switch (block) {
            case LEXICON -> lexicon(number, text, file, locale, problems);
            case LIST -> {
                String item = rules.check(number, text);
                if (item != null) {
                    items.merge(list, 1, Integer::sum);
                    accepted.add("- " + item);
                }
            }
            case SECTION -> {
                String fault = referenceFault(text, defined);
                if (fault != null) {
                    problems.reject(
                            fault.startsWith("list") ? "UndefinedList" : "BadReference",
                            file,
                            number,
                            "Line " + number + ": " + fault);
                } else if (rules.check(number, REFERENCE.matcher(text).replaceAll("list")) != null) {
                    REFERENCE.matcher(text).results().forEach(found -> used.add(found.group(1)));
                    sentences++;
                    accepted.add("- " + text.replace('\t', ' '));
                }
            }
            case NONE -> throw new IllegalStateException("an entry outside a block");
        }
    }

    private static @Nullable String referenceFault(String text, Set<String> defined) {
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).isBlank()) {
                return "a reference to a list has no name. Write {@NAME}.";
            }
            if (!defined.contains(matcher.group(1))) {
                return "list \"" + matcher.group(1) + "\" is not defined. Define it with \"@ list " + matcher.group(1)
                        + " =\".";
            }
        }
        return REFERENCE.matcher(text).replaceAll("").matches(".*[{}].*")
                ? "a brace stands alone. Write a reference as {@NAME}."
                : null;
    }

    private void lexicon(int number, String text, String file, String locale, ProblemList problems) {
        int slash = text.lastIndexOf('/');
        String word = slash < 0 ? "" : text.substring(0, slash).strip();
        String phones = slash < 0 ? "" : text.substring(slash + 1).strip();
        String start = "Line " + number + ": ";
        if (word.isEmpty() || phones.isEmpty()) {
            problems.reject(
                    "LexiconNeedsSlash",
                    file,
                    number,
                    start + "write the word, a slash, and its phones, separated by blanks.");
            return;
        }
        String fault = Phones.fault(phones, locale);
        if (fault != null) {
            problems.reject("UnknownPhone", file, number, start + fault);
            return;
        }
        if (words.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum) > MAX_PER_WORD) {
            problems.reject(
                    "TooManyPronunciations",
                    file,
                    number,
                    start + word + " has more than " + MAX_PER_WORD + " pronunciations. Keep the best.");
            return;
        }
        lexiconEntries++;
        accepted.add("- " + word + "/" + phones);
    }

    private void checkAmounts(String file, ProblemList problems) {
        if (items.size() > MAX_LISTS) {
            problems.fail(
                    "TooManyLists",
                    file,
                    0,
                    file + ": " + items.size() + " lists, at most " + MAX_LISTS + ". Join some.");
        }
        items.forEach((name, count) -> {
            if (count > MAX_ITEMS) {
                problems.fail(
                        "TooManyItems",
                        file,
                        0,
                        file + ": the list \"" + name + "\" has " + count + " items, at most " + MAX_ITEMS
                                + ". Shorten it.");
            }
        });
        if (lexiconEntries > MAX_LEXICON) {
            problems.fail(
                    "TooManyLexiconEntries",
                    file,
                    0,
                    file + ": " + lexiconEntries + " lexicon entries, at most " + MAX_LEXICON + ". Shorten it.");
        }
        for (String name : new TreeSet<>(items.keySet())) {
            if (items.get(name) == 0) {
                problems.warn("EmptyList", file, 0, "The list \"" + name + "\" has no items.");
            } else if (!used.contains(name)) {
                problems.warn("UnusedList", file, 0, "No sentence refers to the list \"" + name + "\".");
            }
        }
        if (items.size() > ADVISED_LISTS
                || items.values().stream().anyMatch(count -> count > ADVISED_ITEMS)
                || sentences > ADVISED_SENTENCES) {
            problems.warn(
                    "AboveRecommendation",
                    file,
                    0,
                    file + " is larger than advised: " + ADVISED_LISTS + " lists of " + ADVISED_ITEMS + " items and "
                            + ADVISED_SENTENCES + " sentences.");
        }
    }
}
