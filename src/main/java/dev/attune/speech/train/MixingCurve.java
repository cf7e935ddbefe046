package dev.attune.speech.train;

import java.util.List;

/**
 * What the weight of a user's text does: how well the mixed language model predicts sentences of the user that were kept aside, and general speech.
 *
 * @param points by rising weight, the first with weight 0, the baseline alone; empty if there was nothing to keep aside
 * @param unknownBefore share of the words kept aside that the baseline does not know, in [0, 1]
 * @param unknownAfter the same for the mixture
 */
public record MixingCurve(List<Point> points, double unknownBefore, double unknownAfter) {

    static final MixingCurve NONE = new MixingCurve(List.of(), 0, 0);

    public MixingCurve {
        points = List.copyOf(points);
    }

    /**
     * One weight that was tried. Perplexities leave out words that neither the baseline nor the user's text knows.
     *
     * @param weight of the user's text, in [0, 1)
     * @param textPerplexity of the user's sentences kept aside; infinite for weight 0 if they have words that the baseline does not know
     * @param generalPerplexity of sentences that the baseline's own language model draws
     */
    public record Point(double weight, double textPerplexity, double generalPerplexity) {}

    /** The point nearest to a weight. */
    Point at(double weight) {
        Point nearest = points.getFirst();
        for (Point point : points) {
            if (Math.abs(point.weight() - weight) < Math.abs(nearest.weight() - weight)) {
                nearest = point;
            }
        }
        return nearest;
    }
}
