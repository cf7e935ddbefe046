package dev.attune.speech.decode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What phrases add to the score of a sequence of words: each occurrence of a phrase, overlapping ones too, adds {@link Phrase#boostOfWord} for each of its
 * words. Immutable.
 *
 * <p>The words of a begun phrase count at once, so that its hypotheses stay in the beam, and are refunded when it is broken off: a state is the longest
 * begun phrase, {@link #pending} is what it was lent, and {@link #settled} what the phrases add that end with it.
 *
 * <p>Sources: A. V. Aho and M. J. Corasick, Efficient string matching, CACM 18(6), 1975 (the states); D. Zhao et al., Shallow-fusion end-to-end contextual
 * biasing, Interspeech 2019 (boost of begun phrases and its refund).
 */
final class PhraseBoost {

    /** No phrases. */
    static final PhraseBoost NONE = new PhraseBoost();

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final List<Map<Integer, Integer>> children = new ArrayList<>();
    private final List<Integer> suffixes = new ArrayList<>();
    private final List<Double> pending = new ArrayList<>();
    private final List<Double> settled = new ArrayList<>();
    /** Of each state and each node of a word that goes on from it, the best score of the words below the node. */
    private final Map<Long, Double> lookAheads = new HashMap<>();

    private final BitSet words = new BitSet();
    private double most;

    private PhraseBoost() {
        newState();
    }

    /**
     * @param phrases each with the words' numbers in {@code trees}; what is not there must have been added to them
     * @param lmWeight for the look-ahead
     */
    static PhraseBoost of(List<Phrase> phrases, WordTrees trees, double lmWeight) {
        if (phrases.isEmpty()) {
            return NONE;
        }
        PhraseBoost boost = new PhraseBoost();
        for (Phrase phrase : phrases) {
            boost.add(phrase, trees);
        }
        boost.link();
        boost.lookAhead(trees, lmWeight);
        return boost;
    }

    boolean isEmpty() {
        return children.size() == 1;
    }

    /** True if the word is in a phrase. */
    boolean contains(int word) {
        return words.get(word);
    }

    /** The state after a word; 0 is the state without a begun phrase. */
    int next(int state, int word) {
        if (word < 0 || !words.get(word)) {
            return 0;
        }
        for (int s = state; ; s = suffixes.get(s)) {
            Integer child = children.get(s).get(word);
            if (child != null) {
                return child;
            }
            if (s == 0) {
                return 0;
            }
        }
    }

    /** What the begun phrase has been lent, natural log; 0 in state 0. */
    double pending(int state) {
        return pending.get(state);
    }

    /** What the phrases add that are complete in a state. */
    double settled(int state) {
        return settled.get(state);
    }

    /** Upper bound of {@code pending + settled}. */
    double most() {
        return most;
    }

    /** Best of lmWeight * unigram + pending + settled over words of phrases below a node that may follow a state; minus infinity without any. */
    double lookAhead(int state, int node) {
        double best = NEVER;
        for (int s = state; ; s = suffixes.get(s)) {
            best = Math.max(best, lookAheads.getOrDefault((long) s << 32 | node, NEVER));
            if (s == 0) {
                return best;
            }
        }
    }

    private int newState() {
        children.add(new HashMap<>());
        suffixes.add(0);
        pending.add(0.0);
        settled.add(0.0);
        return children.size() - 1;
    }

    private void add(Phrase phrase, WordTrees trees) {
        int state = 0;
        double lent = 0;
        for (int i = 0; i < phrase.words().size(); i++) {
            // What is complete is no longer lent.
            pending.set(state, Math.max(pending.get(state), lent));
            int word = trees.wordNumber(phrase.words().get(i));
            words.set(word);
            Integer child = children.get(state).get(word);
            if (child == null) {
                child = newState();
                children.get(state).put(word, child);
            }
            state = child;
            lent += phrase.boostOfWord();
        }
        settled.set(state, settled.get(state) + lent);
    }

    /** Breadth first, so that shorter states are complete before longer ones ask them. */
    private void link() {
        List<Integer> queue = new ArrayList<>(children.getFirst().values());
        for (int at = 0; at < queue.size(); at++) {
            int state = queue.get(at);
            int suffix = suffixes.get(state);
            pending.set(state, Math.max(pending.get(state), pending.get(suffix)));
            settled.set(state, settled.get(state) + settled.get(suffix));
            most = Math.max(most, pending.get(state) + settled.get(state));
            children.get(state).forEach((word, child) -> {
                suffixes.set(child, next(suffix, word));
                queue.add(child);
            });
        }
    }

    private void lookAhead(WordTrees trees, double lmWeight) {
        Map<Integer, List<Integer>> ends = trees.ends(words);
        for (int state = 0; state < children.size(); state++) {
            for (Map.Entry<Integer, Integer> child : children.get(state).entrySet()) {
                int word = child.getKey();
                double score = lmWeight * trees.unigram(word, true)
                        + pending.get(child.getValue())
                        + settled.get(child.getValue());
                for (int end : ends.getOrDefault(word, List.of())) {
                    for (int node = end; node >= 0; node = trees.parent(node)) {
                        lookAheads.merge((long) state << 32 | node, score, Math::max);
                    }
                }
            }
        }
    }
}
