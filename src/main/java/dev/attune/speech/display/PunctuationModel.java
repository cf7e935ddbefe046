package dev.attune.speech.display;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where marks and capital letters belong in English: two linear classifiers over {@link PunctuationFeatures}, run from left to right. Each
 * decision knows the ones before it. Immutable and thread-safe.
 *
 * <p>File format: gzip; the text {@code attune-punctuation 1}, the scales of both classifiers as floats, the biases of the marks as floats,
 * the weights of the marks ([marks, buckets]) and of the capitals ([buckets]) as bytes, and the bits of the names known ({@value #NAME_BITS}).
 * Numbers are big-endian.
 */
public final class PunctuationModel {

    static final int NAME_BITS = 1 << 20;
    private static final String HEADER = "attune-punctuation 1";

    /** ln 3: a comma or a question mark too much disturbs a reader more than one that is missing. */
    private static final double MARGIN = Math.log(3);

    private static final int MARKS = Mark.values().length;

    private final float markScale;
    private final float capitalScale;
    private final float[] biases;
    private final float capitalBias;
    private final byte[][] marks;
    private final byte[] capitals;
    private final BitSet names;

    /**
     * @param marks [marks, buckets], times {@code markScale} a weight
     * @param capitals [buckets], times {@code capitalScale} a weight
     */
    PunctuationModel(
            float markScale,
            float capitalScale,
            float[] biases,
            float capitalBias,
            byte[][] marks,
            byte[] capitals,
            BitSet names) {
        this.markScale = markScale;
        this.capitalScale = capitalScale;
        this.biases = biases;
        this.capitalBias = capitalBias;
        this.marks = marks;
        this.capitals = capitals;
        this.names = names;
    }

    private static final class Shipped {
        private static final PunctuationModel ENGLISH = load();

        private static PunctuationModel load() {
            try (InputStream in = PunctuationModel.class.getResourceAsStream("punctuation-en.bin")) {
                if (in == null) {
                    throw new IllegalStateException("punctuation-en.bin is missing from the program");
                }
                return read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The model that ships with the program; none but for English. */
    public static Optional<PunctuationModel> shipped(String locale) {
        boolean english = Locale.forLanguageTag(locale).getLanguage().equals("en");
        return english ? Optional.of(Shipped.ENGLISH) : Optional.empty();
    }

    /**
     * Predicts for the words of one utterance, which is taken to begin and end a sentence.
     *
     * @param words without marks; capitals do not matter
     * @param oneSentence whether no sentence may end before the last word
     */
    public List<MarkedWord> predict(List<String> words, boolean oneSentence) {
        List<String> shapes = PunctuationFeatures.shapes(words);
        List<MarkedWord> out = new ArrayList<>();
        int sentence = 0;
        int clause = 0;
        boolean capitalBefore = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            boolean capital =
                    i == sentence || isPronoun(word) || isCapital(shapes, i, word, capitalBefore && i - 1 > sentence);
            Mark mark = mark(shapes, i, sentence, clause, oneSentence);
            out.add(new MarkedWord(word, mark, capital));
            capitalBefore = capital && !isPronoun(word);
            sentence = mark.endsSentence() ? i + 1 : sentence;
            clause = mark == Mark.NONE ? clause : i + 1;
        }
        return out;
    }

    /** Always with a capital letter, and says nothing of the words beside it. */
    static boolean isPronoun(String word) {
        return word.equals("i") || word.startsWith("i'");
    }

    private Mark mark(List<String> shapes, int at, int sentence, int clause, boolean oneSentence) {
        int[] buckets = PunctuationFeatures.marks(shapes, at, sentence, clause);
        boolean last = at == shapes.size() - 1;
        Mark best = Mark.PERIOD;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (Mark mark : Mark.values()) {
            if (last ? !mark.endsSentence() : oneSentence && mark.endsSentence()) {
                continue;
            }
            long sum = 0;
            for (int bucket : buckets) {
                sum += marks[mark.ordinal()][bucket];
            }
            boolean doubtful = mark == Mark.COMMA || mark == Mark.QUESTION;
            double score = sum * markScale + biases[mark.ordinal()] - (doubtful ? MARGIN : 0);
            if (score > bestScore) {
                bestScore = score;
                best = mark;
            }
        }
        return best;
    }

    private boolean isCapital(List<String> shapes, int at, String word, boolean capitalBefore) {
        boolean name = isName(names, word);
        long sum = 0;
        for (int bucket : PunctuationFeatures.capitals(shapes, at, capitalBefore, name)) {
            sum += capitals[bucket];
        }
        return sum * capitalScale + capitalBias > 0;
    }

    /** With a genitive or without. A few words that are none pass for names, as in every Bloom filter. */
    static boolean isName(BitSet names, String word) {
        String stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        return names.get(nameBit(stem));
    }

    static int nameBit(String word) {
        return PunctuationFeatures.hash("name:" + word) & NAME_BITS - 1;
    }

    /** Writes the model; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        GZIPOutputStream zip = new GZIPOutputStream(out);
        DataOutputStream data = new DataOutputStream(zip);
        data.writeUTF(HEADER);
        data.writeFloat(markScale);
        data.writeFloat(capitalScale);
        for (float bias : biases) {
            data.writeFloat(bias);
        }
        data.writeFloat(capitalBias);
        for (byte[] row : marks) {
            data.write(row);
        }
        data.write(capitals);
        byte[] bits = new byte[NAME_BITS / Byte.SIZE];
        byte[] used = names.toByteArray();
        System.arraycopy(used, 0, bits, 0, used.length);
        data.write(bits);
        data.flush();
        zip.finish();
    }

    /**
     * @throws IOException if this is no model, or one of another version
     */
    public static PunctuationModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new GZIPInputStream(in));
        String header = data.readUTF();
        if (!header.equals(HEADER)) {
            throw new IOException("expected a punctuation model \"" + HEADER + "\", found \"" + header + "\"");
        }
        float markScale = data.readFloat();
        float capitalScale = data.readFloat();
        float[] biases = new float[MARKS];
        for (int i = 0; i < MARKS; i++) {
            biases[i] = data.readFloat();
        }
        float capitalBias = data.readFloat();
        byte[][] marks = new byte[MARKS][PunctuationFeatures.BUCKETS];
        for (byte[] row : marks) {
            data.readFully(row);
        }
        byte[] capitals = new byte[PunctuationFeatures.BUCKETS];
        data.readFully(capitals);
        byte[] bits = new byte[NAME_BITS / Byte.SIZE];
        data.readFully(bits);
        return new PunctuationModel(
                markScale, capitalScale, biases, capitalBias, marks, capitals, BitSet.valueOf(bits));
    }
}
