package dev.attune.speech.train;

import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import java.util.List;

/**
 * Perplexity of sentences under mixtures of two language models, for many weights at once: each model is asked once a word. The weights follow the
 * sentence as those of {@link dev.attune.speech.lm.InterpolatedLm} do. Grows by {@link #add}; not thread-safe.
 */
final class MixtureMeter {

    private final double[] weights;
    private final double switching;
    private final double[] logProbs;
    private long tokens;
    private long words;
    private long unknownToFirst;
    private long unknown;

    /**
     * @param weights of the second model
     */
    MixtureMeter(double[] weights, double switching) {
        this.weights = weights;
        this.switching = switching;
        this.logProbs = new double[weights.length];
    }

    void add(LanguageModel first, LanguageModel second, List<List<String>> sentences) {
        sentences.forEach(sentence -> add(first, second, sentence, weights.clone()));
    }

    private void add(LanguageModel first, LanguageModel second, Iterable<String> sentence, double[] shares) {
        LmState firstContext = first.start();
        LmState secondContext = second.start();
        for (String word : sentence) {
            LanguageModel.Scored one = first.next(firstContext, first.wordId(word));
            LanguageModel.Scored two = second.next(secondContext, second.wordId(word));
            firstContext = one.context();
            secondContext = two.context();
            boolean knownToFirst = first.contains(word);
            boolean known = knownToFirst || second.contains(word);
            words++;
            unknownToFirst += knownToFirst ? 0 : 1;
            unknown += known ? 0 : 1;
            add(
                    knownToFirst || !known ? Math.exp(one.logProb()) : 0,
                    second.contains(word) || !known ? Math.exp(two.logProb()) : 0,
                    shares,
                    known);
        }
        add(Math.exp(first.finish(firstContext)), Math.exp(second.finish(secondContext)), shares, true);
    }

    private void add(double first, double second, double[] shares, boolean counts) {
        for (int i = 0; i < weights.length; i++) {
            double probability = (1 - shares[i]) * first + shares[i] * second;
            if (counts) {
                logProbs[i] += Math.log(probability);
            }
            shares[i] = probability > 0
                    ? (1 - switching) * shares[i] * second / probability + switching * weights[i]
                    : weights[i];
        }
        tokens += counts ? 1 : 0;
    }

    boolean isEmpty() {
        return tokens == 0;
    }

    /** Without the words that neither model knows; infinite if a word is impossible with the weight. */
    double perplexity(int weight) {
        return Math.exp(-logProbs[weight] / tokens);
    }

    /** Share of the words that the first model does not know. */
    double unknownToFirst() {
        return words == 0 ? 0 : (double) unknownToFirst / words;
    }

    /** Share of the words that neither knows. */
    double unknown() {
        return words == 0 ? 0 : (double) unknown / words;
    }
}
