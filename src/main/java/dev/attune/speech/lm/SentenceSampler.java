package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws sentences from a language model: each comes with the probability that the model gives it. Unknown words are never drawn. Not thread-safe; the
 * same model and seed give the same sentences.
 */
public final class SentenceSampler {

    private static final int LONGEST_SENTENCE = 60;

    private final LanguageModel model;
    private final SplittableRandom random;
    /** Of each n-gram model, for each node the probability of its siblings up to it. */
    private final Map<NGramModel, double[]> cumulated = new IdentityHashMap<>();

    /**
     * @param model quick for n-gram models and mixtures of them; of any other model every word is asked for
     */
    public SentenceSampler(LanguageModel model, long seed) {
        this.model = model;
        this.random = new SplittableRandom(seed);
        prepare(model);
    }

    private void prepare(LanguageModel part) {
        switch (part) {
            case NGramModel nGrams -> cumulated.put(nGrams, cumulate(nGrams));
            case InterpolatedLm mixture -> mixture.models().forEach(this::prepare);
            default -> {
                // Nothing to prepare: every word is asked for when one is drawn.
            }
        }
    }

    private static double[] cumulate(NGramModel nGrams) {
        double[] sums = new double[nGrams.firstNode(nGrams.order() + 1)];
        for (int parent = 0; parent < nGrams.firstNode(nGrams.order()); parent++) {
            double sum = 0;
            for (int node = nGrams.firstChild(parent); node < end(nGrams, parent); node++) {
                sum += Math.exp(nGrams.nodeLogProb(node));
                sums[node] = sum;
            }
        }
        return sums;
    }

    /** A sentence of 1 to 60 words. */
    public List<String> sentence() {
        List<String> words = new ArrayList<>();
        LmState context = model.start();
        while (words.size() < LONGEST_SENTENCE) {
            String word = draw(model, context);
            if (word.equals(Vocabulary.END)) {
                if (!words.isEmpty()) {
                    break;
                }
            } else if (!word.equals(Vocabulary.UNKNOWN)) {
                words.add(word);
                context = model.next(context, model.wordId(word)).context();
            }
        }
        return words;
    }

    private String draw(LanguageModel part, LmState context) {
        return switch (part) {
            case NGramModel nGrams -> nGrams.vocabulary().word(draw(nGrams, NGramModel.node(context)));
            case InterpolatedLm mixture -> {
                double at = random.nextDouble();
                int chosen = 0;
                double[] shares = mixture.shares(context);
                while (chosen < shares.length - 1 && at >= shares[chosen]) {
                    at -= shares[chosen++];
                }
                yield draw(mixture.models().get(chosen), mixture.parts(context)[chosen]);
            }
            default -> drawAskingForAll(part, context);
        };
    }

    private String drawAskingForAll(LanguageModel part, LmState context) {
        double at = random.nextDouble() - Math.exp(part.finish(context));
        String word = Vocabulary.END;
        for (int id = Vocabulary.FIRST_WORD_ID;
                at >= 0 && id < part.vocabulary().size();
                id++) {
            at -= Math.exp(part.next(context, id).logProb());
            word = part.vocabulary().word(id);
        }
        return at < 0 ? word : Vocabulary.UNKNOWN;
    }

    private int draw(NGramModel nGrams, int context) {
        double[] sums = cumulated.get(nGrams);
        for (int node = context; ; node = nGrams.suffix(node)) {
            int from = nGrams.firstChild(node);
            int to = end(nGrams, node);
            // What the n-grams of a context leave of 1 goes to the shorter one; the shortest has all words.
            double at = random.nextDouble() * (node == 0 ? sums[to - 1] : 1);
            if (from < to && at < sums[to - 1]) {
                int found = Arrays.binarySearch(sums, from, to, at);
                return nGrams.word(found < 0 ? -found - 1 : found);
            }
        }
    }

    /** One beyond the last child. A model of single words has no node after the first that could tell where its children end. */
    private static int end(NGramModel nGrams, int parent) {
        return parent == 0 ? nGrams.firstNode(2) : nGrams.firstChild(parent + 1);
    }
}
