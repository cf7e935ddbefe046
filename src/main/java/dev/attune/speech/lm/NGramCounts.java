package dev.attune.speech.lm;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often each n-gram of a text occurs, for orders 1 to {@link #order()}. Immutable. They stand in memory, or, when that would take more than
 * {@link Builder#memoryBudget}, sorted in temporary files, which {@link #close} deletes. Each sentence counts as {@code <s> words </s>};
 * {@code <s>} itself is only a context. Words are numbered by falling frequency, which keeps the files of models small.
 *
 * <p>N-grams are nodes: an n-gram is its context (an n-gram one shorter) and its last word, so one 64-bit hash key serves every order.
 */
public final class NGramCounts implements AutoCloseable {

    /** 64 MiB of word ids. */
    private static final long MOST_IN_MEMORY = 1 << 24;
    /** What an n-gram takes while it is counted and its model is estimated. */
    private static final int BYTES_AN_NGRAM = 80;

    private final Vocabulary vocabulary;
    private final int order;
    private final Level[] levels;
    private final @Nullable SortedCounts sorted;

    /** @param levels all orders, or order 1 only if the others are {@code sorted} on disk */
    private NGramCounts(Vocabulary vocabulary, int order, Level[] levels, @Nullable SortedCounts sorted) {
        this.vocabulary = vocabulary;
        this.order = order;
        this.levels = levels;
        this.sorted = sorted;
    }

    /**
     * The n-grams of one order; index = node within the order. Of order 1 the index is the word id.
     *
     * @param parents index of the context one order below
     * @param words last word
     * @param suffixes index, one order below, of the n-gram without its first word
     * @param counts occurrences in the text
     * @param atStart true if the n-gram starts with {@code <s>}
     */
    record Level(int[] parents, int[] words, int[] suffixes, int[] counts, boolean[] atStart) {

        int size() {
            return words.length;
        }
    }

    public static Builder builder(int order) {
        return new Builder(order);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public int order() {
        return order;
    }

    /** Number of different n-grams of an order, 1 to {@link #order()}. */
    public long size(int ofOrder) {
        return sorted != null && ofOrder > 1
                ? sorted.size(ofOrder)
                : level(ofOrder).size();
    }

    /** The n-grams of orders 2 and up, if they lie on disk. */
    @Nullable
    SortedCounts sorted() {
        return sorted;
    }

    /** Deletes the temporary files, if there are any. */
    @Override
    public void close() {
        if (sorted != null) {
            sorted.close();
        }
    }

    Level level(int ofOrder) {
        return levels[ofOrder - 1];
    }

    /** Collects sentences. Not thread-safe. */
    public static final class Builder {

        private final int order;
        private final Vocabulary seen = new Vocabulary();
        private int minimumWordCount = 1;
        private boolean closed;
        // The whole text as word ids, each sentence <s> words </s>: four bytes a word, and n-grams need no second
        // reading of the user's files.
        private IntColumn text = new IntColumn(MOST_IN_MEMORY);
        private long mostInMemory = MOST_IN_MEMORY;
        // The other half is for the rest of the program and for the model itself.
        private long budgetBytes = Runtime.getRuntime().maxMemory() / 2;

        private Builder(int order) {
            if (order < 1 || order > 8) {
                throw new IllegalArgumentException("order must be in 1..8; got " + order);
            }
            this.order = order;
        }

        /**
         * About how much memory the different n-grams may take while they are counted and a model is estimated; if it is not enough, they are sorted on
         * disk, which is slower. Without this, half of the memory that Java may take. Set it before the first sentence.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder memoryBudget(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("memoryBudget must be >= 0; got " + bytes);
            }
            budgetBytes = bytes;
            return mostInMemory(Math.min(MOST_IN_MEMORY, bytes / 16));
        }

        /** How many words of the text are kept in memory; what is beyond goes to a temporary file. Set it before the first sentence. */
        Builder mostInMemory(long words) {
            mostInMemory = words;
            text = new IntColumn(words);
            return this;
        }

        /**
         * Fixes the vocabulary: other words of the text become {@code <unk>}, and words without occurrence are still known.
         *
         * @throws IllegalStateException if sentences were added before
         */
        public Builder vocabulary(Iterable<String> words) {
            if (text.size() > 0) {
                throw new IllegalStateException("the vocabulary must be set before the first sentence");
            }
            words.forEach(seen::add);
            closed = true;
            return this;
        }

        /** Words that occur less often become {@code <unk>}; 1 keeps all. Ignored with a fixed vocabulary. */
        public Builder minimumWordCount(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("minimumWordCount must be >= 1; got " + count);
            }
            minimumWordCount = count;
            return this;
        }

        /**
         * Adds a sentence; {@code <unk>} may stand for an unknown word.
         *
         * @throws IllegalArgumentException if a word is {@code <s>} or {@code </s>}
         */
        public Builder add(List<String> words) {
            text.add(Vocabulary.START_ID);
            for (String word : words) {
                int id = closed ? seen.id(word) : seen.add(word);
                if (id == Vocabulary.START_ID || id == Vocabulary.END_ID) {
                    throw new IllegalArgumentException("a sentence must not contain " + word);
                }
                text.add(id);
            }
            text.add(Vocabulary.END_ID);
            return this;
        }

        /** Adds a sentence whose words are separated by blanks. */
        public Builder add(String sentence) {
            String trimmed = sentence.strip();
            return add(trimmed.isEmpty() ? List.of() : Arrays.asList(trimmed.split("\\s+")));
        }

        /** Number of words added, beginnings and ends of sentences counted. */
        public long tokens() {
            return text.size();
        }

        /**
         * Counts; the builder must not be used afterwards. Memory is needed for the vocabulary, and for as many different n-grams as the budget allows.
         *
         * @throws UncheckedIOException if the temporary files of a long text cannot be written
         */
        public NGramCounts build() {
            int[] occurrences = occurrences();
            int[] renamed = new int[seen.size()];
            Vocabulary vocabulary = renumber(occurrences, renamed);
            Level[] levels = new Level[order];
            levels[0] = unigrams(vocabulary.size(), occurrences, renamed);
            // Of each position, the n-gram one order below that ends there, or -1.
            IntColumn nodes = new IntColumn(0);
            long room = budgetBytes / BYTES_AN_NGRAM;
            for (int m = 2; m <= order; m++) {
                IntColumn longer = new IntColumn(m < order ? mostInMemory : 0);
                Level level = count(m, levels[m - 2].size(), renamed, nodes, longer, room);
                nodes.close();
                nodes = longer;
                if (level == null) {
                    nodes.close();
                    return sorted(vocabulary, levels[0], renamed);
                }
                levels[m - 1] = level;
                room -= level.size();
            }
            nodes.close();
            text.close();
            return new NGramCounts(vocabulary, order, levels, null);
        }

        /**
         * Counts the n-grams of order m in memory.
         *
         * @param expected about how many there are
         * @param nodes of each position, the n-gram of order m-1 that ends there; means nothing for order 2
         * @param longer gets the same for order m, if it is not the highest one
         * @return null if there are more than {@code room}
         */
        private @Nullable Level count(
                int m, int expected, int[] renamed, IntColumn nodes, IntColumn longer, long room) {
            NodeTable table = new NodeTable(Math.clamp(room, 16, Math.max(16, expected)));
            try (IntColumn.Reader words = text.reader();
                    IntColumn.Reader shorter = m == 2 ? text.reader() : nodes.reader()) {
                int inSentence = 0;
                int before = -1;
                for (long i = 0; i < text.size(); i++) {
                    int word = renamed[words.next()];
                    int node = m == 2 ? renamed[shorter.next()] : shorter.next();
                    inSentence = word == Vocabulary.START_ID ? 1 : inSentence + 1;
                    int found = inSentence < m ? -1 : table.count(before, word, node, inSentence == m);
                    if (table.size > room) {
                        return null;
                    }
                    if (m < order) {
                        longer.add(found);
                    }
                    before = node;
                }
            }
            return table.level();
        }

        private NGramCounts sorted(Vocabulary vocabulary, Level unigrams, int[] renamed) {
            SortedCounts sorted = SortedCounts.of(text, renamed, vocabulary.size(), order, budgetBytes);
            text.close();
            return new NGramCounts(vocabulary, order, new Level[] {unigrams}, sorted);
        }

        private int[] occurrences() {
            int[] occurrences = new int[seen.size()];
            try (IntColumn.Reader words = text.reader()) {
                for (long i = 0; i < text.size(); i++) {
                    occurrences[words.next()]++;
                }
            }
            return occurrences;
        }

        /** The vocabulary by falling frequency; {@code renamed} gets the new id of each old one. */
        private Vocabulary renumber(int[] occurrences, int[] renamed) {
            long[] keys = new long[seen.size() - Vocabulary.FIRST_WORD_ID];
            for (int i = 0; i < keys.length; i++) {
                int id = i + Vocabulary.FIRST_WORD_ID;
                keys[i] = (long) (Integer.MAX_VALUE - occurrences[id]) << 32 | id;
            }
            Arrays.sort(keys);
            renamed[Vocabulary.START_ID] = Vocabulary.START_ID;
            renamed[Vocabulary.END_ID] = Vocabulary.END_ID;
            Vocabulary vocabulary = new Vocabulary();
            for (long key : keys) {
                int id = (int) key;
                if (closed || occurrences[id] >= minimumWordCount) {
                    renamed[id] = vocabulary.add(seen.word(id));
                }
            }
            return vocabulary;
        }

        private static Level unigrams(int size, int[] occurrences, int[] renamed) {
            int[] counts = new int[size];
            for (int id = 0; id < occurrences.length; id++) {
                counts[renamed[id]] += occurrences[id];
            }
            int[] words = new int[size];
            Arrays.setAll(words, id -> id);
            boolean[] atStart = new boolean[size];
            atStart[Vocabulary.START_ID] = true;
            return new Level(new int[size], words, new int[size], counts, atStart);
        }
    }

    /** Hash table from (context, word) to a dense node number, with the columns of a {@link Level}. */
    private static final class NodeTable {

        private int[] slots;
        private int[] parents;
        private int[] words;
        private int[] suffixes;
        private int[] counts;
        private boolean[] atStart;
        private int size;

        NodeTable(int expected) {
            slots = new int[Integer.highestOneBit(expected) * 4];
            parents = new int[expected];
            words = new int[expected];
            suffixes = new int[expected];
            counts = new int[expected];
            atStart = new boolean[expected];
        }

        int count(int parent, int word, int suffix, boolean start) {
            int slot = slotOf(parent, word);
            int node = slots[slot] - 1;
            if (node < 0) {
                node = size;
                if (size == words.length) {
                    grow();
                }
                parents[node] = parent;
                words[node] = word;
                suffixes[node] = suffix;
                atStart[node] = start;
                slots[slot] = ++size;
                if (size > slots.length / 4 * 3) {
                    rehash();
                }
            }
            counts[node]++;
            return node;
        }

        Level level() {
            return new Level(
                    Arrays.copyOf(parents, size),
                    Arrays.copyOf(words, size),
                    Arrays.copyOf(suffixes, size),
                    Arrays.copyOf(counts, size),
                    Arrays.copyOf(atStart, size));
        }

        private int slotOf(int parent, int word) {
            long hash = ((long) parent << 32 | word) * 0x9E3779B97F4A7C15L;
            int mask = slots.length - 1;
            int slot = (int) (hash >>> 32) & mask;
            while (slots[slot] != 0 && (words[slots[slot] - 1] != word || parents[slots[slot] - 1] != parent)) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            int capacity = Math.addExact(size, Math.max(16, size >> 1));
            parents = Arrays.copyOf(parents, capacity);
            words = Arrays.copyOf(words, capacity);
            suffixes = Arrays.copyOf(suffixes, capacity);
            counts = Arrays.copyOf(counts, capacity);
            atStart = Arrays.copyOf(atStart, capacity);
        }

        private void rehash() {
            slots = new int[Math.multiplyExact(slots.length, 2)];
            for (int node = 0; node < size; node++) {
                slots[slotOf(parents[node], words[node])] = node + 1;
            }
        }
    }
}
