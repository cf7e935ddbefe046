package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Sentences drawn from an n-gram model: as much text as a benchmark wants, with n-grams distributed nearly as in real text. */
public final class SampledText {

    private static final int LONGEST_SENTENCE = 60;

    private final NGramModel model;
    /** Of each node, the probability of the siblings up to it. */
    private final double[] cumulated;

    private final SplittableRandom random;

    public SampledText(NGramModel model, long seed) {
        this.model = model;
        this.random = new SplittableRandom(seed);
        cumulated = new double[model.firstNode(model.order() + 1)];
        for (int parent = 0; parent < model.firstNode(model.order()); parent++) {
            double sum = 0;
            for (int node = model.firstChild(parent); node < model.firstChild(parent + 1); node++) {
                sum += Math.exp(model.nodeLogProb(node));
                cumulated[node] = sum;
            }
        }
    }

    public List<String> sentence() {
        List<String> words = new ArrayList<>();
        int context = 1 + Vocabulary.START_ID;
        while (words.size() < LONGEST_SENTENCE) {
            int word = draw(context);
            if (word == Vocabulary.END_ID && !words.isEmpty()) {
                break;
            }
            if (word >= Vocabulary.FIRST_WORD_ID) {
                words.add(model.vocabulary().word(word));
                context = NGramModel.node(model.score(context, word));
            }
        }
        return words;
    }

    private int draw(int context) {
        int node = context;
        while (true) {
            int from = model.firstChild(node);
            int to = model.firstChild(node + 1);
            double at = random.nextDouble() * (node == 0 ? cumulated[to - 1] : 1);
            if (from < to && at < cumulated[to - 1]) {
                int found = Arrays.binarySearch(cumulated, from, to, at);
                return model.word(found < 0 ? -found - 1 : found);
            }
            node = model.suffix(node);
        }
    }
}
