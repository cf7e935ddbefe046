package dev.attune.speech.lm;

import java.util.Arrays;

/**
 * Puts the n-grams of a model into the sorted arrays of {@link NGramModel}, one order after the other from 1 up. Within an order n-grams
 * may come in any order.
 */
final class NGramTrieBuilder {

    private final int order;
    private final int[] firstNode;
    private int[] words = new int[] {-1};
    private int[] firstChild = new int[0];
    private float[] logProbs = new float[1];
    private float[] backoffs = new float[0];
    private int built;
    private int nextParent;
    private int nextNode;

    /** @param order highest order, at least 1 */
    NGramTrieBuilder(int order) {
        if (order < 1) {
            throw new IllegalArgumentException("order must be >= 1; got " + order);
        }
        this.order = order;
        this.firstNode = new int[order + 2];
        firstNode[1] = 1;
    }

    /**
     * Adds all unigrams; word ids are the indices.
     *
     * @param lnBackoffs ignored for a model of order 1
     */
    void unigrams(float[] lnProbs, float[] lnBackoffs) {
        int[] ids = new int[lnProbs.length];
        Arrays.setAll(ids, id -> id);
        append(ids, lnProbs, lnBackoffs);
        firstChild = new int[words.length];
        firstChild[0] = 1;
    }

    /**
     * Adds all n-grams of the next order.
     *
     * @param parents node of each n-gram's first n-1 words
     * @param lastWords last word of each n-gram
     * @param lnBackoffs ignored for the highest order
     * @return the node that each n-gram got
     * @throws DuplicateNGramException if an n-gram occurs twice
     */
    int[] level(int[] parents, int[] lastWords, float[] lnProbs, float[] lnBackoffs) {
        int count = parents.length;
        int from = firstNode[built];
        int to = firstNode[built + 1];
        int[] byWord = stableOrder(identity(count), lastWords, 0, maximum(lastWords) + 1);
        int[] sorted = stableOrder(byWord, parents, from, to - from);
        int[] levelWords = new int[count];
        float[] levelProbs = new float[count];
        float[] levelBackoffs = built + 1 < order ? new float[count] : new float[0];
        int[] nodes = new int[count];
        firstChild = Arrays.copyOf(firstChild, to + 1);
        int parent = from;
        for (int i = 0; i < count; i++) {
            int source = sorted[i];
            if (i > 0 && parents[source] == parents[sorted[i - 1]] && lastWords[source] == levelWords[i - 1]) {
                throw new DuplicateNGramException(Math.max(source, sorted[i - 1]));
            }
            while (parent <= parents[source]) {
                firstChild[parent++] = to + i;
            }
            levelWords[i] = lastWords[source];
            levelProbs[i] = lnProbs[source];
            if (levelBackoffs.length > 0) {
                levelBackoffs[i] = lnBackoffs[source];
            }
            nodes[source] = to + i;
        }
        while (parent <= to) {
            firstChild[parent++] = to + count;
        }
        append(levelWords, levelProbs, levelBackoffs);
        return nodes;
    }

    /**
     * Begins the next order, whose n-grams then come one by one with {@link #add}. Needs no memory but the model's own.
     *
     * @param count how many there will be
     */
    void beginLevel(int count) {
        int end = Math.addExact(firstNode[built + 1], count);
        words = Arrays.copyOf(words, end);
        logProbs = Arrays.copyOf(logProbs, end);
        backoffs = Arrays.copyOf(backoffs, built + 1 < order ? end : firstNode[built + 1]);
        firstChild = Arrays.copyOf(firstChild, firstNode[built + 1] + 1);
        nextParent = firstNode[built];
        nextNode = firstNode[built + 1];
    }

    /**
     * Adds an n-gram of the order begun; they must come sorted by context node, then last word.
     *
     * @param parent node of the first n-1 words
     * @param lnBackoff ignored for the highest order
     */
    void add(int parent, int lastWord, float lnProb, float lnBackoff) {
        while (nextParent <= parent) {
            firstChild[nextParent++] = nextNode;
        }
        words[nextNode] = lastWord;
        logProbs[nextNode] = lnProb;
        if (built + 1 < order) {
            backoffs[nextNode] = lnBackoff;
        }
        nextNode++;
    }

    /**
     * Ends the order begun.
     *
     * @throws IllegalStateException if it has fewer n-grams than were announced
     */
    void endLevel() {
        if (nextNode != words.length) {
            throw new IllegalStateException((words.length - nextNode) + " n-grams are missing");
        }
        while (nextParent <= firstNode[built + 1]) {
            firstChild[nextParent++] = nextNode;
        }
        built++;
        firstNode[built + 1] = nextNode;
    }

    /** The node of "node's words, wordId" among the orders built so far, or -1. */
    int child(int node, int wordId) {
        if (node == 0) {
            return 1 + wordId;
        }
        if (node >= firstNode[built]) {
            return -1;
        }
        int found = Arrays.binarySearch(words, firstChild[node], firstChild[node + 1], wordId);
        return found < 0 ? -1 : found;
    }

    NGramModel build(Vocabulary vocabulary) {
        if (built != order) {
            throw new IllegalStateException("orders 1.." + order + " must be added; got " + built);
        }
        return new NGramModel(vocabulary, this);
    }

    int order() {
        return order;
    }

    int[] firstNode() {
        return firstNode;
    }

    int[] words() {
        return words;
    }

    int[] firstChild() {
        return firstChild;
    }

    float[] logProbs() {
        return logProbs;
    }

    float[] backoffs() {
        return backoffs;
    }

    private void append(int[] levelWords, float[] levelProbs, float[] levelBackoffs) {
        int at = firstNode[built + 1];
        int count = levelWords.length;
        words = Arrays.copyOf(words, at + count);
        System.arraycopy(levelWords, 0, words, at, count);
        logProbs = Arrays.copyOf(logProbs, at + count);
        System.arraycopy(levelProbs, 0, logProbs, at, count);
        if (built + 1 < order) {
            backoffs = Arrays.copyOf(backoffs, at + count);
            System.arraycopy(levelBackoffs, 0, backoffs, at, count);
        } else {
            backoffs = Arrays.copyOf(backoffs, at);
        }
        built++;
        firstNode[built + 1] = at + count;
    }

    private static int[] identity(int count) {
        int[] result = new int[count];
        Arrays.setAll(result, i -> i);
        return result;
    }

    private static int maximum(int[] values) {
        int maximum = 0;
        for (int value : values) {
            maximum = Math.max(maximum, value);
        }
        return maximum;
    }

    /** Counting sort: the indices in {@code order} by ascending key, ties as they were. Keys lie in [lowest, lowest + buckets). */
    private static int[] stableOrder(int[] order, int[] keys, int lowest, int buckets) {
        int[] starts = new int[buckets + 1];
        for (int key : keys) {
            starts[key - lowest + 1]++;
        }
        for (int i = 0; i < buckets; i++) {
            starts[i + 1] += starts[i];
        }
        int[] result = new int[order.length];
        for (int index : order) {
            result[starts[keys[index] - lowest]++] = index;
        }
        return result;
    }

    /** An n-gram was given twice. */
    static final class DuplicateNGramException extends IllegalArgumentException {

        private final int index;

        DuplicateNGramException(int index) {
            super("n-gram " + index + " occurs twice");
            this.index = index;
        }

        /** Index of the second one in the arrays given. */
        int index() {
            return index;
        }
    }
}
