package dev.attune.speech.lm;

import java.util.Arrays;

/**
 * Words and their ids, dense from 0. Ids 0, 1, 2 are {@code <unk>}, {@code <s>} and {@code </s>}. Grows only by {@link #add}; safe for
 * concurrent reading once it no longer grows.
 */
public final class Vocabulary {

    public static final String UNKNOWN = "<unk>";
    public static final String START = "<s>";
    public static final String END = "</s>";

    public static final int UNKNOWN_ID = 0;
    public static final int START_ID = 1;
    public static final int END_ID = 2;
    /** Id of the first real word. */
    public static final int FIRST_WORD_ID = 3;

    // Open addressing over the words themselves: a HashMap with boxed ids takes three times the room.
    private String[] words = new String[64];
    private int[] slots = new int[128];
    private int size;

    public Vocabulary() {
        add(UNKNOWN);
        add(START);
        add(END);
    }

    /** The id of a word, adding it if it is new. */
    public int add(String word) {
        int slot = slotOf(word);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        words[size] = word;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /** The id of a word, {@link #UNKNOWN_ID} if it is not in the vocabulary. */
    public int id(String word) {
        int found = slots[slotOf(word)];
        return found == 0 ? UNKNOWN_ID : found - 1;
    }

    /** True for real words; false for the three special ones. */
    public boolean contains(String word) {
        return slots[slotOf(word)] > FIRST_WORD_ID;
    }

    public String word(int id) {
        if (id < 0 || id >= size) {
            throw new IndexOutOfBoundsException("word id must be in 0.." + (size - 1) + "; got " + id);
        }
        return words[id];
    }

    /** Number of ids, the three special ones counted. */
    public int size() {
        return size;
    }

    private int slotOf(String word) {
        int mask = slots.length - 1;
        int hash = word.hashCode() * 0x9E3779B9;
        int slot = (hash ^ hash >>> 15) & mask;
        while (slots[slot] != 0 && !words[slots[slot] - 1].equals(word)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int id = 0; id < size; id++) {
            slots[slotOf(words[id])] = id + 1;
        }
    }
}
