package dev.attune.speech.decode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a lexicon and, beside it, a small one of words that a request brings. Numbers of nodes, words and entries of the second tree follow those of
 * the first; the root is 0 for both. An entry is a pronunciation's end: a node with one of the words that hang there. Immutable.
 */
final class WordTrees {

    /** ln P of a word that a request expects and the language model never saw: that of a rare word. */
    static final double UNSEEN = Math.log(1e-5);

    private final LexiconTrie main;
    private final @Nullable LexiconTrie added;
    private final int nodes;
    private final int words;
    private final int entries;

    WordTrees(LexiconTrie main, @Nullable LexiconTrie added) {
        this.main = main;
        this.added = added;
        this.nodes = main.nodes();
        this.words = main.words();
        this.entries = main.wordsTo(main.nodes() - 1);
    }

    LexiconTrie main() {
        return main;
    }

    private LexiconTrie added() {
        if (added == null) {
            throw new IndexOutOfBoundsException("there are no added words");
        }
        return added;
    }

    /** The child of a node, of the first tree for the root; -1 if there is none. */
    int child(int node, int token) {
        if (node < nodes) {
            return main.child(node, token);
        }
        int child = added().child(node - nodes, token);
        return child < 0 ? -1 : nodes + child;
    }

    /** The node of the second tree that begins with a token; -1 if there is none. */
    int addedFirst(int token) {
        int child = added == null ? -1 : added.child(0, token);
        return child < 0 ? -1 : nodes + child;
    }

    int token(int node) {
        return node < nodes ? main.token(node) : added().token(node - nodes);
    }

    /** -1 above the first node of a word. */
    int parent(int node) {
        int parent = node < nodes ? main.parent(node) : added().parent(node - nodes);
        return parent <= 0 ? -1 : node < nodes ? parent : nodes + parent;
    }

    int entriesFrom(int node) {
        return node < nodes ? main.wordsFrom(node) : entries + added().wordsFrom(node - nodes);
    }

    int entriesTo(int node) {
        return node < nodes ? main.wordsTo(node) : entries + added().wordsTo(node - nodes);
    }

    int wordAt(int entry) {
        return entry < entries ? main.wordAt(entry) : words + added().wordAt(entry - entries);
    }

    int lmId(int word) {
        return word < words ? main.lmId(word) : added().lmId(word - words);
    }

    /** Highest ln P of a single word at or below a node. */
    double bestUnigram(int node) {
        return node < nodes ? main.bestUnigram(node) : Math.max(UNSEEN, added().bestUnigram(node - nodes));
    }

    /**
     * ln P of a word alone.
     *
     * @param expected whether a phrase has it; then it is at least {@link #UNSEEN} where the language model does not know it
     */
    double unigram(int word, boolean expected) {
        double unigram = word < words ? main.unigram(word) : added().unigram(word - words);
        return expected && lmId(word) == 0 ? Math.max(unigram, UNSEEN) : unigram;
    }

    String word(int word) {
        return word < words ? main.word(word) : added().word(word - words);
    }

    /** @throws IllegalArgumentException if neither tree has the word */
    int wordNumber(String word) {
        int number = main.wordNumber(word);
        if (number < 0 && added != null && added.wordNumber(word) >= 0) {
            number = words + added.wordNumber(word);
        }
        if (number < 0) {
            throw new IllegalArgumentException("the word \"" + word + "\" has no pronunciation");
        }
        return number;
    }

    int[] path(int node) {
        return node < nodes ? main.path(node) : added().path(node - nodes);
    }

    /** The nodes at which the pronunciations of some words end. */
    Map<Integer, List<Integer>> ends(BitSet wanted) {
        Map<Integer, List<Integer>> ends = new HashMap<>();
        for (int node = 1; node < nodes + (added == null ? 0 : added.nodes()); node++) {
            for (int entry = entriesFrom(node); entry < entriesTo(node); entry++) {
                if (wanted.get(wordAt(entry))) {
                    ends.computeIfAbsent(wordAt(entry), word -> new ArrayList<>())
                            .add(node);
                }
            }
        }
        return ends;
    }
}
