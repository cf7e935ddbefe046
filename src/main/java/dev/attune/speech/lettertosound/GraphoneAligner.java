package dev.attune.speech.lettertosound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts words and their pronunciations into graphones. Expectation maximisation over all ways to cut finds how probable each graphone is; the most
 * probable cut is taken.
 *
 * <p>Source: Bisani and Ney 2008, section 3; unigrams of graphones only, which suffices to find good cuts.
 */
final class GraphoneAligner {

    /** Letters and phones that a graphone may have; two letters with two phones are two graphones. */
    private static final int[][] SHAPES = {{1, 1}, {1, 0}, {1, 2}, {2, 1}};

    private static final int ITERATIONS = 6;
    private static final double UNSEEN = 1e-10;

    private Map<Graphone, Double> probabilities = new HashMap<>();

    /** A word with one of its pronunciations. */
    record Entry(String word, String[] phones) {}

    /** Learns from the entries that can be cut at all. */
    void learn(List<Entry> entries) {
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Map<Graphone, Double> counts = new HashMap<>();
            for (Entry entry : entries) {
                count(entry, iteration == 0, counts);
            }
            double sum =
                    counts.values().stream().mapToDouble(Double::doubleValue).sum();
            counts.replaceAll((graphone, count) -> count / sum);
            probabilities = counts;
        }
    }

    private void count(Entry entry, boolean first, Map<Graphone, Double> counts) {
        int letters = entry.word.length();
        int phones = entry.phones.length;
        double[][] forward = new double[letters + 1][phones + 1];
        double[][] backward = new double[letters + 1][phones + 1];
        forward[0][0] = 1;
        backward[letters][phones] = 1;
        for (int i = 0; i <= letters; i++) {
            for (int j = 0; j <= phones; j++) {
                for (int[] shape : SHAPES) {
                    if (i >= shape[0] && j >= shape[1]) {
                        forward[i][j] += forward[i - shape[0]][j - shape[1]]
                                * probability(entry, i - shape[0], j - shape[1], shape, first);
                    }
                }
            }
        }
        double total = forward[letters][phones];
        if (!(total > 0)) {
            return;
        }
        for (int i = letters; i >= 0; i--) {
            for (int j = phones; j >= 0; j--) {
                for (int[] shape : SHAPES) {
                    if (i + shape[0] <= letters && j + shape[1] <= phones) {
                        double edge = probability(entry, i, j, shape, first) * backward[i + shape[0]][j + shape[1]];
                        backward[i][j] += edge;
                        double expected = forward[i][j] * edge / total;
                        if (expected > UNSEEN) {
                            counts.merge(graphone(entry, i, j, shape), expected, Double::sum);
                        }
                    }
                }
            }
        }
    }

    private double probability(Entry entry, int i, int j, int[] shape, boolean first) {
        // To begin with, one letter for one phone is likelier than the rest: that breaks the symmetry.
        return first ? shape == SHAPES[0] ? 0.1 : 0.01 : probabilities.getOrDefault(graphone(entry, i, j, shape), 0.0);
    }

    private static Graphone graphone(Entry entry, int i, int j, int[] shape) {
        return new Graphone(
                entry.word.substring(i, i + shape[0]),
                String.join(" ", Arrays.copyOfRange(entry.phones, j, j + shape[1])));
    }

    /** The most probable cut; empty if there is none. */
    List<Graphone> cut(Entry entry) {
        int letters = entry.word.length();
        int phones = entry.phones.length;
        double[][] best = new double[letters + 1][phones + 1];
        int[][][] from = new int[letters + 1][phones + 1][];
        best[0][0] = 1;
        for (int i = 0; i <= letters; i++) {
            for (int j = 0; j <= phones; j++) {
                for (int[] shape : SHAPES) {
                    if (i >= shape[0] && j >= shape[1]) {
                        double score = best[i - shape[0]][j - shape[1]]
                                * probability(entry, i - shape[0], j - shape[1], shape, false);
                        if (score > best[i][j]) {
                            best[i][j] = score;
                            from[i][j] = shape;
                        }
                    }
                }
            }
        }
        List<Graphone> cut = new ArrayList<>();
        if (best[letters][phones] == 0) {
            return cut;
        }
        for (int i = letters, j = phones; i > 0; ) {
            int[] shape = from[i][j];
            i -= shape[0];
            j -= shape[1];
            cut.addFirst(graphone(entry, i, j, shape));
        }
        return cut;
    }
}
