package dev.attune.speech.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output units of a network. Immutable. Token 0 is always CTC's blank, written {@value #BLANK}.
 *
 * <p>File format ({@code tokens.txt}): one {@code symbol id} per line, UTF-8, ids 0 to size-1, each exactly once.
 */
public final class TokenSet {

    public static final String BLANK = "<blk>";
    /** Word boundary of the letter set (U+2581), the sign that other runtimes print as a blank. */
    public static final String LETTER_BOUNDARY = "\u2581";
    /** Word boundary of the phone set: stands between two words, not at the ends of an utterance. */
    public static final String PHONE_BOUNDARY = "|";

    private static final List<String> PHONES = List.of(
            "AA", "AE", "AH", "AO", "AW", "AX", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH",
            "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y",
            "Z", "ZH");

    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

    private final List<String> symbols;
    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * @throws IllegalArgumentException if the first symbol is not the blank or a symbol occurs twice
     */
    public TokenSet(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        if (this.symbols.isEmpty() || !this.symbols.getFirst().equals(BLANK)) {
            throw new IllegalArgumentException("token 0 must be " + BLANK + "; got "
                    + this.symbols.stream().findFirst().orElse("nothing"));
        }
        for (String symbol : this.symbols) {
            if (ids.put(symbol, ids.size()) != null) {
                throw new IllegalArgumentException("token \"" + symbol + "\" occurs twice");
            }
        }
    }

    /** Blank, {@link #LETTER_BOUNDARY}, a to z, apostrophe: 29 tokens. */
    public static TokenSet englishLetters() {
        List<String> symbols = new ArrayList<>(List.of(BLANK, LETTER_BOUNDARY));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            symbols.add(String.valueOf(letter));
        }
        symbols.add("'");
        return new TokenSet(symbols);
    }

    /** Blank, 40 phones in ARPAbet notation (AX is the schwa), {@link #PHONE_BOUNDARY}: 42 tokens. */
    public static TokenSet englishPhones() {
        List<String> symbols = new ArrayList<>(List.of(BLANK));
        symbols.addAll(PHONES);
        symbols.add(PHONE_BOUNDARY);
        return new TokenSet(symbols);
    }

    public int size() {
        return symbols.size();
    }

    public String symbol(int id) {
        return symbols.get(id);
    }

    public List<String> symbols() {
        return symbols;
    }

    public boolean contains(String symbol) {
        return ids.containsKey(symbol);
    }

    /**
     * @throws IllegalArgumentException if the symbol is not a token
     */
    public int id(String symbol) {
        Integer id = ids.get(symbol);
        if (id == null) {
            throw new IllegalArgumentException("\"" + symbol + "\" is not a token of this set of " + size());
        }
        return id;
    }

    /** True if a word boundary is part of tokens ({@code \u2581the}) and not only a token of its own. */
    public boolean hasSubwords() {
        return symbols.stream()
                .anyMatch(symbol -> symbol.startsWith(LETTER_BOUNDARY) && symbol.length() > LETTER_BOUNDARY.length());
    }

    /** The byte that a token like {@code <0xC3>} stands for; empty for every other symbol. */
    public static OptionalInt byteOf(String symbol) {
        Matcher matcher = BYTE.matcher(symbol);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1), 16)) : OptionalInt.empty();
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not a token file, naming file and line
     */
    public static TokenSet read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String[] symbols = new String[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int blank = line.lastIndexOf(' ');
            int id;
            try {
                id = Integer.parseInt(line.substring(blank + 1).trim());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        file.getFileName() + ":" + (i + 1) + ": expected \"symbol id\", found \"" + line + "\"", e);
            }
            if (id < 0 || id >= symbols.length || symbols[id] != null) {
                throw new IllegalArgumentException(file.getFileName() + ":" + (i + 1) + ": ids must be 0 to "
                        + (symbols.length - 1) + ", each once; found " + id);
            }
            symbols[id] = blank <= 0 ? " " : line.substring(0, blank);
        }
        return new TokenSet(List.of(symbols));
    }

    public void write(Path file) {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < size(); id++) {
            text.append(symbols.get(id)).append(' ').append(id).append('\n');
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSet that && symbols.equals(that.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }
}
