package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A language model with classes: some tokens of an n-gram model stand for a list of items, each one or more words long, and the model speaks words only.
 *
 * <p>A sentence is a path through tokens and items, and most words can lie on several paths: "north" may be a word of its own, an item, or the beginning of
 * the item "north gate". A context therefore is a distribution over places (a context of the n-gram model and, within an item, a node of its tree), and
 *
 * <pre>
 * P(w | history) = sum over places of P(place | history) * P(w | place)
 * </pre>
 *
 * <p>which is what the forward algorithm of a hidden Markov model computes. It equals the sum over all expansions of all classes, sums to 1 over the vocabulary,
 * and needs one tree node for each different beginning of an item, however many items the lists of a sentence have.
 *
 * <p>P(item | class) is the item's share of the class's weight. People break off: after any word of an item that goes on, the item ends with probability
 * {@link #breakOff()}, so every word stays possible everywhere.
 *
 * <p>Of a context whose words are unknown ({@link #empty()}) the model tells the expected share of a word in running text, so that a word that stands only
 * within items is not taken to be impossible.
 *
 * <p>Immutable and thread-safe. Source: P. F. Brown et al., Class-based n-gram models of natural language, Computational Linguistics 18(4), 1992; W. Ward and S.
 * Issar, A class based language model for speech recognition, ICASSP 1996 (phrases as items).
 */
public final class ClassLm implements LanguageModel {

    /** Probability of breaking off that is used if nothing else is said. */
    public static final double BREAK_OFF = 0.01;

    /** Places less likely than this are forgotten; what is left still sums to 1. */
    private static final double LEAST_WEIGHT = 1e-7;

    private static final int MOST_PLACES = 32;

    /** Node number of a place between items. */
    private static final int OUTSIDE = -1;

    private final LanguageModel tokens;
    private final List<WordClass> classes;
    private final double breakOff;
    private final Vocabulary vocabulary = new Vocabulary();
    /** Of each word, its id among the tokens. */
    private final int[] tokenIds;
    /** Of each class, its id among the tokens. */
    private final int[] classTokens;
    /** Nodes are numbered through all classes: the first of each, and the end of the last. */
    private final int[] firstNode;
    /** Roots' children by word: from {@code beginStart[word]} on in {@code begins}. */
    private final int[] beginStart;

    private final int[] begins;
    /** All other nodes by word. */
    private final int[] insideStart;

    private final int[] insides;
    private final float[] shares;
    private final float endShare;
    private final Context empty;

    /**
     * @param tokens n-gram model whose tokens are words and classes
     * @param classes token to its items, each a list of words that the n-gram model knows too (as words that never occur, if need be); an item that stands
     *     several times weighs as much
     * @param breakOff in [0, 1)
     * @throws IllegalArgumentException if a class or a word is no token, or a class has no items
     */
    public ClassLm(LanguageModel tokens, Map<String, List<List<String>>> classes, double breakOff) {
        this(tokens, classes.keySet(), breakOff, (names, vocabulary) -> {
            List<WordClass> trees = new ArrayList<>();
            names.forEach(name -> trees.add(WordClass.of(
                    name,
                    classes.get(name).stream()
                            .map(item -> item.stream()
                                    .mapToInt(word -> known(word, vocabulary))
                                    .toArray())
                            .toList())));
            return trees;
        });
    }

    private static int known(String word, Vocabulary vocabulary) {
        if (!vocabulary.contains(word)) {
            throw new IllegalArgumentException("the n-gram model must know the word \"" + word + "\" of an item");
        }
        return vocabulary.id(word);
    }

    /** Makes the trees once the vocabulary is known. */
    @FunctionalInterface
    interface Trees<E extends Exception> {
        List<WordClass> of(Set<String> names, Vocabulary vocabulary) throws E;
    }

    <E extends Exception> ClassLm(LanguageModel tokens, Set<String> names, double breakOff, Trees<E> trees) throws E {
        if (!(breakOff >= 0 && breakOff < 1)) {
            throw new IllegalArgumentException("breakOff must be in [0, 1); got " + breakOff);
        }
        this.tokens = tokens;
        this.breakOff = breakOff;
        Vocabulary all = tokens.vocabulary();
        int[] ids = new int[all.size()];
        for (int id = 0; id < all.size(); id++) {
            if (id < Vocabulary.FIRST_WORD_ID || !names.contains(all.word(id))) {
                ids[id < Vocabulary.FIRST_WORD_ID ? id : vocabulary.add(all.word(id))] = id;
            }
        }
        tokenIds = Arrays.copyOf(ids, vocabulary.size());
        classes = List.copyOf(trees.of(names, vocabulary));
        classTokens = new int[classes.size()];
        firstNode = new int[classes.size() + 1];
        for (int i = 0; i < classTokens.length; i++) {
            String name = classes.get(i).name();
            if (!tokens.contains(name)) {
                throw new IllegalArgumentException("the n-gram model must know the class \"" + name + "\"");
            }
            classTokens[i] = tokens.wordId(name);
            firstNode[i + 1] = Math.addExact(firstNode[i], classes.get(i).size());
        }
        beginStart = new int[vocabulary.size() + 1];
        begins = byWord(true, beginStart);
        insideStart = new int[vocabulary.size() + 1];
        insides = byWord(false, insideStart);
        shares = new float[vocabulary.size()];
        double sum = expectedShares();
        empty = new Context(new LmState[] {tokens.empty()}, new int[] {OUTSIDE}, new double[] {1}, true);
        endShare = (float) (Math.exp(tokens.finish(tokens.empty())) / sum);
    }

    /** Nodes with one word side by side; {@code start} receives where each word's begin. */
    private int[] byWord(boolean begin, int[] start) {
        for (WordClass each : classes) {
            int end = each.childrenEnd(0);
            for (int node = begin ? 1 : end; node < (begin ? end : each.size()); node++) {
                start[each.word(node) + 1]++;
            }
        }
        for (int word = 1; word < start.length; word++) {
            start[word] += start[word - 1];
        }
        int[] next = start.clone();
        int[] nodes = new int[start[start.length - 1]];
        for (int i = 0; i < firstNode.length - 1; i++) {
            WordClass each = classes.get(i);
            int end = each.childrenEnd(0);
            for (int node = begin ? 1 : end; node < (begin ? end : each.size()); node++) {
                nodes[next[each.word(node)]++] = firstNode[i] + node;
            }
        }
        return nodes;
    }

    /** Fills {@link #shares}; returns what they and the sentence end were divided by. */
    private double expectedShares() {
        double[] expected = new double[vocabulary.size()];
        double sum = Math.exp(tokens.finish(tokens.empty()));
        for (int word = 0; word < expected.length; word++) {
            if (word != Vocabulary.END_ID) {
                expected[word] =
                        Math.exp(tokens.next(tokens.empty(), tokenIds[word]).logProb());
                sum += expected[word];
            }
        }
        for (int i = 0; i < firstNode.length - 1; i++) {
            double[] reached = reached(i);
            for (int node = 1; node < reached.length; node++) {
                expected[classes.get(i).word(node)] += reached[node];
                sum += reached[node];
            }
        }
        for (int word = 0; word < expected.length; word++) {
            shares[word] = (float) (expected[word] / sum);
        }
        return sum;
    }

    /** Expected number of visits of each node of a class for each token of a text. */
    private double[] reached(int classIndex) {
        WordClass of = classes.get(classIndex);
        double[] reached = new double[of.size()];
        reached[0] =
                Math.exp(tokens.next(tokens.empty(), classTokens[classIndex]).logProb());
        for (int node = 0; node < reached.length; node++) {
            double goesOn = node == 0 ? reached[0] : reached[node] * (1 - ending(of, node));
            for (int child = of.firstChild(node); child < of.childrenEnd(node); child++) {
                reached[child] = goesOn * of.probability(node, child);
            }
        }
        return reached;
    }

    /** P(the item is over | its word of this node was said). */
    private double ending(WordClass of, int node) {
        if (!of.goesOn(node)) {
            return 1;
        }
        double end = of.endProbability(node);
        return end + (1 - end) * breakOff;
    }

    private int classOf(int node) {
        int found = Arrays.binarySearch(firstNode, node);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * Where a sentence may have come to.
     *
     * @param contexts of the n-gram model, in an item already the one after its class
     * @param nodes within an item that is not over, or {@link #OUTSIDE}
     * @param weights probability of each place, sum 1
     * @param unknown true only for the context of which nothing is known
     */
    private record Context(LmState[] contexts, int[] nodes, double[] weights, boolean unknown) implements LmState {

        @Override
        public boolean equals(Object other) {
            return other instanceof Context that
                    && unknown == that.unknown
                    && Arrays.equals(nodes, that.nodes)
                    && Arrays.equals(weights, that.weights)
                    && Arrays.equals(contexts, that.contexts);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(nodes) + Arrays.hashCode(weights)) + Arrays.hashCode(contexts);
        }

        @Override
        public String toString() {
            return Arrays.toString(contexts) + Arrays.toString(nodes) + Arrays.toString(weights);
        }
    }

    /** Places after a word, with their joint probabilities. */
    private static final class Places {

        private record Place(LmState context, int node) {}

        private final Map<Place, Double> weights = new LinkedHashMap<>();
        private double sum;

        void add(LmState context, int node, double weight) {
            if (weight > 0) {
                weights.merge(new Place(context, node), weight, Double::sum);
                sum += weight;
            }
        }

        /** The likely ones; {@code otherwise} if there is none. */
        Context context(Context otherwise) {
            if (weights.isEmpty()) {
                return otherwise;
            }
            List<Map.Entry<Place, Double>> kept = new ArrayList<>();
            for (Map.Entry<Place, Double> place : weights.entrySet()) {
                if (place.getValue() >= LEAST_WEIGHT * sum) {
                    kept.add(place);
                }
            }
            if (kept.size() > MOST_PLACES) {
                kept.sort(Map.Entry.<Place, Double>comparingByValue().reversed());
                kept = kept.subList(0, MOST_PLACES);
            }
            double mass = 0;
            for (Map.Entry<Place, Double> place : kept) {
                mass += place.getValue();
            }
            LmState[] contexts = new LmState[kept.size()];
            int[] nodes = new int[contexts.length];
            double[] shares = new double[contexts.length];
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = kept.get(i).getKey().context();
                nodes[i] = kept.get(i).getKey().node();
                shares[i] = kept.get(i).getValue() / mass;
            }
            return new Context(contexts, nodes, shares, false);
        }
    }

    @Override
    public LmState start() {
        return outside(tokens.start());
    }

    @Override
    public LmState empty() {
        return empty;
    }

    private static Context outside(LmState context) {
        return new Context(new LmState[] {context}, new int[] {OUTSIDE}, new double[] {1}, false);
    }

    @Override
    public Scored next(LmState context, int wordId) {
        if (wordId < 0 || wordId >= vocabulary.size()) {
            throw new IllegalArgumentException("wordId must be in 0.." + (vocabulary.size() - 1) + "; got " + wordId);
        }
        Context from = (Context) context;
        if (from.nodes.length == 1
                && from.nodes[0] == OUTSIDE
                && !from.unknown
                && beginStart[wordId] == beginStart[wordId + 1]) {
            // Most words of most sentences: there is one place, and no item begins so.
            Scored scored = tokens.next(from.contexts[0], tokenIds[wordId]);
            return new Scored(outside(scored.context()), scored.logProb());
        }
        Places places = new Places();
        for (int i = 0; i < from.nodes.length; i++) {
            if (from.nodes[i] == OUTSIDE) {
                begin(from.contexts[i], from.weights[i], wordId, places);
            } else {
                goOn(from.contexts[i], from.nodes[i], from.weights[i], wordId, places);
            }
        }
        double probability = places.sum;
        if (from.unknown) {
            for (int i = insideStart[wordId]; i < insideStart[wordId + 1]; i++) {
                inside(insides[i], places);
            }
            probability = shares[wordId];
        }
        Context otherwise =
                outside(tokens.next(tokens.empty(), tokenIds[wordId]).context());
        return new Scored(places.context(otherwise), Math.log(probability));
    }

    /** The word as a token of its own, or as the first of an item. */
    private void begin(LmState context, double weight, int word, Places places) {
        Scored token = tokens.next(context, tokenIds[word]);
        places.add(token.context(), OUTSIDE, weight * Math.exp(token.logProb()));
        for (int i = beginStart[word]; i < beginStart[word + 1]; i++) {
            int of = classOf(begins[i]);
            Scored scored = tokens.next(context, classTokens[of]);
            double probability = classes.get(of).probability(0, begins[i] - firstNode[of]);
            add(scored.context(), begins[i], of, weight * Math.exp(scored.logProb()) * probability, places);
        }
    }

    /** The word as the next one of an item. */
    private void goOn(LmState context, int node, double weight, int word, Places places) {
        int of = classOf(node);
        int at = node - firstNode[of];
        int child = classes.get(of).child(at, word);
        if (child >= 0) {
            double probability = classes.get(of).probability(at, child);
            add(context, firstNode[of] + child, of, weight * probability, places);
        }
    }

    /** A word of which all that is known is that it may be this one of an item. */
    private void inside(int node, Places places) {
        int of = classOf(node);
        Scored scored = tokens.next(tokens.empty(), classTokens[of]);
        add(scored.context(), node, of, Math.exp(scored.logProb()) * visits(of, node - firstNode[of]), places);
    }

    private double visits(int of, int node) {
        WordClass tree = classes.get(of);
        double visits = 1;
        int at = node;
        while (at != 0) {
            int parent = parent(tree, at);
            visits *= tree.probability(parent, at) * (parent == 0 ? 1 : 1 - ending(tree, parent));
            at = parent;
        }
        return visits;
    }

    /** In breadth-first order the ranges of children ascend with their parents. */
    private static int parent(WordClass tree, int node) {
        int low = 0;
        int high = node - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (tree.childrenEnd(middle) > node) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void add(LmState context, int node, int of, double weight, Places places) {
        double ending = ending(classes.get(of), node - firstNode[of]);
        places.add(context, OUTSIDE, weight * ending);
        places.add(context, node, weight * (1 - ending));
    }

    @Override
    public double finish(LmState context) {
        Context at = (Context) context;
        if (at.unknown) {
            return Math.log(endShare);
        }
        double probability = 0;
        for (int i = 0; i < at.nodes.length; i++) {
            if (at.nodes[i] == OUTSIDE) {
                probability += at.weights[i] * Math.exp(tokens.finish(at.contexts[i]));
            }
        }
        return Math.log(probability);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int order() {
        return tokens.order();
    }

    /** The model over words and classes. */
    public LanguageModel tokens() {
        return tokens;
    }

    public double breakOff() {
        return breakOff;
    }

    /** Names of the classes. */
    public Set<String> classNames() {
        Set<String> names = new HashSet<>();
        classes.forEach(each -> names.add(each.name()));
        return names;
    }

    List<WordClass> classes() {
        return classes;
    }
}
