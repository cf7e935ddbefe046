package dev.attune.speech.decode;

import java.util.Arrays;

/**
 * The states of one frame, in plain arrays that are used again for later frames. A state is a history and a begun word, with the probability of all paths
 * that end here in blank or in the node's token.
 */
final class Beam {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    int size;
    int[] history = new int[1024];
    int[] node = new int[1024];
    /** What the language model, the look-ahead and bonuses add to the acoustic score. */
    double[] bias = new double[1024];

    double[] blank = new double[1024];
    double[] token = new double[1024];
    double[] score = new double[1024];
    /** The best states, best first, once {@link #prune} was called. */
    int[] kept = new int[1024];

    int keptCount;

    // Open addressing; a slot belongs to this frame only if it has its stamp, so nothing is cleared.
    private int[] slots = new int[4096];
    private int[] stamps = new int[4096];
    private int stamp;
    private long[] keys = new long[1024];

    void clear() {
        size = 0;
        stamp++;
    }

    /** Index of a state; the bitwise complement of its slot if it is not there. */
    int find(int history, int node) {
        int mask = slots.length - 1;
        int hash = (history * 0x9E3779B1) ^ (node * 0x85EBCA77);
        int slot = (hash ^ hash >>> 15) & mask;
        while (stamps[slot] == stamp) {
            int index = slots[slot];
            if (this.history[index] == history && this.node[index] == node) {
                return index;
            }
            slot = slot + 1 & mask;
        }
        return ~slot;
    }

    /** Adds a state without paths to a slot that {@link #find} named; returns its index. */
    int add(int slot, int history, int node, double bias) {
        if (size == this.node.length) {
            grow();
        }
        int index = size++;
        this.history[index] = history;
        this.node[index] = node;
        this.bias[index] = bias;
        blank[index] = NEVER;
        token[index] = NEVER;
        score[index] = NEVER;
        slots[slot] = index;
        stamps[slot] = stamp;
        if (size * 2 > slots.length) {
            rehash();
        }
        return index;
    }

    /** Chooses the states to go on with: at most {@code most}, none below {@code floor}; of equal ones the one that was found first. */
    void prune(int most, double floor) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (score[i] >= floor) {
                int bits = Float.floatToIntBits((float) score[i]);
                int ascending = bits ^ bits >> 31 & 0x7FFFFFFF;
                keys[count++] = (long) ~ascending << 32 | i;
            }
        }
        Arrays.sort(keys, 0, count);
        keptCount = Math.min(count, most);
        for (int i = 0; i < keptCount; i++) {
            kept[i] = (int) keys[i];
        }
    }

    private void grow() {
        int capacity = size * 2;
        history = Arrays.copyOf(history, capacity);
        node = Arrays.copyOf(node, capacity);
        bias = Arrays.copyOf(bias, capacity);
        blank = Arrays.copyOf(blank, capacity);
        token = Arrays.copyOf(token, capacity);
        score = Arrays.copyOf(score, capacity);
        kept = Arrays.copyOf(kept, capacity);
        keys = Arrays.copyOf(keys, capacity);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        stamps = new int[slots.length];
        stamp = 1;
        for (int i = 0; i < size; i++) {
            int slot = ~find(history[i], node[i]);
            slots[slot] = i;
            stamps[slot] = stamp;
        }
    }
}
