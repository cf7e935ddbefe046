package dev.attune.speech.decode;

/** Sums of probabilities that are given as natural logarithms. */
final class LogSum {

    private LogSum() {}

    static double of(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        // Below e^-37 the smaller one is lost in a double's rounding anyway.
        return low == Double.NEGATIVE_INFINITY || high - low > 37 ? high : high + Math.log1p(Math.exp(low - high));
    }
}
