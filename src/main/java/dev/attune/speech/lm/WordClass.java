package dev.attune.speech.lm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The items of one class of a {@link ClassLm}, each a sequence of words with a weight, as a tree of words: nodes are numbers in breadth-first order, 0 is the
 * root, children of a node are neighbours sorted by word. 24 bytes a node, and items that begin alike share nodes. Immutable.
 */
final class WordClass {

    private final String name;
    /** Id of the last word of each node, in the vocabulary of the class model; -1 for the root. */
    private final int[] words;
    /** First child of each node, and one more as the end of the last range. */
    private final int[] firstChild;
    /** Weight of the item that ends in each node; 0 if none does. */
    private final int[] ends;
    /** Weight of all items that go through or end in each node. */
    private final long[] totals;

    private WordClass(String name, int[] words, int[] firstChild, int[] ends) {
        this.name = name;
        this.words = words;
        this.firstChild = firstChild;
        this.ends = ends;
        totals = new long[words.length];
        for (int node = words.length - 1; node >= 0; node--) {
            long total = ends[node];
            for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
                total += totals[child];
            }
            totals[node] = total;
        }
    }

    /**
     * @param items word ids, none empty; one that stands several times weighs as much
     */
    static WordClass of(String name, List<int[]> items) {
        if (items.isEmpty() || items.stream().anyMatch(item -> item.length == 0)) {
            throw new IllegalArgumentException("class " + name + " must have items, and each of them a word");
        }
        int[][] sorted = items.toArray(int[][]::new);
        Arrays.sort(sorted, Comparator.comparing((int[] item) -> item, Arrays::compare));
        int most = 1 + items.stream().mapToInt(item -> item.length).sum();
        int[] words = new int[most];
        int[] firstChild = new int[most + 1];
        int[] ends = new int[most];
        // Each node stands for the sorted items from..to that begin with its words.
        int[] from = new int[most];
        int[] to = new int[most];
        int[] depth = new int[most];
        words[0] = -1;
        to[0] = sorted.length;
        int size = 1;
        for (int node = 0; node < size; node++) {
            firstChild[node] = size;
            int at = from[node];
            while (at < to[node] && sorted[at].length == depth[node]) {
                at++;
            }
            ends[node] = at - from[node];
            while (at < to[node]) {
                int word = sorted[at][depth[node]];
                words[size] = word;
                depth[size] = depth[node] + 1;
                from[size] = at;
                while (at < to[node] && sorted[at][depth[node]] == word) {
                    at++;
                }
                to[size++] = at;
            }
        }
        firstChild[size] = size;
        return new WordClass(
                name, Arrays.copyOf(words, size), Arrays.copyOf(firstChild, size + 1), Arrays.copyOf(ends, size));
    }

    /**
     * From its columns, as they stand in a file.
     *
     * @throws IndexOutOfBoundsException if they make no tree
     */
    static WordClass of(String name, int[] words, int[] children, int[] ends) {
        int[] firstChild = new int[words.length + 1];
        firstChild[0] = 1;
        for (int node = 0; node < words.length; node++) {
            firstChild[node + 1] = firstChild[node] + children[node];
            if (firstChild[node] <= node || children[node] < 0 || children[node] == 0 && ends[node] == 0) {
                throw new IndexOutOfBoundsException("node " + node + " of class " + name);
            }
        }
        if (firstChild[words.length] != words.length) {
            throw new IndexOutOfBoundsException("nodes of class " + name);
        }
        return new WordClass(name, words, firstChild, ends);
    }

    String name() {
        return name;
    }

    /** Number of nodes, the root counted. */
    int size() {
        return words.length;
    }

    int word(int node) {
        return words[node];
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    int childrenEnd(int node) {
        return firstChild[node + 1];
    }

    /** Weight of the item that ends here. */
    int end(int node) {
        return ends[node];
    }

    boolean goesOn(int node) {
        return firstChild[node] < firstChild[node + 1];
    }

    /** P(the item ends here | it came here). */
    double endProbability(int node) {
        return (double) ends[node] / totals[node];
    }

    /** P(the next word is that of the child | the item came to its parent and does not end there). */
    double probability(int parent, int child) {
        return (double) totals[child] / (totals[parent] - ends[parent]);
    }

    /** The child of a node with the word, or -1. */
    int child(int node, int word) {
        int found = Arrays.binarySearch(words, firstChild[node], firstChild[node + 1], word);
        return found >= 0 ? found : -1;
    }
}
