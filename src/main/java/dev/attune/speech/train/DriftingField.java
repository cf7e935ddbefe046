package dev.attune.speech.train;

import java.util.Random;

/**
 * Smooth random values over frequency and time, for features that are to change slowly: Gaussian at a few frequencies, drawn anew after random numbers of frames, and
 * interpolated between these places.
 */
final class DriftingField {

    private final int knots;
    private final int shortestSpan;
    private final int longestSpan;
    private final double common;
    private final double deviation;
    private final Random random;

    private double[] from;
    private double[] to;
    private int span;
    private int frame;

    /**
     * @param knots frequencies at which values are drawn, evenly spaced from the lowest to the highest bin; at least 2
     * @param shortestSpan frames from one draw to the next, at least 1
     * @param longestSpan exclusive
     * @param common share of the variance that all frequencies of a draw have in common, 0 to 1
     * @param deviation standard deviation at the knots
     */
    DriftingField(int knots, int shortestSpan, int longestSpan, double common, double deviation, Random random) {
        this.knots = knots;
        this.shortestSpan = shortestSpan;
        this.longestSpan = longestSpan;
        this.common = common;
        this.deviation = deviation;
        this.random = random;
        from = draw();
        to = draw();
        span = drawSpan();
    }

    /**
     * Adds the values of the next frame.
     *
     * @param row features of a frame within a longer array
     * @param offset of its lowest bin
     * @param bins at least 2
     */
    void addTo(float[] row, int offset, int bins) {
        if (frame == span) {
            from = to;
            to = draw();
            span = drawSpan();
            frame = 0;
        }
        double share = (double) frame++ / span;
        for (int bin = 0; bin < bins; bin++) {
            double place = (double) bin / (bins - 1) * (knots - 1);
            int low = Math.min(knots - 2, (int) place);
            double early = between(from[low], from[low + 1], place - low);
            double late = between(to[low], to[low + 1], place - low);
            row[offset + bin] += (float) between(early, late, share);
        }
    }

    private double[] draw() {
        double shared = Math.sqrt(common) * random.nextGaussian();
        double own = Math.sqrt(1 - common);
        double[] values = new double[knots];
        for (int i = 0; i < knots; i++) {
            values[i] = deviation * (shared + own * random.nextGaussian());
        }
        return values;
    }

    private int drawSpan() {
        return shortestSpan + random.nextInt(longestSpan - shortestSpan);
    }

    private static double between(double from, double to, double share) {
        return from + share * (to - from);
    }
}
