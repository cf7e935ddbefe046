package dev.attune.speech.lm;

import java.util.List;

/**
 * How a model is estimated.
 *
 * @param fallbackDiscounts discounts for n-grams seen once, twice, and three or more times, taken for an order whose counts do not allow
 *     the formula (small or artificial texts); in [0, 1], [0, 2], [0, 3]
 * @param pruning for each order from 1 up: n-grams that occur at most so often are left out, their mass goes to the back-off; must not
 *     fall from one order to the next; the last value holds for all higher orders; unigrams are never left out, so the first is 0
 */
public record KneserNeyOptions(List<Double> fallbackDiscounts, List<Integer> pruning) {

    public KneserNeyOptions {
        fallbackDiscounts = List.copyOf(fallbackDiscounts);
        pruning = List.copyOf(pruning);
        if (fallbackDiscounts.size() != 3) {
            throw new IllegalArgumentException("fallbackDiscounts must have 3 values; got " + fallbackDiscounts.size());
        }
        for (int i = 0; i < 3; i++) {
            if (!(fallbackDiscounts.get(i) >= 0 && fallbackDiscounts.get(i) <= i + 1)) {
                throw new IllegalArgumentException(
                        "fallbackDiscounts[" + i + "] must be in 0.." + (i + 1) + "; got " + fallbackDiscounts.get(i));
            }
        }
        if (pruning.isEmpty() || pruning.getFirst() != 0) {
            throw new IllegalArgumentException("pruning must begin with 0; got " + pruning);
        }
        for (int i = 1; i < pruning.size(); i++) {
            if (pruning.get(i) < pruning.get(i - 1)) {
                throw new IllegalArgumentException("pruning must not fall; got " + pruning);
            }
        }
    }

    /** Fallback discounts 0.5, 1, 1.5; nothing left out. */
    public static KneserNeyOptions defaults() {
        return new KneserNeyOptions(List.of(0.5, 1.0, 1.5), List.of(0));
    }

    /** Like these, with other pruning. */
    public KneserNeyOptions withPruning(Integer... thresholds) {
        return new KneserNeyOptions(fallbackDiscounts, List.of(thresholds));
    }

    int pruning(int order) {
        return pruning.get(Math.min(order, pruning.size()) - 1);
    }
}
