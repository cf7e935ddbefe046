package dev.attune.speech.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A part of a long list, drawn evenly and without chance: every n-th entry from the first on, with the smallest n that makes it short enough. */
public final class EvenSample {

    private EvenSample() {}

    /** At most so many seconds, but at least one entry if there are any. */
    public static <T> List<T> ofSeconds(List<T> all, ToDoubleFunction<T> seconds, double mostSeconds) {
        List<T> sample = List.copyOf(all);
        for (int step = 2;
                sample.size() > 1 && sample.stream().mapToDouble(seconds).sum() > mostSeconds;
                step++) {
            sample = every(step, all);
        }
        return sample;
    }

    /**
     * At most so many entries.
     *
     * @param most at least 1
     */
    public static <T> List<T> ofCount(List<T> all, int most) {
        return every(Math.max(1, (all.size() + most - 1) / most), all);
    }

    private static <T> List<T> every(int step, List<T> all) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return List.copyOf(some);
    }
}
