package dev.attune.speech.display;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Learns a {@link PunctuationModel} with Tribuo: multinomial logistic regression for the marks, logistic regression for the capitals of words
 * inside sentences. The decisions before a word are taken from the text itself while learning.
 */
public final class PunctuationTrainer {

    private static final int EPOCHS = 3;
    private static final double RATE = 0.3;
    /** Tribuo would write a line to the log for every few words. */
    private static final int NO_LOG = -1;

    private static final String CAPITAL = "capital";
    private static final String SMALL = "small";

    private final long seed;
    private final BitSet names = new BitSet(PunctuationModel.NAME_BITS);
    private final String[] bucketNames = new String[PunctuationFeatures.BUCKETS];

    /**
     * @param names words in lower case that are written with a capital letter wherever they stand
     */
    public PunctuationTrainer(Collection<String> names, long seed) {
        names.forEach(name -> this.names.set(PunctuationModel.nameBit(name)));
        this.seed = seed;
        for (int i = 0; i < bucketNames.length; i++) {
            bucketNames[i] = Integer.toString(i);
        }
    }

    /**
     * @param utterances each one or more whole sentences
     */
    public PunctuationModel train(List<List<MarkedWord>> utterances) {
        LinearSGDModel marks = fit(markExamples(utterances));
        LinearSGDModel capitals = fit(capitalExamples(utterances));

        Mark[] all = Mark.values();
        double[][] markWeights = new double[all.length][];
        float[] biases = new float[all.length];
        for (Mark mark : all) {
            double[] row = row(marks, mark.name());
            markWeights[mark.ordinal()] = row;
            biases[mark.ordinal()] = (float) row[PunctuationFeatures.BUCKETS];
        }
        // Two outputs with a softmax are one logistic unit: the difference of their weights.
        double[] capital = row(capitals, CAPITAL);
        double[] small = row(capitals, SMALL);
        for (int i = 0; i < capital.length; i++) {
            capital[i] -= small[i];
        }
        float markScale = scale(markWeights);
        float capitalScale = scale(capital);
        byte[][] rows = new byte[all.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = quantized(markWeights[i], markScale);
        }
        return new PunctuationModel(
                markScale,
                capitalScale,
                biases,
                (float) capital[PunctuationFeatures.BUCKETS],
                rows,
                quantized(capital, capitalScale),
                names);
    }

    private MutableDataset<Label> markExamples(List<List<MarkedWord>> utterances) {
        MutableDataset<Label> examples = dataset("marks");
        for (List<MarkedWord> utterance : utterances) {
            List<String> words = utterance.stream().map(MarkedWord::word).toList();
            List<String> shapes = PunctuationFeatures.shapes(words);
            int sentence = 0;
            int clause = 0;
            for (int i = 0; i < words.size(); i++) {
                Mark mark = utterance.get(i).mark();
                add(examples, mark.name(), PunctuationFeatures.marks(shapes, i, sentence, clause));
                sentence = mark.endsSentence() ? i + 1 : sentence;
                clause = mark == Mark.NONE ? clause : i + 1;
            }
        }
        return examples;
    }

    private MutableDataset<Label> capitalExamples(List<List<MarkedWord>> utterances) {
        MutableDataset<Label> examples = dataset("capitals");
        for (List<MarkedWord> utterance : utterances) {
            List<String> words = utterance.stream().map(MarkedWord::word).toList();
            List<String> shapes = PunctuationFeatures.shapes(words);
            int sentence = 0;
            for (int i = 0; i < words.size(); i++) {
                boolean pronoun = PunctuationModel.isPronoun(words.get(i));
                if (i > sentence && !pronoun) {
                    MarkedWord before = utterance.get(i - 1);
                    boolean capitalBefore =
                            before.capital() && i - 1 > sentence && !PunctuationModel.isPronoun(before.word());
                    boolean name = PunctuationModel.isName(names, words.get(i));
                    add(
                            examples,
                            utterance.get(i).capital() ? CAPITAL : SMALL,
                            PunctuationFeatures.capitals(shapes, i, capitalBefore, name));
                }
                sentence = utterance.get(i).mark().endsSentence() ? i + 1 : sentence;
            }
        }
        return examples;
    }

    private static MutableDataset<Label> dataset(String name) {
        LabelFactory factory = new LabelFactory();
        return new MutableDataset<>(new SimpleDataSourceProvenance(name, factory), factory);
    }

    private void add(MutableDataset<Label> examples, String label, int[] buckets) {
        String[] names = new String[buckets.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = bucketNames[buckets[i]];
        }
        double[] values = new double[names.length];
        Arrays.fill(values, 1);
        examples.add(new ArrayExample<>(new Label(label), names, values));
    }

    private LinearSGDModel fit(MutableDataset<Label> examples) {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE), EPOCHS, NO_LOG, seed).train(examples);
    }

    /** The weights of one output by bucket, its bias after the last; 0 for what was never seen. */
    private static double[] row(LinearSGDModel model, String label) {
        var matrix = model.getWeightsCopy();
        int output = model.getOutputIDInfo().getID(new Label(label));
        double[] row = new double[PunctuationFeatures.BUCKETS + 1];
        if (output < 0) {
            // A mark that the text never has; it must not win.
            row[PunctuationFeatures.BUCKETS] = -1000;
            return row;
        }
        for (int i = 0; i < PunctuationFeatures.BUCKETS; i++) {
            int id = model.getFeatureIDMap().getID(Integer.toString(i));
            row[i] = id < 0 ? 0 : matrix.get(output, id);
        }
        row[PunctuationFeatures.BUCKETS] = matrix.get(output, matrix.getDimension2Size() - 1);
        return row;
    }

    private static float scale(double[]... rows) {
        double largest = 0;
        for (double[] row : rows) {
            for (int i = 0; i < PunctuationFeatures.BUCKETS; i++) {
                largest = Math.max(largest, Math.abs(row[i]));
            }
        }
        return largest == 0 ? 1 : (float) (largest / Byte.MAX_VALUE);
    }

    private static byte[] quantized(double[] row, float scale) {
        byte[] bytes = new byte[PunctuationFeatures.BUCKETS];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(row[i] / scale);
        }
        return bytes;
    }
}
