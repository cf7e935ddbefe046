package dev.attune.speech.lm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads back-off models in ARPA format: UTF-8, log10, words separated by blanks or tabs. A file without {@code <unk>} gets one with
 * log10 P = -100, as KenLM does. The order of n-grams within a section does not matter; contexts of every n-gram must be n-grams too.
 */
public final class ArpaReader {

    private static final float LN_10 = (float) Math.log(10);
    private static final float MISSING_UNKNOWN = -100 * LN_10;

    private final String name;
    private final BufferedReader in;
    private int lineNumber;

    private ArpaReader(String name, BufferedReader in) {
        this.name = name;
        this.in = in;
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not an ARPA file, naming file, line, what was expected and what was found
     */
    public static NGramModel read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(in, name);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(name + ": not UTF-8 text; an ARPA file is plain text", e);
        }
    }

    /**
     * @param name for error messages
     * @throws IllegalArgumentException as {@link #read(Path)}
     */
    public static NGramModel read(Reader in, String name) throws IOException {
        return new ArpaReader(name, new BufferedReader(in, 1 << 16)).readAll();
    }

    private NGramModel readAll() throws IOException {
        List<Integer> promised = readHeader();
        int order = promised.size();
        NGramTrieBuilder trie = new NGramTrieBuilder(order);
        Vocabulary vocabulary = readUnigrams(trie, promised);
        for (int m = 2; m <= order; m++) {
            readLevel(trie, vocabulary, promised, m);
        }
        String end = nextLine();
        if (!"\\end\\".equals(end)) {
            throw expected("\"\\end\\\"", end, "; the header promises n-grams up to order " + order);
        }
        return trie.build(vocabulary);
    }

    private List<Integer> readHeader() throws IOException {
        String line = nextLine();
        // Some tools write a comment before the data.
        while (line != null && !line.equals("\\data\\")) {
            if (line.startsWith("\\") || line.startsWith("ngram ")) {
                throw expected("\"\\data\\\"", line, "");
            }
            line = nextLine();
        }
        if (line == null) {
            throw expected("\"\\data\\\"", null, "; this is not an ARPA file");
        }
        List<Integer> counts = new ArrayList<>();
        in.mark(1 << 12);
        int marked = lineNumber;
        for (line = nextLine(); line != null && line.startsWith("ngram "); line = nextLine()) {
            String promise = "ngram " + (counts.size() + 1) + "=";
            // IRSTLM writes "ngram  1=       350".
            String compact = line.replaceAll("\\s*=\\s*", "=").replaceAll("\\s+", " ");
            if (!compact.startsWith(promise)) {
                throw expected("\"" + promise + "COUNT\"", line, "");
            }
            try {
                counts.add(Integer.parseInt(compact.substring(promise.length())));
            } catch (NumberFormatException e) {
                throw expected("\"" + promise + "COUNT\"", line, "");
            }
            if (counts.getLast() < 0) {
                throw expected("\"" + promise + "COUNT\"", line, "");
            }
            in.mark(1 << 12);
            marked = lineNumber;
        }
        if (counts.isEmpty() || counts.getFirst() == 0) {
            throw expected("\"ngram 1=COUNT\" with at least one word", line, "");
        }
        in.reset();
        lineNumber = marked;
        return counts;
    }

    private Vocabulary readUnigrams(NGramTrieBuilder trie, List<Integer> promised) throws IOException {
        section(1, promised);
        int count = promised.getFirst();
        boolean last = promised.size() == 1;
        Vocabulary vocabulary = new Vocabulary();
        float[] probs = new float[count + Vocabulary.FIRST_WORD_ID];
        float[] backoffs = new float[probs.length];
        Arrays.fill(probs, Float.NaN);
        for (int i = 0; i < count; i++) {
            String line = nGramLine(1, i, promised);
            String[] fields = fields(line, 1, last);
            int id = vocabulary.add(normalizedSpecial(fields[1]));
            if (!Float.isNaN(probs[id])) {
                throw new IllegalArgumentException(place() + "\"" + fields[1] + "\" occurs twice; remove one line");
            }
            probs[id] = ln(fields[0], line);
            backoffs[id] = fields.length > 2 ? backoff(fields[2], line) : 0;
        }
        if (Float.isNaN(probs[Vocabulary.UNKNOWN_ID])) {
            probs[Vocabulary.UNKNOWN_ID] = MISSING_UNKNOWN;
        }
        if (Float.isNaN(probs[Vocabulary.START_ID])) {
            probs[Vocabulary.START_ID] = NGramModel.NEVER;
        }
        if (Float.isNaN(probs[Vocabulary.END_ID])) {
            throw new IllegalArgumentException(
                    place() + "the unigrams have no </s>; estimate the model with sentence ends");
        }
        // lmplz writes P(<s>) = 1, other tools 10^-99; it is never predicted.
        probs[Vocabulary.START_ID] = NGramModel.NEVER;
        trie.unigrams(Arrays.copyOf(probs, vocabulary.size()), Arrays.copyOf(backoffs, vocabulary.size()));
        return vocabulary;
    }

    private void readLevel(NGramTrieBuilder trie, Vocabulary vocabulary, List<Integer> promised, int m)
            throws IOException {
        section(m, promised);
        int count = promised.get(m - 1);
        boolean last = m == promised.size();
        int firstLine = lineNumber + 1;
        int[] parents = new int[count];
        int[] words = new int[count];
        int[] lines = new int[count];
        float[] probs = new float[count];
        float[] backoffs = new float[last ? 0 : count];
        for (int i = 0; i < count; i++) {
            String line = nGramLine(m, i, promised);
            String[] fields = fields(line, m, last);
            int node = 0;
            for (int k = 1; k < m; k++) {
                node = trie.child(node, id(vocabulary, fields[k]));
                if (node < 0) {
                    throw new IllegalArgumentException(place() + "the context of \""
                            + String.join(" ", Arrays.copyOfRange(fields, 1, m + 1)) + "\" is not among the "
                            + (m - 1) + "-grams; the file is incomplete");
                }
            }
            parents[i] = node;
            words[i] = id(vocabulary, fields[m]);
            lines[i] = lineNumber;
            probs[i] = ln(fields[0], line);
            if (!last) {
                backoffs[i] = fields.length > m + 1 ? backoff(fields[m + 1], line) : 0;
            }
        }
        try {
            trie.level(parents, words, probs, backoffs);
        } catch (NGramTrieBuilder.DuplicateNGramException e) {
            throw new IllegalArgumentException(
                    name + ":" + lines[e.index()] + ": this " + m + "-gram occurs twice (section starts at line "
                            + firstLine + "); remove one line",
                    e);
        }
    }

    private int id(Vocabulary vocabulary, String word) {
        String normalized = normalizedSpecial(word);
        int id = vocabulary.id(normalized);
        if (id == Vocabulary.UNKNOWN_ID && !normalized.equals(Vocabulary.UNKNOWN)) {
            throw new IllegalArgumentException(place() + "\"" + word + "\" is not among the 1-grams");
        }
        return id;
    }

    /** SRILM and older tools write {@code <UNK>}, {@code <S>}. */
    private static String normalizedSpecial(String word) {
        return switch (word) {
            case "<UNK>" -> Vocabulary.UNKNOWN;
            case "<S>" -> Vocabulary.START;
            case "</S>" -> Vocabulary.END;
            default -> word;
        };
    }

    private void section(int m, List<Integer> promised) throws IOException {
        String line = nextLine();
        String header = "\\" + m + "-grams:";
        if (!header.equals(line)) {
            throw expected(
                    "\"" + header + "\"",
                    line,
                    m == 1 ? "" : "; the header promises " + promised.get(m - 2) + " " + (m - 1) + "-grams");
        }
    }

    private String nGramLine(int m, int read, List<Integer> promised) throws IOException {
        String line = nextLine();
        if (line == null || line.startsWith("\\")) {
            throw expected(
                    "a " + m + "-gram",
                    line,
                    "; the header promises " + promised.get(m - 1) + " " + m + "-grams and " + read + " were found");
        }
        return line;
    }

    private String[] fields(String line, int m, boolean last) {
        String[] fields = new String[m + 2];
        int found = 0;
        int at = 0;
        while (at < line.length()) {
            int end = at;
            while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
                end++;
            }
            if (end > at) {
                if (found == fields.length) {
                    found++;
                    break;
                }
                fields[found++] = line.substring(at, end);
            }
            at = end + 1;
        }
        // A back-off weight at the highest order has no meaning, but some tools write one.
        if (found < m + 1 || found > m + 2) {
            throw expected("\"log10(P) " + m + " word(s)" + (last ? "" : " back-off") + "\"", line, "");
        }
        return found == m + 1 ? Arrays.copyOf(fields, found) : fields;
    }

    private float ln(String number, String line) {
        float value = number(number, line);
        if (value > 1e-4f) {
            throw expected("log10 of a probability, at most 0", line, "");
        }
        return Math.min(value, 0) * LN_10;
    }

    private float backoff(String number, String line) {
        // Minus infinity would make back-off sums NaN.
        return Math.max(number(number, line), -99) * LN_10;
    }

    private float number(String number, String line) {
        try {
            float value = Float.parseFloat(number);
            if (Float.isNaN(value)) {
                throw expected("a number", line, "");
            }
            return Math.max(value, -1e6f);
        } catch (NumberFormatException e) {
            throw expected("a number in place of \"" + number + "\"", line, "");
        }
    }

    /** The next line that is not empty, trimmed at its end; null at the end of the file. */
    private @Nullable String nextLine() throws IOException {
        String line = in.readLine();
        lineNumber++;
        while (line != null && line.isBlank()) {
            line = in.readLine();
            lineNumber++;
        }
        return line == null ? null : line.strip();
    }

    private String place() {
        return name + ":" + lineNumber + ": ";
    }

    private IllegalArgumentException expected(String what, @Nullable String found, String remark) {
        return new IllegalArgumentException(place() + "expected " + what + ", found "
                + (found == null ? "the end of the file" : "\"" + found + "\"") + remark);
    }
}
