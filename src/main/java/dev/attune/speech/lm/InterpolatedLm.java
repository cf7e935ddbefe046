package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear mixture: P(w | c) = sum of weight * P_i(w | c). The vocabulary is the union; a model that does not know a word gives it no
 * probability, and {@code <unk>} keeps what the models give their {@code <unk>}, so the mixture sums to 1 as its parts do. Immutable and thread-safe.
 *
 * <p>The weights may follow the sentence: after each word they become (1 - switching) * posterior + switching * prior, where the prior is what the
 * sentence begins with and the posterior is what Bayes' rule makes of it. So a sentence that one model predicts well pays for the others about once
 * and not with every word. They depend on the words before only, so it sums to 1 all the same. With switching 1 they never change.
 *
 * <p>Source: M. Herbster and M. K. Warmuth, Tracking the best expert, Machine Learning 32, 1998 (fixed share).
 */
public final class InterpolatedLm implements LanguageModel {

    private final List<LanguageModel> models;
    private final double[] weights;
    private final double switching;
    private final Vocabulary vocabulary = new Vocabulary();
    /** Of each model, its id of each word of the union; -1 where it does not know the word. */
    private final int[][] ids;

    /**
     * @param models at least one
     * @param weights one a model, each at least 0, sum 1 within 1e-6
     */
    public InterpolatedLm(List<? extends LanguageModel> models, List<Double> weights) {
        this(models, weights, 1);
    }

    /**
     * @param models at least one
     * @param weights at the start of a sentence, one a model, each at least 0, sum 1 within 1e-6
     * @param switching how much of them returns with each word, in (0, 1]; 1 for weights that never change
     */
    public InterpolatedLm(List<? extends LanguageModel> models, List<Double> weights, double switching) {
        if (!(switching > 0 && switching <= 1)) {
            throw new IllegalArgumentException("switching must be in (0, 1]; got " + switching);
        }
        this.switching = switching;
        if (models.isEmpty() || models.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "models and weights must be of one size >= 1; got " + models.size() + " and " + weights.size());
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        if (weights.stream().anyMatch(weight -> !(weight >= 0)) || Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("weights must be >= 0 with sum 1; got " + weights);
        }
        this.models = List.copyOf(models);
        this.weights = weights.stream().mapToDouble(weight -> weight / sum).toArray();
        for (LanguageModel model : models) {
            Vocabulary part = model.vocabulary();
            for (int id = Vocabulary.FIRST_WORD_ID; id < part.size(); id++) {
                vocabulary.add(part.word(id));
            }
        }
        ids = new int[models.size()][vocabulary.size()];
        for (int i = 0; i < ids.length; i++) {
            for (int id = 0; id < vocabulary.size(); id++) {
                String word = vocabulary.word(id);
                boolean known = id < Vocabulary.FIRST_WORD_ID || models.get(i).contains(word);
                ids[i][id] = known ? models.get(i).wordId(word) : -1;
            }
        }
    }

    /** Two models; {@code weight} in [0, 1] is the share of the second. */
    public static InterpolatedLm of(LanguageModel first, LanguageModel second, double weight) {
        return new InterpolatedLm(List.of(first, second), List.of(1 - weight, weight));
    }

    /** Contexts of the models, and the weights that hold for the next word. */
    private record Contexts(LmState[] parts, double[] shares) implements LmState {

        @Override
        public boolean equals(Object other) {
            return other instanceof Contexts that
                    && Arrays.equals(parts, that.parts)
                    && Arrays.equals(shares, that.shares);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(parts) + Arrays.hashCode(shares);
        }

        @Override
        public String toString() {
            return Arrays.toString(parts);
        }
    }

    /** The weights that hold for the next word. */
    double[] shares(LmState context) {
        return ((Contexts) context).shares;
    }

    /** The context of each model. */
    LmState[] parts(LmState context) {
        return ((Contexts) context).parts;
    }

    @Override
    public LmState start() {
        return new Contexts(models.stream().map(LanguageModel::start).toArray(LmState[]::new), weights);
    }

    @Override
    public LmState empty() {
        return new Contexts(models.stream().map(LanguageModel::empty).toArray(LmState[]::new), weights);
    }

    @Override
    public Scored next(LmState context, int wordId) {
        LmState[] parts = ((Contexts) context).parts;
        double[] shares = ((Contexts) context).shares;
        LmState[] following = new LmState[parts.length];
        double[] joint = new double[parts.length];
        double probability = 0;
        for (int i = 0; i < parts.length; i++) {
            int id = ids[i][wordId];
            Scored scored = models.get(i).next(parts[i], Math.max(id, Vocabulary.UNKNOWN_ID));
            following[i] = scored.context();
            if (id >= 0) {
                joint[i] = shares[i] * Math.exp(scored.logProb());
                probability += joint[i];
            }
        }
        return new Scored(new Contexts(following, sharesAfter(joint, probability)), Math.log(probability));
    }

    private double[] sharesAfter(double[] joint, double probability) {
        // A word that no model thinks possible says nothing of the models.
        if (switching == 1 || !(probability > 0)) {
            return weights;
        }
        double[] after = new double[joint.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = (1 - switching) * joint[i] / probability + switching * weights[i];
        }
        return after;
    }

    @Override
    public double finish(LmState context) {
        LmState[] parts = ((Contexts) context).parts;
        double[] shares = ((Contexts) context).shares;
        double probability = 0;
        for (int i = 0; i < parts.length; i++) {
            probability += shares[i] * Math.exp(models.get(i).finish(parts[i]));
        }
        return Math.log(probability);
    }

    @Override
    public int order() {
        return models.stream().mapToInt(LanguageModel::order).max().orElseThrow();
    }

    public List<LanguageModel> models() {
        return models;
    }

    /** How much of the first weights returns with each word; 1 if they never change. */
    public double switching() {
        return switching;
    }

    /** Weights at the start of a sentence. */
    public List<Double> weights() {
        List<Double> list = new ArrayList<>();
        for (double weight : weights) {
            list.add(weight);
        }
        return list;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
