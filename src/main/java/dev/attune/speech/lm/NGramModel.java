package dev.attune.speech.lm;

/**
 * A back-off n-gram model: ln P(w | c) is the stored value of the longest n-gram "suffix of c, w" that the model has, plus the back-off
 * weights of the longer suffixes of c. Immutable and thread-safe.
 *
 * <p>Kept as a trie in plain arrays, one node an n-gram: nodes of one order are contiguous and sorted by (context node, last word), so the
 * children of a node are one range. Node 0 is the empty context, node {@code 1 + id} the unigram of a word. Each node knows its longest proper suffix in
 * the model, so a context is one node number and scoring never looks at words further back. About 20 bytes an n-gram.
 */
public final class NGramModel implements LanguageModel {

    /** Stands for ln 0 of words that are never predicted ({@code <s>}), as ARPA files write it: log10 P = -99. */
    static final float NEVER = (float) (-99 * Math.log(10));

    private final Vocabulary vocabulary;
    private final int order;
    /** First node of each order; {@code firstNode[order + 1]} is the number of nodes. */
    private final int[] firstNode;
    /** Last word of each node. */
    private final int[] words;
    /** First child of each node below the highest order, and one more as the end of the last range. */
    private final int[] firstChild;
    /** ln P(last word | the words before it) of each node. */
    private final float[] logProbs;
    /** Back-off weight of each node below the highest order. */
    private final float[] backoffs;
    /** Longest proper suffix of each node that is in the model. */
    private final int[] suffixes;
    /** The node that stands for each node as a context: itself, or a shorter one that scores alike. */
    private final int[] contexts;

    NGramModel(Vocabulary vocabulary, NGramTrieBuilder trie) {
        this.vocabulary = vocabulary;
        this.order = trie.order();
        this.firstNode = trie.firstNode();
        this.words = trie.words();
        this.firstChild = trie.firstChild();
        this.logProbs = trie.logProbs();
        this.backoffs = trie.backoffs();
        this.suffixes = linkSuffixes();
        this.contexts = shortenContexts();
    }

    /** A context: the number of its node. */
    private record Context(int node) implements LmState {}

    @Override
    public LmState start() {
        return new Context(contexts[1 + Vocabulary.START_ID]);
    }

    @Override
    public LmState empty() {
        return new Context(0);
    }

    @Override
    public Scored next(LmState context, int wordId) {
        long scored = score(((Context) context).node, wordId);
        return new Scored(new Context(node(scored)), logProb(scored));
    }

    @Override
    public double finish(LmState context) {
        return logProb(score(((Context) context).node, Vocabulary.END_ID));
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Number of n-grams of one order, 1 to {@link #order()}. */
    public int size(int ofOrder) {
        return firstNode[ofOrder + 1] - firstNode[ofOrder];
    }

    /** The score of a word and the context that follows, packed for {@link #node} and {@link #logProb}: no object in the inner loop. */
    long score(int context, int wordId) {
        if (wordId < 0 || wordId >= vocabulary.size()) {
            throw new IllegalArgumentException("wordId must be in 0.." + (vocabulary.size() - 1) + "; got " + wordId);
        }
        float sum = 0;
        int node = context;
        int child = child(node, wordId);
        while (child < 0) {
            sum += backoffs[node];
            node = suffixes[node];
            child = child(node, wordId);
        }
        return (long) Float.floatToRawIntBits(sum + logProbs[child]) << 32 | contexts[child];
    }

    static int node(LmState context) {
        return ((Context) context).node;
    }

    static int node(long scored) {
        return (int) scored;
    }

    static float logProb(long scored) {
        return Float.intBitsToFloat((int) (scored >> 32));
    }

    /** The node of "node's words, wordId", or -1. */
    int child(int node, int wordId) {
        if (node == 0) {
            return 1 + wordId;
        }
        if (node >= firstNode[order]) {
            return -1;
        }
        int low = firstChild[node];
        int high = firstChild[node + 1] - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int word = words[middle];
            if (word < wordId) {
                low = middle + 1;
            } else if (word > wordId) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    int firstNode(int ofOrder) {
        return firstNode[ofOrder];
    }

    int word(int node) {
        return words[node];
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    /** Longest proper suffix of a node's words that is in the model. */
    int suffix(int node) {
        return suffixes[node];
    }

    float nodeLogProb(int node) {
        return logProbs[node];
    }

    /** 0 for nodes of the highest order. */
    float nodeBackoff(int node) {
        return node < backoffs.length ? backoffs[node] : 0;
    }

    private int[] linkSuffixes() {
        int[] links = new int[words.length];
        for (int m = 2; m <= order; m++) {
            for (int parent = firstNode[m - 1]; parent < firstNode[m]; parent++) {
                for (int node = firstChild[parent]; node < firstChild[parent + 1]; node++) {
                    int suffix = links[parent];
                    int link = child(suffix, words[node]);
                    while (link < 0) {
                        suffix = links[suffix];
                        link = child(suffix, words[node]);
                    }
                    links[node] = link;
                }
            }
        }
        return links;
    }

    /** A node that has no children and no back-off weight scores like its suffix: with the shorter one more beams meet. */
    private int[] shortenContexts() {
        int[] shortened = new int[words.length];
        for (int node = 1; node < shortened.length; node++) {
            boolean needed =
                    node < firstNode[order] && (backoffs[node] != 0 || firstChild[node] < firstChild[node + 1]);
            shortened[node] = needed ? node : shortened[suffixes[node]];
        }
        return shortened;
    }
}
