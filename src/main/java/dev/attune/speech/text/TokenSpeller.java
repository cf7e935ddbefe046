package dev.attune.speech.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Spells words with the tokens of a network that writes letters or subwords, as a lexicon holds them. Immutable and thread-safe.
 *
 * <p>Letters: one spelling, letter by letter. Subwords: a network writes nearly always the one division that its tokenizer made, but a token file does
 * not tell which; so there are several. First that of byte-pair encoding, which can be repeated exactly because ids are in the order of the merges
 * (Sennrich, Haddow and Birch, ACL 2016); then the best ones of a unigram model (Kudo, ACL 2018) whose probabilities fall with the id as in Zipf's
 * law. Characters that no token has are spelled in bytes where the set has bytes.
 */
public final class TokenSpeller {

    /** Divisions of a word into subwords that a lexicon gets. */
    public static final int SUBWORD_SPELLINGS = 4;

    private static final int LONGEST_WORD = 60;

    private final TokenSet tokens;
    private final boolean subwords;
    private final int longest;

    /**
     * @param tokens as in a package: boundary {@link TokenSet#LETTER_BOUNDARY}, lower case
     */
    public TokenSpeller(TokenSet tokens) {
        this.tokens = tokens;
        this.subwords = tokens.hasSubwords();
        this.longest = tokens.symbols().stream().mapToInt(String::length).max().orElse(1);
    }

    /** What stands between two words: a token, or nothing where the first token of a word marks its beginning. */
    public String between() {
        return !subwords && tokens.contains(TokenSet.LETTER_BOUNDARY) ? " " + TokenSet.LETTER_BOUNDARY + " " : " ";
    }

    /**
     * Spellings of a word, the likeliest first, each with one blank between its tokens; empty if it cannot be spelled. An apostrophe that no token has is
     * left out.
     */
    public List<String> spellings(String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        if (plain.isEmpty() || plain.length() > LONGEST_WORD || plain.contains(" ")) {
            return List.of();
        }
        String text = subwords ? TokenSet.LETTER_BOUNDARY + plain : plain;
        List<String> found = divisions(text);
        return found.isEmpty() && plain.indexOf('\'') >= 0 ? divisions(text.replace("'", "")) : found;
    }

    private List<String> divisions(String text) {
        Set<String> distinct = new LinkedHashSet<>();
        List<List<String>> best = unigram(text, subwords ? SUBWORD_SPELLINGS : 1);
        if (subwords && !best.isEmpty()) {
            List<String> pairs = bytePairs(text);
            if (pairs.stream().allMatch(tokens::contains)) {
                distinct.add(String.join(" ", pairs));
            }
        }
        best.forEach(division -> distinct.add(String.join(" ", division)));
        return distinct.stream().limit(SUBWORD_SPELLINGS).toList();
    }

    /** Joins the neighbours whose union has the lowest id, again and again. */
    private List<String> bytePairs(String text) {
        List<String> parts = new ArrayList<>();
        text.codePoints().forEach(point -> parts.addAll(character(Character.toString(point))));
        while (true) {
            int at = -1;
            int lowest = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                String joined = parts.get(i) + parts.get(i + 1);
                if (tokens.contains(joined) && tokens.id(joined) < lowest) {
                    lowest = tokens.id(joined);
                    at = i;
                }
            }
            if (at < 0) {
                return parts;
            }
            parts.set(at, parts.get(at) + parts.remove(at + 1));
        }
    }

    /** The tokens of one character: itself, or its bytes. */
    private List<String> character(String character) {
        if (tokens.contains(character)) {
            return List.of(character);
        }
        List<String> bytes = new ArrayList<>();
        for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(String.format(Locale.ROOT, "<0x%02X>", each));
        }
        return bytes.stream().allMatch(tokens::contains) ? bytes : List.of(character);
    }

    /** A division of the text's beginning. */
    private record Division(List<String> parts, double cost) {
        Division with(List<String> more, double itsCost) {
            List<String> longer = new ArrayList<>(parts);
            longer.addAll(more);
            return new Division(longer, cost + itsCost);
        }
    }

    private List<List<String>> unigram(String text, int count) {
        Map<Integer, List<Division>> upTo = new HashMap<>();
        upTo.put(0, List.of(new Division(List.of(), 0)));
        for (int end = 1; end <= text.length(); end++) {
            List<Division> here = new ArrayList<>();
            for (int start = Math.max(0, end - longest); start < end; start++) {
                List<Division> before = upTo.getOrDefault(start, List.of());
                String part = text.substring(start, end);
                if (before.isEmpty()) {
                    continue;
                }
                List<String> parts = part.codePointCount(0, part.length()) == 1 ? character(part) : List.of(part);
                if (parts.stream().allMatch(tokens::contains)) {
                    double cost = parts.stream()
                            .mapToDouble(each -> Math.log(2.0 + tokens.id(each)))
                            .sum();
                    before.forEach(division -> here.add(division.with(parts, cost)));
                }
            }
            here.sort(Comparator.comparingDouble(Division::cost)
                    .thenComparing(division -> String.join(" ", division.parts())));
            upTo.put(end, List.copyOf(here.subList(0, Math.min(count, here.size()))));
        }
        return upTo.getOrDefault(text.length(), List.of()).stream()
                .map(Division::parts)
                .toList();
    }
}
