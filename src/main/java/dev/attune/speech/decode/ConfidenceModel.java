package dev.attune.speech.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
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
 * Probability that a recognised word is right: logistic regression over {@link WordEvidence}, trained with Tribuo. Immutable and thread-safe.
 *
 * <p>File format ({@code confidence.bin}): text, first line {@code attune-confidence 1}, second line the weights separated by blanks, the bias last.
 */
public final class ConfidenceModel {

    private static final String HEADER = "attune-confidence 1";
    private static final String[] NAMES = {"mean", "min", "agreement", "lm", "tokens"};
    private static final String RIGHT = "right";
    private static final String WRONG = "wrong";
    private static final int EPOCHS = 30;
    /** Tribuo would write a line to the log for every few words. */
    private static final int NO_LOG = -1;

    /** Null before calibration. */
    private final double @Nullable [] weights;

    private ConfidenceModel(double @Nullable [] weights) {
        this.weights = weights;
    }

    /** A word with what became of it. */
    public record Outcome(WordEvidence evidence, boolean right) {}

    /** Gives a plausible number that nobody has measured. */
    public static ConfidenceModel uncalibrated() {
        return new ConfidenceModel(null);
    }

    /**
     * @throws IllegalArgumentException if all words were right or all were wrong
     */
    public static ConfidenceModel train(List<Outcome> outcomes, long seed) {
        if (outcomes.stream().map(Outcome::right).distinct().count() < 2) {
            throw new IllegalArgumentException("calibration needs right and wrong words");
        }
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("recognised words", factory), factory);
        for (Outcome outcome : outcomes) {
            Example<Label> example = new ArrayExample<>(new Label(outcome.right() ? RIGHT : WRONG));
            double[] features = outcome.evidence().features();
            for (int i = 0; i < NAMES.length; i++) {
                example.add(new org.tribuo.Feature(NAMES[i], features[i]));
            }
            data.add(example);
        }
        LinearSGDModel model =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.5), EPOCHS, NO_LOG, seed).train(data);
        // Two outputs with a softmax are one logistic unit: the difference of their weights.
        var matrix = model.getWeightsCopy();
        int right = model.getOutputIDInfo().getID(new Label(RIGHT));
        int wrong = model.getOutputIDInfo().getID(new Label(WRONG));
        double[] weights = new double[NAMES.length + 1];
        for (int i = 0; i < NAMES.length; i++) {
            int id = model.getFeatureIDMap().getID(NAMES[i]);
            weights[i] = matrix.get(right, id) - matrix.get(wrong, id);
        }
        int bias = matrix.getDimension2Size() - 1;
        weights[NAMES.length] = matrix.get(right, bias) - matrix.get(wrong, bias);
        return new ConfidenceModel(weights);
    }

    /** In [0, 1]. */
    public double probability(WordEvidence evidence) {
        if (weights == null) {
            return Math.clamp(Math.exp(evidence.meanLogProb()) * evidence.agreement(), 0, 1);
        }
        double[] features = evidence.features();
        double sum = weights[NAMES.length];
        for (int i = 0; i < features.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /**
     * Expected calibration error: mean distance between confidence and share of right words over ten equally wide bins, weighted by their words
     * (Guo et al., On calibration of modern neural networks, ICML 2017). 0 without words.
     */
    public double calibrationError(List<Outcome> outcomes) {
        int bins = 10;
        double[] confidence = new double[bins];
        double[] right = new double[bins];
        for (Outcome outcome : outcomes) {
            double probability = probability(outcome.evidence());
            int bin = Math.min(bins - 1, (int) (probability * bins));
            confidence[bin] += probability;
            right[bin] += outcome.right() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < bins; bin++) {
            error += Math.abs(confidence[bin] - right[bin]);
        }
        return outcomes.isEmpty() ? 0 : error / outcomes.size();
    }

    public void write(Path file) throws IOException {
        if (weights == null) {
            throw new IllegalStateException("there is nothing to write before calibration");
        }
        String numbers = Arrays.stream(weights)
                .mapToObj(weight -> String.format(Locale.ROOT, "%.6g", weight))
                .collect(Collectors.joining(" "));
        Files.writeString(file, HEADER + "\n" + numbers + "\n", StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException if the file is not one of this version
     */
    public static ConfidenceModel read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 2 || !lines.getFirst().equals(HEADER)) {
            throw new IOException(file.getFileName() + ": expected \"" + HEADER + "\" in the first line, found \""
                    + (lines.isEmpty() ? "" : lines.getFirst()) + "\"; export the model again");
        }
        try {
            double[] weights = Arrays.stream(lines.get(1).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (weights.length != NAMES.length + 1) {
                throw new IOException(
                        file.getFileName() + ": expected " + (NAMES.length + 1) + " weights, found " + weights.length);
            }
            return new ConfidenceModel(weights);
        } catch (NumberFormatException e) {
            throw new IOException(file.getFileName() + ": line 2 must hold numbers", e);
        }
    }
}
