package dev.attune.evaluation;

import java.util.Locale;

/** How sentences and reports write figures. */
final class FigureTexts {

    private static final double SMALLEST_P = 0.001;

    private FigureTexts() {}

    /** 0.1234 becomes {@code 12.3 %}. */
    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    /** A difference of rates in points with its sign: {@code +1.2}. */
    static String points(double fraction) {
        String text = String.format(Locale.ROOT, "%+.1f", 100 * fraction);
        return text.equals("-0.0") || text.equals("+0.0") ? "0.0" : text.replace('-', '\u2212');
    }

    /** {@code p < 0.001}, {@code p = 0.04}. */
    static String pValue(double p) {
        if (p < SMALLEST_P) {
            return "p < 0.001";
        }
        return String.format(Locale.ROOT, p < 0.1 ? "p = %.3f" : "p = %.2f", p);
    }

    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
