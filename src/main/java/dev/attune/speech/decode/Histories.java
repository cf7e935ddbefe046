package dev.attune.speech.decode;

import dev.attune.speech.lm.LmState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sequences of words of one search, as a tree in plain arrays: a history is its parent and one more word. Number 0 has no words. */
final class Histories {

    private int size;
    private int[] parent = new int[1024];
    private int[] word = new int[1024];
    private int[] node = new int[1024];
    private int[] length = new int[1024];
    private int[] phrase = new int[1024];
    private double[] lmLogProb = new double[1024];
    private double[] settled = new double[1024];
    private @Nullable LmState[] context = new LmState[1024];
    // From (parent, entry) to the history, open addressing; 0 is empty, for history 0 is nobody's child.
    private int[] slots = new int[4096];
    private long[] keys = new long[4096];

    Histories(@Nullable LmState start) {
        context[0] = start;
        parent[0] = -1;
        size = 1;
    }

    /** The child with an entry of the trees; 0 if there is none yet. */
    int find(int history, int entry) {
        return slots[slot((long) history << 32 | entry)];
    }

    /**
     * @param lmLogProbOfWord ln P_lm of the word alone
     * @param phraseState after the word
     * @param settledByWord boost of the phrases that the word completes
     */
    int add(
            int history,
            int entry,
            int itsWord,
            int itsNode,
            @Nullable LmState following,
            double lmLogProbOfWord,
            int phraseState,
            double settledByWord) {
        if (size == word.length) {
            grow();
        }
        int index = size++;
        parent[index] = history;
        word[index] = itsWord;
        node[index] = itsNode;
        length[index] = length[history] + 1;
        phrase[index] = phraseState;
        lmLogProb[index] = lmLogProb[history] + lmLogProbOfWord;
        settled[index] = settled[history] + settledByWord;
        context[index] = following;
        long key = (long) history << 32 | entry;
        int slot = slot(key);
        slots[slot] = index;
        keys[slot] = key;
        if (size * 2 > slots.length) {
            rehash();
        }
        return index;
    }

    /** -1 for the empty history. */
    int parent(int history) {
        return parent[history];
    }

    /** Number of the last word. */
    int word(int history) {
        return word[history];
    }

    /** Where the last word's pronunciation ends. */
    int node(int history) {
        return node[history];
    }

    /** Number of words. */
    int length(int history) {
        return length[history];
    }

    int phraseState(int history) {
        return phrase[history];
    }

    /** ln P_lm of all words. */
    double lmLogProb(int history) {
        return lmLogProb[history];
    }

    /** Boost of all complete phrases. */
    double settled(int history) {
        return settled[history];
    }

    @Nullable
    LmState context(int history) {
        return context[history];
    }

    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (slots[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int capacity = size * 2;
        parent = Arrays.copyOf(parent, capacity);
        word = Arrays.copyOf(word, capacity);
        node = Arrays.copyOf(node, capacity);
        length = Arrays.copyOf(length, capacity);
        phrase = Arrays.copyOf(phrase, capacity);
        lmLogProb = Arrays.copyOf(lmLogProb, capacity);
        settled = Arrays.copyOf(settled, capacity);
        context = Arrays.copyOf(context, capacity);
    }

    private void rehash() {
        int[] oldSlots = slots;
        long[] oldKeys = keys;
        slots = new int[oldSlots.length * 2];
        keys = new long[slots.length];
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = slot(oldKeys[i]);
                slots[slot] = oldSlots[i];
                keys[slot] = oldKeys[i];
            }
        }
    }
}
