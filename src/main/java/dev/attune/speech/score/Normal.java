package dev.attune.speech.score;

/** The standard normal distribution. */
final class Normal {

    private static final double SERIES_END = 5;

    private Normal() {}

    /** The probability of a value at least as far from zero as z; absolute error below 1e-12. */
    static double twoSided(double z) {
        double x = Math.abs(z);
        return x < SERIES_END ? 1 - 2 * body(x) : tail(x);
    }

    /** P(0 < Z < x) by the series of Marsaglia, Evaluating the normal distribution, J. Stat. Software 11(4), 2004. */
    private static double body(double x) {
        double sum = x;
        double term = x;
        for (int k = 3; Math.abs(term) > 1e-17; k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return sum * density(x);
    }

    /** P(|Z| > x) by Laplace's continued fraction; here the series would subtract nearly equal numbers. */
    private static double tail(double x) {
        double fraction = x;
        for (int k = 60; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return 2 * density(x) / fraction;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
