package dev.attune.speech.lm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Interpolated modified Kneser-Ney smoothing.
 *
 * <p>For an n-gram (c, w) with adjusted count a: P(w | c) = (a - D(a)) / sum of a over c + gamma(c) * P(w | c without its first word),
 * where the adjusted count is the count in the text for the highest order and for n-grams that start with {@code <s>}, else the number of
 * different words before it, and gamma(c) is the mass that the discounts took. Unigrams are interpolated with the uniform distribution over
 * all words, {@code </s>} and {@code <unk>}; this is all that {@code <unk>} gets unless the text holds it. With the same text, the
 * probabilities are those of KenLM's {@code lmplz --discount_fallback}.
 *
 * <p>Source: S. F. Chen and J. Goodman, An empirical study of smoothing techniques for language modeling, TR-10-98, Harvard, 1998,
 * equations 24-26. Details of {@code <s>}, {@code <unk>} and pruning: K. Heafield et al., Scalable modified Kneser-Ney language model
 * estimation, ACL 2013.
 */
public final class KneserNeyEstimator {

    private KneserNeyEstimator() {}

    public static NGramModel estimate(NGramCounts counts) {
        return estimate(counts, KneserNeyOptions.defaults());
    }

    /**
     * A model of the order of the counts, the same whether they lie in memory or on disk. In the second case memory is needed for the model only, about
     * 20 bytes for each n-gram that is kept.
     *
     * @throws UncheckedIOException if temporary files cannot be written
     */
    public static NGramModel estimate(NGramCounts counts, KneserNeyOptions options) {
        SortedCounts sorted = counts.sorted();
        if (sorted == null) {
            return estimateInMemory(counts, options);
        }
        TrieSink sink = new TrieSink();
        try {
            SortedEstimator.estimate(counts, sorted, options, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.model();
    }

    /**
     * Writes a model as {@link ArpaWriter} does. With counts on disk the n-grams go from file to file and never stand in memory.
     *
     * @return number of n-grams of each order, from 1 up
     */
    public static List<Long> write(NGramCounts counts, KneserNeyOptions options, Path arpa) throws IOException {
        SortedCounts sorted = counts.sorted();
        try (BufferedWriter out = Files.newBufferedWriter(arpa, StandardCharsets.UTF_8)) {
            if (sorted != null) {
                return SortedEstimator.estimate(counts, sorted, options, new ArpaSink(out));
            }
            NGramModel model = estimateInMemory(counts, options);
            ArpaWriter.write(model, out);
            return IntStream.rangeClosed(1, model.order())
                    .mapToObj(m -> (long) model.size(m))
                    .toList();
        }
    }

    private static NGramModel estimateInMemory(NGramCounts counts, KneserNeyOptions options) {
        int order = counts.order();
        double[][] probs = new double[order + 1][];
        double[][] gammas = new double[order + 1][];
        boolean[][] kept = new boolean[order + 1][];
        for (int m = 1; m <= order; m++) {
            NGramCounts.Level level = counts.level(m);
            int[] adjusted = adjustedCounts(counts, m);
            kept[m] = kept(level, m, options);
            int contexts = m == 1 ? 1 : counts.level(m - 1).size();
            interpolate(level, adjusted, kept[m], discounts(adjusted, options), contexts, m, probs, gammas);
        }
        return build(counts, probs, gammas, kept);
    }

    private static int[] adjustedCounts(NGramCounts counts, int m) {
        NGramCounts.Level level = counts.level(m);
        int[] adjusted;
        if (m == counts.order()) {
            adjusted = level.counts().clone();
        } else {
            adjusted = new int[level.size()];
            for (int suffix : counts.level(m + 1).suffixes()) {
                adjusted[suffix]++;
            }
            for (int i = 0; i < adjusted.length; i++) {
                if (level.atStart()[i]) {
                    adjusted[i] = level.counts()[i];
                }
            }
        }
        if (m == 1) {
            // <s> is a context and never predicted.
            adjusted[Vocabulary.START_ID] = 0;
        }
        return adjusted;
    }

    private static boolean[] kept(NGramCounts.Level level, int m, KneserNeyOptions options) {
        boolean[] kept = new boolean[level.size()];
        int threshold = m == 1 ? -1 : options.pruning(m);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = level.counts()[i] > threshold;
        }
        return kept;
    }

    /** Discounts of n-grams with adjusted count 0, 1, 2, and 3 or more. */
    static double[] discounts(int[] adjusted, KneserNeyOptions options) {
        long[] withCount = new long[5];
        for (int count : adjusted) {
            if (count >= 1 && count <= 4) {
                withCount[count]++;
            }
        }
        return discounts(withCount, options);
    }

    /** @param withCount how many n-grams have adjusted count 1, 2, 3, 4 */
    static double[] discounts(long[] withCount, KneserNeyOptions options) {
        double[] discounts = new double[4];
        double y = withCount[1] / (withCount[1] + 2.0 * withCount[2]);
        for (int j = 1; j <= 3; j++) {
            discounts[j] = j - (j + 1) * y * withCount[j + 1] / withCount[j];
            // NaN and infinities of empty classes fail this test too.
            if (withCount[j] == 0 || !(discounts[j] >= 0 && discounts[j] <= j)) {
                return new double[] {
                    0,
                    options.fallbackDiscounts().get(0),
                    options.fallbackDiscounts().get(1),
                    options.fallbackDiscounts().get(2)
                };
            }
        }
        return discounts;
    }

    /** Probabilities of single words from their adjusted counts. */
    static double[] unigramProbs(NGramCounts.Level unigrams, int[] adjusted, KneserNeyOptions options) {
        double[][] probs = new double[2][];
        interpolate(
                unigrams,
                adjusted,
                kept(unigrams, 1, options),
                discounts(adjusted, options),
                1,
                1,
                probs,
                new double[1][]);
        return probs[1];
    }

    private static void interpolate(
            NGramCounts.Level level,
            int[] adjusted,
            boolean[] kept,
            double[] discounts,
            int contexts,
            int m,
            double[][] probs,
            double[][] gammas) {
        // Whole numbers: their sums do not depend on the order of the n-grams, which is another one on disk.
        double[] totals = new double[contexts];
        double[] pruned = new double[contexts];
        int[][] seen = {new int[1], new int[contexts], new int[contexts], new int[contexts]};
        for (int i = 0; i < adjusted.length; i++) {
            int context = level.parents()[i];
            totals[context] += adjusted[i];
            if (kept[i] && adjusted[i] > 0) {
                seen[Math.min(adjusted[i], 3)][context]++;
            } else {
                pruned[context] += adjusted[i];
            }
        }
        double[] gamma = new double[contexts];
        for (int context = 0; context < contexts; context++) {
            gamma[context] = gamma(
                    discounts, seen[1][context], seen[2][context], seen[3][context], pruned[context], totals[context]);
        }
        double[] p = new double[adjusted.length];
        // All unigrams but <s>.
        double uniform = m == 1 ? 1.0 / (adjusted.length - 1) : 0;
        for (int i = 0; i < p.length; i++) {
            int context = level.parents()[i];
            double lower = m == 1 ? uniform : probs[m - 1][level.suffixes()[i]];
            double discounted = kept[i] && adjusted[i] > 0 ? adjusted[i] - discounts[Math.min(adjusted[i], 3)] : 0;
            p[i] = (totals[context] == 0 ? 0 : discounted / totals[context]) + gamma[context] * lower;
        }
        probs[m] = p;
        gammas[m - 1] = gamma;
    }

    /**
     * The share of a context's mass that goes to the shorter one.
     *
     * @param once number of n-grams kept with adjusted count 1; likewise {@code twice}, {@code more} with 3 and more
     * @param pruned sum of the adjusted counts of n-grams left out
     * @param total sum of all adjusted counts
     */
    static double gamma(double[] discounts, int once, int twice, int more, double pruned, double total) {
        // A context that was never continued leaves everything to the shorter one.
        return total == 0 ? 1 : (discounts[1] * once + discounts[2] * twice + discounts[3] * more + pruned) / total;
    }

    private static NGramModel build(NGramCounts counts, double[][] probs, double[][] gammas, boolean[][] kept) {
        int order = counts.order();
        NGramTrieBuilder trie = new NGramTrieBuilder(order);
        float[] unigramProbs = ln(probs[1]);
        unigramProbs[Vocabulary.START_ID] = NGramModel.NEVER;
        trie.unigrams(unigramProbs, order == 1 ? new float[0] : ln(gammas[1]));
        int[] nodes = new int[counts.vocabulary().size()];
        Arrays.setAll(nodes, id -> 1 + id);
        for (int m = 2; m <= order; m++) {
            NGramCounts.Level level = counts.level(m);
            int size = 0;
            for (boolean keep : kept[m]) {
                size += keep ? 1 : 0;
            }
            int[] sources = new int[size];
            int[] parents = new int[size];
            int[] words = new int[size];
            float[] lnProbs = new float[size];
            float[] lnBackoffs = new float[m < order ? size : 0];
            int next = 0;
            for (int i = 0; i < kept[m].length; i++) {
                if (kept[m][i]) {
                    sources[next] = i;
                    parents[next] = nodes[level.parents()[i]];
                    words[next] = level.words()[i];
                    lnProbs[next] = (float) Math.log(probs[m][i]);
                    if (m < order) {
                        lnBackoffs[next] = (float) Math.log(gammas[m][i]);
                    }
                    next++;
                }
            }
            int[] placed = trie.level(parents, words, lnProbs, lnBackoffs);
            nodes = new int[level.size()];
            for (int i = 0; i < size; i++) {
                nodes[sources[i]] = placed[i];
            }
        }
        return trie.build(counts.vocabulary());
    }

    private static float[] ln(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) Math.log(values[i]);
        }
        return result;
    }
}
