package dev.attune.speech.lm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The estimation of {@link KneserNeyEstimator} for n-grams that do not fit into memory: the same numbers, computed by sorting and reading files side by
 * side. In memory stand what belongs to single words, and the n-grams that continue one context.
 *
 * <p>Per order, after the n-grams in suffix order ({@link SortedCounts}): adjusted counts, beside the order above; sorted by context: totals,
 * back-off weights and discounted shares; sorted by suffix again: probabilities, beside those of the order below; sorted by words: the model.
 *
 * <p>Source of the scheme: K. Heafield et al., Scalable modified Kneser-Ney language model estimation, ACL 2013.
 */
final class SortedEstimator implements AutoCloseable {

    private static final int READ_BYTES = 1 << 18;

    private final NGramCounts counts;
    private final SortedCounts sorted;
    private final KneserNeyOptions options;
    private final int order;
    private final int words;
    private final double[][] discounts;
    /** By order and in the order of words: {@code w1 .. wm, adjusted count, count}. */
    private final IntRecordFile[] adjusted;
    /** By order and in the order of words: {@code w1 .. wm, back-off weight} of all n-grams that are continued. */
    private final IntRecordFile[] gammas;
    /** By order from 2 and in suffix order: {@code w1 .. wm, probability} of all n-grams. */
    private final IntRecordFile[] probs;
    /** By order and in the order of words: {@code w1 .. wm, ln probability} of the n-grams of the model. */
    private final IntRecordFile[] kept;

    private double[] unigramProbs = new double[0];
    private final double[] unigramGammas;

    private SortedEstimator(NGramCounts counts, SortedCounts sorted, KneserNeyOptions options) {
        this.counts = counts;
        this.sorted = sorted;
        this.options = options;
        this.order = counts.order();
        this.words = counts.vocabulary().size();
        this.discounts = new double[order + 1][];
        this.adjusted = new IntRecordFile[order + 1];
        this.gammas = new IntRecordFile[order + 1];
        this.probs = new IntRecordFile[order + 1];
        this.kept = new IntRecordFile[order + 1];
        this.unigramGammas = new double[words];
        Arrays.fill(unigramGammas, 1);
    }

    /** @return number of n-grams of each order, from 1 up */
    static List<Long> estimate(NGramCounts counts, SortedCounts sorted, KneserNeyOptions options, NGramSink sink)
            throws IOException {
        try (SortedEstimator estimator = new SortedEstimator(counts, sorted, options)) {
            for (int m = 2; m <= estimator.order; m++) {
                estimator.adjust(m);
            }
            estimator.unigrams();
            for (int m = 2; m <= estimator.order; m++) {
                estimator.interpolate(m);
            }
            return estimator.give(sink);
        }
    }

    /** Adjusted counts of an order, sorted by words, and its discounts. */
    private void adjust(int m) {
        long[] withCount = new long[5];
        try (RecordSorter sorter = sorter(m + 2, SortedCounts.wordOrder(m));
                Records nGrams = sorted.read(m);
                Group longer = m < order ? new Group(sorted.read(m + 1)) : new Group(null)) {
            int[] out = new int[m + 2];
            for (int[] nGram = nGrams.next(); nGram != null; nGram = nGrams.next()) {
                int count = nGram[m];
                int before = longer.skip(nGram, m);
                int value = m == order || nGram[0] == Vocabulary.START_ID ? count : before;
                if (value <= 4) {
                    withCount[value]++;
                }
                System.arraycopy(nGram, 0, out, 0, m);
                out[m] = value;
                out[m + 1] = count;
                sorter.add(out);
            }
            adjusted[m] = sorter.sorted();
        }
        discounts[m] = KneserNeyEstimator.discounts(withCount, options);
    }

    /** Records sorted by suffix, one step longer than those of another file beside it. */
    private static final class Group implements AutoCloseable {

        private final @Nullable Records records;
        private int @Nullable [] next;

        Group(@Nullable Records records) {
            this.records = records;
            this.next = records == null ? null : records.next();
        }

        /** Passes over the records that end in the m words given; how many there are. */
        int skip(int[] suffix, int m) {
            int passed = 0;
            while (records != null && next != null && Arrays.equals(next, 1, m + 1, suffix, 0, m)) {
                passed++;
                next = records.next();
            }
            return passed;
        }

        @Override
        public void close() {
            if (records != null) {
                records.close();
            }
        }
    }

    /** Probabilities of single words, interpolated with the uniform distribution. */
    private void unigrams() {
        int[] before = new int[words];
        try (Records bigrams = sorted.read(2)) {
            for (int[] bigram = bigrams.next(); bigram != null; bigram = bigrams.next()) {
                before[bigram[1]]++;
            }
        }
        // <s> is a context and never predicted.
        before[Vocabulary.START_ID] = 0;
        unigramProbs = KneserNeyEstimator.unigramProbs(counts.level(1), before, options);
    }

    /** Back-off weights of the contexts and probabilities of the n-grams of an order. */
    private void interpolate(int m) {
        try (RecordSorter bySuffix = sorter(m + 5, SortedCounts.suffixOrder(m));
                RecordSorter byWords = sorter(m + 1, SortedCounts.wordOrder(m))) {
            share(m, bySuffix::add);
            probs[m] = new IntRecordFile(m + 2);
            try (IntRecordFile shares = bySuffix.sorted();
                    Records nGrams = shares.reader(READ_BYTES);
                    Lower lower = new Lower(m - 1)) {
                int[] out = new int[m + 2];
                for (int[] nGram = nGrams.next(); nGram != null; nGram = nGrams.next()) {
                    double p = number(nGram, m) + number(nGram, m + 2) * lower.of(nGram);
                    System.arraycopy(nGram, 0, out, 0, m);
                    if (m < order) {
                        put(out, m, p);
                        probs[m].add(out, 0);
                    }
                    if (nGram[m + 4] == 1) {
                        out[m] = Float.floatToRawIntBits((float) Math.log(p));
                        byWords.add(out);
                    }
                }
            }
            if (m > 2) {
                probs[m - 1].close();
            }
            probs[m].finish();
            kept[m] = byWords.sorted();
        }
    }

    /** Gives {@code w1 .. wm, discounted share, back-off weight of the context, 1 if kept} of each n-gram and keeps the weights. */
    private void share(int m, Consumer<int[]> target) {
        IntRecordFile weights = new IntRecordFile(m + 1);
        gammas[m - 1] = weights;
        try (IntRecordFile file = adjusted[m];
                Records nGrams = file.reader(READ_BYTES)) {
            Continuations group = new Continuations(m);
            for (int[] nGram = nGrams.next(); nGram != null; nGram = nGrams.next()) {
                if (!group.takes(nGram)) {
                    group.give(target, weights);
                    group.begin(nGram);
                }
                group.add(nGram);
            }
            group.give(target, weights);
        }
        weights.finish();
    }

    /** The n-grams that continue one context; at most as many as there are words. */
    private final class Continuations {

        private final int m;
        private final int threshold;
        private final int[] context;
        private int[] last = new int[64];
        private int[] values = new int[64];
        private boolean[] keeps = new boolean[64];
        private int size;

        Continuations(int m) {
            this.m = m;
            this.threshold = options.pruning(m);
            this.context = new int[m - 1];
        }

        boolean takes(int[] nGram) {
            return size > 0 && Arrays.equals(nGram, 0, m - 1, context, 0, m - 1);
        }

        void begin(int[] nGram) {
            System.arraycopy(nGram, 0, context, 0, m - 1);
            size = 0;
        }

        void add(int[] nGram) {
            if (size == last.length) {
                last = Arrays.copyOf(last, size * 2);
                values = Arrays.copyOf(values, size * 2);
                keeps = Arrays.copyOf(keeps, size * 2);
            }
            last[size] = nGram[m - 1];
            values[size] = nGram[m];
            keeps[size++] = nGram[m + 1] > threshold;
        }

        void give(Consumer<int[]> target, IntRecordFile weights) {
            if (size == 0) {
                return;
            }
            double total = 0;
            double pruned = 0;
            int[] seen = new int[4];
            for (int i = 0; i < size; i++) {
                total += values[i];
                if (keeps[i]) {
                    seen[Math.min(values[i], 3)]++;
                } else {
                    pruned += values[i];
                }
            }
            double gamma = KneserNeyEstimator.gamma(discounts[m], seen[1], seen[2], seen[3], pruned, total);
            int[] out = Arrays.copyOf(context, m + 5);
            put(out, m - 1, gamma);
            weights.add(out, 0);
            if (m == 2) {
                unigramGammas[context[0]] = gamma;
            }
            put(out, m + 2, gamma);
            for (int i = 0; i < size; i++) {
                out[m - 1] = last[i];
                put(out, m, keeps[i] ? (values[i] - discounts[m][Math.min(values[i], 3)]) / total : 0);
                out[m + 4] = keeps[i] ? 1 : 0;
                target.accept(out);
            }
        }
    }

    /** Probabilities of n-grams without their first word, read beside them in suffix order. */
    private final class Lower implements AutoCloseable {

        private final int order;
        private final @Nullable Records records;
        private int @Nullable [] at;

        Lower(int order) {
            this.order = order;
            this.records = order == 1 ? null : probs[order].reader(READ_BYTES);
            this.at = records == null ? null : records.next();
        }

        double of(int[] nGram) {
            if (records == null) {
                return unigramProbs[nGram[1]];
            }
            while (at != null && !Arrays.equals(at, 0, order, nGram, 1, order + 1)) {
                at = records.next();
            }
            if (at == null) {
                throw new IllegalStateException("the files of orders " + order + " and " + (order + 1) + " disagree");
            }
            return number(at, order);
        }

        @Override
        public void close() {
            if (records != null) {
                records.close();
            }
        }
    }

    private List<Long> give(NGramSink sink) throws IOException {
        long[] sizes = new long[order];
        sizes[0] = words;
        for (int m = 2; m <= order; m++) {
            sizes[m - 1] = kept[m].size();
        }
        sink.begin(counts.vocabulary(), sizes);
        int[] unigram = new int[1];
        for (int id = 0; id < words; id++) {
            unigram[0] = id;
            float lnProb = id == Vocabulary.START_ID ? NGramModel.NEVER : (float) Math.log(unigramProbs[id]);
            sink.add(1, unigram, lnProb, (float) Math.log(unigramGammas[id]));
        }
        for (int m = 2; m <= order; m++) {
            try (Records nGrams = kept[m].reader(READ_BYTES);
                    Weights weights = new Weights(m)) {
                for (int[] nGram = nGrams.next(); nGram != null; nGram = nGrams.next()) {
                    sink.add(m, nGram, Float.intBitsToFloat(nGram[m]), weights.of(nGram));
                }
            }
            kept[m].close();
        }
        sink.end();
        List<Long> result = new ArrayList<>();
        for (long size : sizes) {
            result.add(size);
        }
        return result;
    }

    /** Back-off weights, read beside the n-grams in the order of words. */
    private final class Weights implements AutoCloseable {

        private final int m;
        private final @Nullable Records records;
        private int @Nullable [] at;

        Weights(int m) {
            this.m = m;
            this.records = m < order ? gammas[m].reader(READ_BYTES) : null;
            this.at = records == null ? null : records.next();
        }

        float of(int[] nGram) {
            while (records != null && at != null && Arrays.compare(at, 0, m, nGram, 0, m) < 0) {
                at = records.next();
            }
            // What is never continued leaves everything to the shorter context: ln 1.
            return at != null && Arrays.equals(at, 0, m, nGram, 0, m) ? (float) Math.log(number(at, m)) : 0;
        }

        @Override
        public void close() {
            if (records != null) {
                records.close();
            }
        }
    }

    private RecordSorter sorter(int width, int[] keys) {
        // Two sorters live at a time.
        return new RecordSorter(width, keys, words, false, sorted.budgetBytes() / 2);
    }

    private static void put(int[] record, int at, double value) {
        long bits = Double.doubleToRawLongBits(value);
        record[at] = (int) (bits >>> 32);
        record[at + 1] = (int) bits;
    }

    private static double number(int[] record, int at) {
        return Double.longBitsToDouble((long) record[at] << 32 | record[at + 1] & 0xFFFFFFFFL);
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        for (IntRecordFile[] files : List.of(adjusted, gammas, probs, kept)) {
            for (IntRecordFile file : files) {
                if (file != null) {
                    file.close();
                }
            }
        }
    }
}
