package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a training makes small: for each head the CTC loss, and for the head that is decoded with the lexicon a part of CTC-CRF, {@code -ln P(target | audio)} among
 * all that could be said, by {@link PathDenominator}.
 *
 * <p>The sum is {@code (1 - w) CTC + w CRF}, where CRF is CTC plus the ln of the denominator less the ln of the target's trigram probability.
 */
final class TrainingCriterion {

    private final boolean phonesDecoded;
    private final double weight;
    private final @Nullable TokenTrigrams trigrams;
    private final @Nullable PathDenominator denominator;

    private TrainingCriterion(boolean phonesDecoded, double weight, @Nullable TokenTrigrams trigrams) {
        this.phonesDecoded = phonesDecoded;
        this.weight = weight;
        this.trigrams = trigrams;
        this.denominator = trigrams == null ? null : new PathDenominator(trigrams);
    }

    /** CTC alone. */
    static TrainingCriterion ctc() {
        return new TrainingCriterion(true, 0, null);
    }

    /**
     * @param weight w, 0 to 1
     * @param training whose targets say what is usually said; an example that counts more stands there more often
     */
    static TrainingCriterion of(NetworkDescription network, double weight, List<TrainingExample> training) {
        if (weight == 0) {
            return ctc();
        }
        boolean phones = network.phoneTokens() > 0;
        List<int[]> targets = training.stream()
                .map(example -> phones ? example.phones() : example.letters())
                .filter(target -> target != null && target.length > 0)
                .toList();
        return new TrainingCriterion(
                phones, weight, TokenTrigrams.of(targets, phones ? network.phoneTokens() : network.letterTokens()));
    }

    /**
     * As {@link CtcLoss#batch}.
     *
     * @param phones which head the logits are of
     */
    double[] batch(
            boolean phones,
            float[] logits,
            int maxFrames,
            int tokens,
            int[] frames,
            int[][] targets,
            double scale,
            float[] gradient) {
        double[] losses = CtcLoss.batch(logits, maxFrames, tokens, frames, targets, scale, gradient);
        PathDenominator all = denominator;
        TokenTrigrams usual = trigrams;
        if (all == null || usual == null || phones != phonesDecoded) {
            return losses;
        }
        IntStream.range(0, losses.length).parallel().forEach(b -> {
            if (Double.isFinite(losses[b])) {
                double log = all.add(logits, b * maxFrames * tokens, frames[b], weight * scale, gradient);
                losses[b] += weight * (log - usual.logProbability(targets[b]));
            }
        });
        return losses;
    }
}
