package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the weights of a mixture that give held-out sentences the highest probability, by expectation maximisation: a weight becomes the
 * mean share of its model in the probability of each token. Tokens that no model knows do not count.
 *
 * <p>Source: F. Jelinek and R. L. Mercer, Interpolated estimation of Markov source parameters, 1980.
 */
public final class MixtureTuner {

    private static final int MOST_ROUNDS = 200;
    private static final double SETTLED = 1e-5;

    private MixtureTuner() {}

    /**
     * @param models at least one
     * @param heldOut sentences that none of the models has seen
     * @return weights that sum to 1; equal ones if there is nothing to learn from
     */
    public static List<Double> tune(List<? extends LanguageModel> models, Iterable<List<String>> heldOut) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models must not be empty");
        }
        List<double[]> tokens = probabilities(models, heldOut);
        double[] weights = new double[models.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        double change = tokens.isEmpty() ? 0 : 1;
        for (int round = 0; round < MOST_ROUNDS && change > SETTLED; round++) {
            double[] shares = new double[weights.length];
            for (double[] token : tokens) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * token[i];
                }
                for (int i = 0; i < weights.length; i++) {
                    shares[i] += weights[i] * token[i] / sum;
                }
            }
            change = 0;
            for (int i = 0; i < weights.length; i++) {
                double weight = shares[i] / tokens.size();
                change = Math.max(change, Math.abs(weight - weights[i]));
                weights[i] = weight;
            }
        }
        return Arrays.stream(weights).boxed().toList();
    }

    /** The mixture of a base model and a custom one, with the custom share tuned and kept within 1 to 100 percent. */
    public static InterpolatedLm mix(LanguageModel base, LanguageModel custom, Iterable<List<String>> heldOut) {
        double share = tune(List.of(base, custom), heldOut).get(1);
        return InterpolatedLm.of(base, custom, Math.clamp(share, 0.01, 1));
    }

    private static List<double[]> probabilities(
            List<? extends LanguageModel> models, Iterable<List<String>> sentences) {
        List<double[]> tokens = new ArrayList<>();
        for (List<String> sentence : sentences) {
            double[][] rows = new double[sentence.size() + 1][models.size()];
            for (int i = 0; i < models.size(); i++) {
                LanguageModel model = models.get(i);
                LmState context = model.start();
                for (int k = 0; k < sentence.size(); k++) {
                    LanguageModel.Scored scored = model.next(context, model.wordId(sentence.get(k)));
                    context = scored.context();
                    rows[k][i] = model.contains(sentence.get(k)) ? Math.exp(scored.logProb()) : 0;
                }
                rows[sentence.size()][i] = Math.exp(model.finish(context));
            }
            for (double[] row : rows) {
                if (Arrays.stream(row).sum() > 0) {
                    tokens.add(row);
                }
            }
        }
        return tokens;
    }
}
