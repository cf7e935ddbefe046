package dev.attune.speech.lm;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The binary file {@code lm.bin}, specified in the package's description. Probabilities are rounded to 256 levels an order. */
public final class CompactLm {

    private static final int MAGIC = 0x41544C4D;
    private static final int VERSION = 1;
    private static final int N_GRAMS = 1;
    private static final int MIXTURE = 2;
    private static final int FOLLOWING_MIXTURE = 3;
    private static final int CLASSES = 4;
    private static final int LEVELS = 256;

    private CompactLm() {}

    public static void write(LanguageModel model, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(model, out);
        }
    }

    /**
     * Leaves the stream open.
     *
     * @throws IllegalArgumentException if the model is neither an n-gram model nor a mixture or a model with classes made of them
     */
    public static void write(LanguageModel model, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        writeModel(model, data);
        data.flush();
    }

    /**
     * @throws IOException if the file cannot be read or is damaged
     * @throws IllegalArgumentException if it is not such a file, or of a version unknown here
     */
    public static LanguageModel read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads to the end of the model; the stream may have been read ahead.
     *
     * @param name for error messages
     */
    public static LanguageModel read(InputStream in, String name) throws IOException {
        try {
            return readModel(new DataInputStream(new BufferedInputStream(in, 1 << 16)), name);
        } catch (EOFException e) {
            throw new IOException(name + ": cut off; take a complete copy of the file", e);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | NGramTrieBuilder.DuplicateNGramException e) {
            throw new IOException(name + ": damaged; take an intact copy of the file", e);
        }
    }

    private static void writeModel(LanguageModel model, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        switch (model) {
            case NGramModel nGrams -> {
                out.writeByte(N_GRAMS);
                writeNGrams(nGrams, out);
            }
            case InterpolatedLm mixture -> {
                boolean follows = mixture.switching() < 1;
                out.writeByte(follows ? FOLLOWING_MIXTURE : MIXTURE);
                if (follows) {
                    out.writeDouble(mixture.switching());
                }
                writeVarint(mixture.models().size(), out);
                for (int i = 0; i < mixture.models().size(); i++) {
                    out.writeDouble(mixture.weights().get(i));
                    writeModel(mixture.models().get(i), out);
                }
            }
            case ClassLm classes -> {
                out.writeByte(CLASSES);
                out.writeDouble(classes.breakOff());
                writeModel(classes.tokens(), out);
                writeVarint(classes.classes().size(), out);
                for (WordClass each : classes.classes()) {
                    writeClass(each, out);
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "only n-gram models, mixtures and models with classes can be written; got "
                                + model.getClass().getSimpleName());
        }
    }

    private static LanguageModel readModel(DataInputStream in, String name) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IllegalArgumentException(name
                    + ": not a compact language model (expected \"ATLM\" at the start); an ARPA file must be imported");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IllegalArgumentException(name + ": language model format version " + version
                    + ", this program reads version " + VERSION + "; use the program version that wrote it");
        }
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case N_GRAMS -> readNGrams(in, name);
            case MIXTURE, FOLLOWING_MIXTURE -> {
                double switching = kind == MIXTURE ? 1 : in.readDouble();
                int count = readVarint(in);
                List<LanguageModel> models = new ArrayList<>();
                List<Double> weights = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    weights.add(in.readDouble());
                    models.add(readModel(in, name));
                }
                yield new InterpolatedLm(models, weights, switching);
            }
            case CLASSES -> readClasses(in, name);
            default -> throw new IOException(name + ": damaged (unknown kind " + kind + "); take an intact copy");
        };
    }

    private static void writeClass(WordClass each, DataOutputStream out) throws IOException {
        writeWord(each.name(), out);
        writeVarint(each.size(), out);
        for (int node = 0; node < each.size(); node++) {
            writeVarint(each.childrenEnd(node) - each.firstChild(node), out);
            writeVarint(each.end(node), out);
        }
        for (int parent = 0; parent < each.size(); parent++) {
            int before = 0;
            for (int node = each.firstChild(parent); node < each.childrenEnd(parent); node++) {
                writeVarint(each.word(node) - before, out);
                before = each.word(node);
            }
        }
    }

    private static ClassLm readClasses(DataInputStream in, String name) throws IOException {
        double breakOff = in.readDouble();
        LanguageModel tokens = readModel(in, name);
        int count = readVarint(in);
        Set<String> names = new LinkedHashSet<>();
        List<Columns> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(readWord(in));
            columns.add(Columns.read(in));
        }
        try {
            return new ClassLm(tokens, names, breakOff, (each, vocabulary) -> {
                List<WordClass> classes = new ArrayList<>();
                for (String one : each) {
                    classes.add(columns.get(classes.size()).of(one, vocabulary.size()));
                }
                return classes;
            });
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": damaged (" + e.getMessage() + "); take an intact copy of the file", e);
        }
    }

    /** A class as it stands in the file. */
    private record Columns(int[] words, int[] children, int[] ends) {

        static Columns read(DataInputStream in) throws IOException {
            int size = readVarint(in);
            int[] children = new int[size];
            int[] ends = new int[size];
            for (int node = 0; node < size; node++) {
                children[node] = readVarint(in);
                ends[node] = readVarint(in);
            }
            int[] words = new int[size];
            words[0] = -1;
            int node = 1;
            for (int count : children) {
                int before = 0;
                for (int i = 0; i < count; i++) {
                    before += readVarint(in);
                    words[node++] = before;
                }
            }
            return new Columns(words, children, ends);
        }

        WordClass of(String name, int vocabularySize) {
            for (int word : words) {
                if (word >= vocabularySize) {
                    throw new IndexOutOfBoundsException("word " + word + " of class " + name);
                }
            }
            return WordClass.of(name, words, children, ends);
        }
    }

    private static void writeWord(String word, DataOutputStream out) throws IOException {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        writeVarint(bytes.length, out);
        out.write(bytes);
    }

    private static String readWord(DataInputStream in) throws IOException {
        int length = readVarint(in);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeNGrams(NGramModel model, DataOutputStream out) throws IOException {
        int order = model.order();
        Vocabulary vocabulary = model.vocabulary();
        writeVarint(order, out);
        writeVarint(vocabulary.size(), out);
        for (int id = Vocabulary.FIRST_WORD_ID; id < vocabulary.size(); id++) {
            byte[] word = vocabulary.word(id).getBytes(StandardCharsets.UTF_8);
            writeVarint(word.length, out);
            out.write(word);
        }
        for (int m = 1; m <= order; m++) {
            int from = model.firstNode(m);
            int size = model.size(m);
            if (m > 1) {
                writeVarint(size, out);
                for (int parent = model.firstNode(m - 1); parent < from; parent++) {
                    writeVarint(model.firstChild(parent + 1) - model.firstChild(parent), out);
                }
                for (int parent = model.firstNode(m - 1); parent < from; parent++) {
                    int before = 0;
                    for (int node = model.firstChild(parent); node < model.firstChild(parent + 1); node++) {
                        writeVarint(model.word(node) - before, out);
                        before = model.word(node);
                    }
                }
            }
            float[] probs = new float[size];
            float[] backoffs = new float[size];
            for (int i = 0; i < size; i++) {
                probs[i] = model.nodeLogProb(from + i);
                backoffs[i] = model.nodeBackoff(from + i);
            }
            writeColumn(probs, out);
            if (m < order) {
                writeColumn(backoffs, out);
            }
        }
    }

    private static NGramModel readNGrams(DataInputStream in, String name) throws IOException {
        int order = readVarint(in);
        if (order < 1 || order > 32) {
            throw new IOException(name + ": damaged (order " + order + "); take an intact copy of the file");
        }
        int words = readVarint(in);
        Vocabulary vocabulary = new Vocabulary();
        for (int id = Vocabulary.FIRST_WORD_ID; id < words; id++) {
            vocabulary.add(new String(in.readNBytes(readVarint(in)), StandardCharsets.UTF_8));
        }
        if (vocabulary.size() != words) {
            throw new IOException(name + ": damaged (a word occurs twice); take an intact copy of the file");
        }
        NGramTrieBuilder trie = new NGramTrieBuilder(order);
        float[] unigramProbs = readColumn(words, in);
        trie.unigrams(unigramProbs, order > 1 ? readColumn(words, in) : new float[0]);
        int contexts = words;
        int firstContext = 1;
        for (int m = 2; m <= order; m++) {
            int size = readVarint(in);
            int[] parents = new int[size];
            int filled = 0;
            for (int i = 0; i < contexts; i++) {
                int children = readVarint(in);
                Arrays.fill(parents, filled, filled + children, firstContext + i);
                filled += children;
            }
            int[] lastWords = new int[size];
            for (int i = 0; i < size; i++) {
                int difference = readVarint(in);
                lastWords[i] = i > 0 && parents[i] == parents[i - 1] ? lastWords[i - 1] + difference : difference;
            }
            float[] probs = readColumn(size, in);
            trie.level(parents, lastWords, probs, m < order ? readColumn(size, in) : new float[0]);
            firstContext += contexts;
            contexts = size;
        }
        return trie.build(vocabulary);
    }

    private static void writeColumn(float[] values, DataOutputStream out) throws IOException {
        float[] levels = levels(values);
        writeVarint(levels.length, out);
        for (float level : levels) {
            out.writeFloat(level);
        }
        byte[] codes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            codes[i] = (byte) nearest(levels, values[i]);
        }
        out.write(codes);
    }

    private static float[] readColumn(int size, DataInputStream in) throws IOException {
        float[] levels = new float[readVarint(in)];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = in.readFloat();
        }
        byte[] codes = in.readNBytes(size);
        if (codes.length < size) {
            throw new EOFException();
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = levels[codes[i] & 0xFF];
        }
        return values;
    }

    /**
     * Ascending representatives of values. The ends stay exact (no back-off is the commonest back-off), the rest are means of bins with
     * equally many values.
     */
    static float[] levels(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] distinct = new float[LEVELS];
        int count = 0;
        for (int i = 0; i < sorted.length && count <= LEVELS; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                if (count < LEVELS) {
                    distinct[count] = sorted[i];
                }
                count++;
            }
        }
        if (count <= LEVELS) {
            return Arrays.copyOf(distinct, count);
        }
        int low = 0;
        while (sorted[low] == sorted[0]) {
            low++;
        }
        int high = sorted.length;
        while (sorted[high - 1] == sorted[sorted.length - 1]) {
            high--;
        }
        int bins = LEVELS - 2;
        float[] levels = new float[LEVELS];
        levels[0] = sorted[0];
        int size = 1;
        for (int bin = 0; bin < bins; bin++) {
            int from = low + (int) ((long) (high - low) * bin / bins);
            int to = low + (int) ((long) (high - low) * (bin + 1) / bins);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += sorted[i];
            }
            float mean = (float) (sum / (to - from));
            if (to > from && mean > levels[size - 1]) {
                levels[size++] = mean;
            }
        }
        if (sorted[sorted.length - 1] > levels[size - 1]) {
            levels[size++] = sorted[sorted.length - 1];
        }
        return Arrays.copyOf(levels, size);
    }

    private static int nearest(float[] levels, float value) {
        int at = Arrays.binarySearch(levels, value);
        if (at >= 0) {
            return at;
        }
        int above = -at - 1;
        if (above == 0 || above < levels.length && levels[above] - value < value - levels[above - 1]) {
            return above;
        }
        return above - 1;
    }

    private static void writeVarint(int value, DataOutputStream out) throws IOException {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.writeByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int readVarint(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = in.readUnsignedByte();
            value |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("damaged number in a language model; take an intact copy of the file");
    }
}
