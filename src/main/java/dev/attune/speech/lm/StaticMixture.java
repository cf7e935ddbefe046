package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Merges a mixture into one back-off model, as files can hold it: its n-grams are those of all parts, each with the mixture's own probability at the
 * weights of a sentence's start, or at weights that follow the words before; back-off weights are worked out anew so that probabilities sum to 1. What no part
 * has as an n-gram is backed off, where the mixture would add up what its parts back off to. Of a part with classes, an n-gram model takes the place that was
 * estimated from sentences it says.
 *
 * <p>Source: A. Stolcke, SRILM - an extensible language modeling toolkit, ICSLP 2002, section 3.3 (static and Bayesian interpolation).
 */
public final class StaticMixture {

    /** How many sentences of a part with classes its n-grams are estimated from. */
    public static final int SENTENCES_FOR_LISTS = ClassSampler.SENTENCES;

    /** A mass below this is nothing but rounding. */
    private static final double NO_MASS = 1e-6;

    private final List<NGramModel> parts = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final Vocabulary vocabulary;
    /** Of each part, its id of each word; -1 where it does not know the word. */
    private final int[][] ids;
    /** Of each part, the id here of each of its words. */
    private final int[][] unionIds;

    private final boolean following;

    private StaticMixture(InterpolatedLm mixture, boolean following) {
        this.following = following;
        flatten(mixture, 1);
        this.vocabulary = mixture.vocabulary();
        this.ids = new int[parts.size()][vocabulary.size()];
        this.unionIds = new int[parts.size()][];
        for (int part = 0; part < ids.length; part++) {
            Vocabulary own = parts.get(part).vocabulary();
            unionIds[part] = new int[own.size()];
            for (int id = 0; id < vocabulary.size(); id++) {
                String word = vocabulary.word(id);
                boolean known = id < Vocabulary.FIRST_WORD_ID || own.contains(word);
                ids[part][id] = known ? own.id(word) : -1;
                if (known) {
                    unionIds[part][ids[part][id]] = id;
                }
            }
        }
    }

    /**
     * @throws IllegalArgumentException if a part is neither an n-gram model nor a mixture of such or a model with classes
     */
    public static NGramModel merge(InterpolatedLm mixture) {
        return new StaticMixture(mixture, false).merge();
    }

    /**
     * The same, with weights that follow the words before: the likelier a part makes the words of a context, the more it weighs after them. For parts that are
     * kinds of text, of which a sentence is one: a word that only a phrase begins with is gone on with as phrases are.
     *
     * @throws IllegalArgumentException if a part is neither an n-gram model nor a mixture of such or a model with classes
     */
    public static NGramModel mergeFollowing(InterpolatedLm mixture) {
        return new StaticMixture(mixture, true).merge();
    }

    private void flatten(InterpolatedLm mixture, double share) {
        for (int i = 0; i < mixture.models().size(); i++) {
            double weight = share * mixture.weights().get(i);
            switch (mixture.models().get(i)) {
                case NGramModel nGrams -> {
                    parts.add(nGrams);
                    weights.add(weight);
                }
                case InterpolatedLm inner -> flatten(inner, weight);
                case ClassLm classes -> {
                    parts.add(ClassSampler.nGrams(classes));
                    weights.add(weight);
                }
                default -> throw new IllegalArgumentException("only n-gram models and mixtures of them can be merged");
            }
        }
    }

    /**
     * The n-grams of one order.
     *
     * @param words last word of each
     * @param parents of each, its first n-1 words among those of the order below
     * @param nodes of each part, the node of each n-gram, or -1
     * @param contexts of each part, the context that the part is in after each n-gram
     * @param shares of each part, its weight after each n-gram; those of all parts sum to 1
     */
    private record Level(
            int[] words, int[] parents, float[] logProbs, int[][] nodes, int[][] contexts, float[][] shares) {

        int size() {
            return words.length;
        }
    }

    private NGramModel merge() {
        int order = parts.stream().mapToInt(NGramModel::order).max().orElseThrow();
        NGramTrieBuilder trie = new NGramTrieBuilder(order);
        Level level = unigrams();
        trie.unigrams(level.logProbs, new float[level.size()]);
        int[] trieNodes = new int[level.size()];
        for (int i = 0; i < trieNodes.length; i++) {
            trieNodes[i] = 1 + i;
        }
        for (int m = 2; m <= order; m++) {
            level = longer(level);
            int[] parents = new int[level.size()];
            for (int i = 0; i < parents.length; i++) {
                parents[i] = trieNodes[level.parents[i]];
            }
            trieNodes = trie.level(parents, level.words, level.logProbs, new float[level.size()]);
        }
        setBackoffs(trie, order);
        return trie.build(vocabulary);
    }

    private Level unigrams() {
        int size = vocabulary.size();
        int[] words = new int[size];
        float[] logProbs = new float[size];
        int[][] nodes = new int[parts.size()][size];
        int[][] contexts = new int[parts.size()][size];
        float[][] shares = new float[parts.size()][size];
        for (int word = 0; word < size; word++) {
            words[word] = word;
            double probability = 0;
            for (int part = 0; part < parts.size(); part++) {
                int id = ids[part][word];
                long scored = parts.get(part).score(0, Math.max(id, Vocabulary.UNKNOWN_ID));
                nodes[part][word] = id < 0 ? -1 : 1 + id;
                contexts[part][word] = NGramModel.node(scored);
                double ofPart = id < 0 ? 0 : weights.get(part) * Math.exp(NGramModel.logProb(scored));
                probability += ofPart;
                shares[part][word] = (float) ofPart;
            }
            logProbs[word] = logOf(probability);
            // Every sentence begins with the start, so it tells nothing.
            share(shares, word, word == Vocabulary.START_ID ? 0 : probability);
        }
        return new Level(words, new int[size], logProbs, nodes, contexts, shares);
    }

    /**
     * Weights after an n-gram.
     *
     * @param shares of each part, what it adds to the probability of each n-gram
     * @param probability of the n-gram, which they add up to; 0 if it tells nothing of the parts
     */
    private void share(float[][] shares, int nGram, double probability) {
        boolean tells = following && probability > Math.exp(NGramModel.NEVER);
        for (int part = 0; part < parts.size(); part++) {
            shares[part][nGram] = (float) (tells ? shares[part][nGram] / probability : weights.get(part));
        }
    }

    /** The n-grams that continue those of a level in any part. */
    private Level longer(Level shorter) {
        IntList words = new IntList();
        IntList parents = new IntList();
        int[] seen = new int[vocabulary.size()];
        for (int i = 0; i < shorter.size(); i++) {
            for (int part = 0; part < parts.size(); part++) {
                int node = shorter.nodes[part][i];
                NGramModel model = parts.get(part);
                if (node < 0 || node >= model.firstNode(model.order())) {
                    continue;
                }
                for (int child = model.firstChild(node); child < model.firstChild(node + 1); child++) {
                    int word = unionIds[part][model.word(child)];
                    if (seen[word] != i + 1) {
                        seen[word] = i + 1;
                        words.add(word);
                        parents.add(i);
                    }
                }
            }
        }
        int size = words.size();
        float[] logProbs = new float[size];
        int[][] nodes = new int[parts.size()][size];
        int[][] contexts = new int[parts.size()][size];
        float[][] shares = new float[parts.size()][size];
        for (int i = 0; i < size; i++) {
            int parent = parents.get(i);
            int word = words.get(i);
            double probability = 0;
            for (int part = 0; part < parts.size(); part++) {
                NGramModel model = parts.get(part);
                int id = ids[part][word];
                long scored = model.score(shorter.contexts[part][parent], Math.max(id, Vocabulary.UNKNOWN_ID));
                int before = shorter.nodes[part][parent];
                nodes[part][i] = id < 0 || before < 0 ? -1 : model.child(before, id);
                contexts[part][i] = NGramModel.node(scored);
                double ofPart = id < 0 ? 0 : shorter.shares[part][parent] * Math.exp(NGramModel.logProb(scored));
                probability += ofPart;
                shares[part][i] = (float) ofPart;
            }
            logProbs[i] = logOf(probability);
            share(shares, i, probability);
        }
        return new Level(words.toArray(), parents.toArray(), logProbs, nodes, contexts, shares);
    }

    private static float logOf(double probability) {
        return probability > 0 ? Math.max(NGramModel.NEVER, (float) Math.log(probability)) : NGramModel.NEVER;
    }

    /** From short contexts to long ones: what a context's n-grams leave over, shared out as the shorter context says. */
    private static void setBackoffs(NGramTrieBuilder trie, int order) {
        float[] backoffs = trie.backoffs();
        float[] logProbs = trie.logProbs();
        int[] firstChild = trie.firstChild();
        int[] words = trie.words();
        int[] suffixes = new int[words.length];
        for (int m = 1; m < order; m++) {
            for (int node = trie.firstNode()[m]; node < trie.firstNode()[m + 1]; node++) {
                double taken = 0;
                double takenBelow = 0;
                for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
                    int suffix = suffixes[node];
                    double logBackoff = 0;
                    int found = trie.child(suffix, words[child]);
                    while (found < 0) {
                        logBackoff += backoffs[suffix];
                        suffix = suffixes[suffix];
                        found = trie.child(suffix, words[child]);
                    }
                    suffixes[child] = found;
                    taken += Math.exp(logProbs[child]);
                    takenBelow += Math.exp(logBackoff + logProbs[found]);
                }
                backoffs[node] = firstChild[node] == firstChild[node + 1]
                        ? 0
                        : (float) Math.log(Math.max(NO_MASS, 1 - taken) / Math.max(NO_MASS, 1 - takenBelow));
            }
        }
    }

    /** A list of numbers without an object each. */
    private static final class IntList {

        private int[] values = new int[1024];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int get(int index) {
            return values[index];
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
