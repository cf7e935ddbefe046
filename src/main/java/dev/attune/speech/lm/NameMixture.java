package dev.attune.speech.lm;

import java.util.Collection;
import java.util.List;

/**
 * A language model in which names are possible that occur in none of its sentences: mixed with a small model of single words, whose weight stays,
 * as a name says nothing of the words after it.
 */
public final class NameMixture {

    private static final double SHARE_OF_A_NAME = 0.002;
    private static final double LARGEST_SHARE = 0.05;

    private NameMixture() {}

    /**
     * The mixture; the model itself if it knows all the names.
     *
     * @param names words of a lexicon, an entry of several written words counting as one
     */
    public static LanguageModel of(LanguageModel model, Collection<String> names) {
        List<String> missing =
                names.stream().distinct().filter(name -> !model.contains(name)).toList();
        if (missing.isEmpty()) {
            return model;
        }
        return InterpolatedLm.of(
                model,
                KneserNeyEstimator.estimate(NGramCounts.builder(1).add(missing).build()),
                Math.min(LARGEST_SHARE, SHARE_OF_A_NAME * missing.size()));
    }
}
