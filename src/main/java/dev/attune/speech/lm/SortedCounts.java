package dev.attune.speech.lm;

import java.util.Arrays;

/**
 * The n-grams of a text of orders 2 and up, counted by sorting on disk: one temporary file an order, with a record {@code w1 .. wm count} for each
 * different n-gram, sorted by the last word, then the one before it, and so on ("suffix order"). Closing deletes the files.
 *
 * <p>In this order n-grams with the same end follow each other, and the files of two orders can be read side by side.
 */
final class SortedCounts implements AutoCloseable {

    private static final int READ_BYTES = 1 << 18;

    private final IntRecordFile[] files;
    private final long budgetBytes;

    private SortedCounts(IntRecordFile[] files, long budgetBytes) {
        this.files = files;
        this.budgetBytes = budgetBytes;
    }

    /**
     * @param text word ids, each sentence {@code <s> words </s>}
     * @param renamed the id that each id of the text stands for
     * @param words number of those ids
     * @param budgetBytes memory for sorting
     */
    static SortedCounts of(IntColumn text, int[] renamed, int words, int order, long budgetBytes) {
        IntRecordFile[] files = new IntRecordFile[order + 1];
        for (int m = 2; m <= order; m++) {
            try (RecordSorter sorter = new RecordSorter(m + 1, suffixOrder(m), words, true, budgetBytes);
                    IntColumn.Reader reader = text.reader()) {
                int[] nGram = new int[m + 1];
                nGram[m] = 1;
                int inSentence = 0;
                for (long i = 0; i < text.size(); i++) {
                    System.arraycopy(nGram, 1, nGram, 0, m - 1);
                    nGram[m - 1] = renamed[reader.next()];
                    inSentence = nGram[m - 1] == Vocabulary.START_ID ? 1 : inSentence + 1;
                    if (inSentence >= m) {
                        sorter.add(nGram);
                    }
                }
                files[m] = sorter.sorted();
            } catch (RuntimeException e) {
                close(files);
                throw e;
            }
        }
        return new SortedCounts(files, budgetBytes);
    }

    /** Columns of n-grams of order m from the last word to the first. */
    static int[] suffixOrder(int m) {
        int[] columns = new int[m];
        Arrays.setAll(columns, i -> m - 1 - i);
        return columns;
    }

    /** Columns of n-grams of order m from the first word to the last. */
    static int[] wordOrder(int m) {
        int[] columns = new int[m];
        Arrays.setAll(columns, i -> i);
        return columns;
    }

    long size(int ofOrder) {
        return files[ofOrder].size();
    }

    /** The n-grams of an order from 2 up, in suffix order. */
    Records read(int ofOrder) {
        return files[ofOrder].reader(READ_BYTES);
    }

    long budgetBytes() {
        return budgetBytes;
    }

    @Override
    public void close() {
        close(files);
    }

    private static void close(IntRecordFile[] files) {
        for (IntRecordFile file : files) {
            if (file != null) {
                file.close();
            }
        }
    }
}
