package dev.attune.speech.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more records than fit into memory: what fits is sorted and written as a run, and the runs are merged, at most {@value #FAN_IN} at a
 * time. Not thread-safe. Source: D. E. Knuth, The Art of Computer Programming, volume 3, section 5.4.
 */
final class RecordSorter implements AutoCloseable {

    private static final int FAN_IN = 32;
    private static final int FEWEST_IN_MEMORY = 256;
    private static final int READ_BYTES = 1 << 16;

    private final int width;
    private final int[] keys;
    private final int limit;
    private final boolean summing;
    private final List<IntRecordFile> runs = new ArrayList<>();
    private final int capacity;
    private int[] memory;
    private int size;

    /**
     * @param width ints in a record
     * @param keys the columns to sort by, the most important one first; their values lie in 0 to {@code limit} - 1
     * @param summing true to make records with equal keys one, whose last column is the sum of theirs
     * @param budgetBytes memory for the records and their sorting, about; a few records are always kept
     */
    RecordSorter(int width, int[] keys, int limit, boolean summing, long budgetBytes) {
        this.width = width;
        this.keys = keys.clone();
        this.limit = limit;
        this.summing = summing;
        // Two arrays of indices beside the records.
        long records = budgetBytes / (4L * width + 8);
        this.capacity = Math.clamp(records, FEWEST_IN_MEMORY, (Integer.MAX_VALUE - 16) / width);
        this.memory = new int[Math.min(capacity, 1 << 12) * width];
    }

    void add(int[] record) {
        if (size * width == memory.length) {
            if (size == capacity) {
                spill();
            } else {
                int grown = (int) Math.min((long) capacity * width, 2L * memory.length);
                memory = Arrays.copyOf(memory, grown);
            }
        }
        System.arraycopy(record, 0, memory, size++ * width, width);
    }

    /** All records in order, in a file of its own; the sorter is empty and closed afterwards. */
    IntRecordFile sorted() {
        spill();
        memory = new int[0];
        while (runs.size() > 1) {
            List<IntRecordFile> some = new ArrayList<>(runs.subList(0, Math.min(FAN_IN, runs.size())));
            IntRecordFile merged = merge(some);
            runs.removeAll(some);
            some.forEach(IntRecordFile::close);
            runs.add(merged);
        }
        return runs.removeFirst();
    }

    /** Deletes the runs that are left. */
    @Override
    public void close() {
        runs.forEach(IntRecordFile::close);
        runs.clear();
    }

    private void spill() {
        if (size == 0 && !runs.isEmpty()) {
            return;
        }
        IntRecordFile run = new IntRecordFile(width);
        runs.add(run);
        Combiner out = new Combiner(run);
        for (int index : order()) {
            out.add(memory, index * width);
        }
        out.finish();
        size = 0;
    }

    /** Counting sorts from the least important key to the most important one: each keeps the order of equal ones. */
    private int[] order() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        int[] sorted = new int[size];
        int[] starts = new int[Math.min(limit, 1 << 16) + 1];
        for (int k = keys.length - 1; k >= 0; k--) {
            for (int shift = 0; shift < 32 && (limit - 1) >>> shift > 0; shift += 16) {
                int[] to = sorted;
                pass(order, to, starts, keys[k], shift);
                sorted = order;
                order = to;
            }
        }
        return order;
    }

    private void pass(int[] from, int[] to, int[] starts, int key, int shift) {
        Arrays.fill(starts, 0);
        for (int i = 0; i < size; i++) {
            starts[(memory[i * width + key] >>> shift & 0xFFFF) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        for (int i = 0; i < size; i++) {
            int index = from[i];
            to[starts[memory[index * width + key] >>> shift & 0xFFFF]++] = index;
        }
    }

    private IntRecordFile merge(List<IntRecordFile> some) {
        IntRecordFile merged = new IntRecordFile(width);
        Combiner out = new Combiner(merged);
        // By key, then by run, so that the result does not depend on the queue.
        PriorityQueue<Head> heads = new PriorityQueue<>((a, b) -> {
            int order = compare(a.record, b.record);
            return order != 0 ? order : Integer.compare(a.run, b.run);
        });
        List<Records> readers = new ArrayList<>();
        try {
            for (int i = 0; i < some.size(); i++) {
                Records reader = some.get(i).reader(READ_BYTES);
                readers.add(reader);
                int[] first = reader.next();
                if (first != null) {
                    heads.add(new Head(i, first));
                }
            }
            for (Head head = heads.poll(); head != null; head = heads.poll()) {
                out.add(head.record, 0);
                // A reader puts the next record where the last one was.
                if (readers.get(head.run).next() != null) {
                    heads.add(head);
                }
            }
            out.finish();
        } catch (RuntimeException e) {
            merged.close();
            throw e;
        } finally {
            readers.forEach(Records::close);
        }
        return merged;
    }

    private int compare(int[] a, int[] b) {
        for (int key : keys) {
            int order = Integer.compare(a[key], b[key]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private record Head(int run, int[] record) {}

    /** Writes records in order; sums equal ones if asked. */
    private final class Combiner {

        private final IntRecordFile out;
        private int @Nullable [] pending;

        Combiner(IntRecordFile out) {
            this.out = out;
        }

        void add(int[] ints, int from) {
            if (!summing) {
                out.add(ints, from);
                return;
            }
            int[] held = pending;
            if (held == null) {
                held = new int[width];
                pending = held;
            } else if (sameKeys(held, ints, from)) {
                held[width - 1] = Math.addExact(held[width - 1], ints[from + width - 1]);
                return;
            } else {
                out.add(held, 0);
            }
            System.arraycopy(ints, from, held, 0, width);
        }

        private boolean sameKeys(int[] held, int[] ints, int from) {
            for (int key : keys) {
                if (held[key] != ints[from + key]) {
                    return false;
                }
            }
            return true;
        }

        void finish() {
            if (pending != null) {
                out.add(pending, 0);
                pending = null;
            }
            out.finish();
        }
    }
}
