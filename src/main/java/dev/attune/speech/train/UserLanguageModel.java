package dev.attune.speech.train;

import dev.attune.speech.lm.ClassLm;
import dev.attune.speech.lm.InterpolatedLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.KneserNeyOptions;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.MixtureTuner;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.NameMixture;
import dev.attune.speech.lm.SentenceSampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Mixes a baseline's language model with one of the user's sentences, and with a small one of names that occur in neither.
 *
 * @param model the mixture, or the baseline's model itself if there is nothing to add
 * @param share of the user's sentences in it; 0 without sentences
 * @param curve what other shares would do
 */
record UserLanguageModel(LanguageModel model, double share, MixingCurve curve) {

    private static final int ORDER = 3;

    /** A share found automatically stays below this: sentences held out are so like the others that more seems good, and general speech suffers. */
    static final double LARGEST_SHARE = 0.5;

    static final double LEAST_SHARE = 0.01;

    /** Also a share that was set by hand stays below 1: the words that only the baseline knows must stay possible. */
    static final double MOST_SHARE = 0.999;

    /**
     * How fast a sentence may change between the user's and the baseline's language: a sentence is mostly of one or the other, so that a text costs
     * general speech less than with weights that never change.
     */
    private static final double SWITCHING = 0.2;

    private static final int FOLDS = 5;
    private static final int MOST_HELD_OUT = 2000;

    /** Sentences with lists are held out as so many of what they stand for. */
    private static final int EXPANSIONS = 5;

    /** Weights of the curve. */
    private static final double[] TRIED = {
        0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
    };

    private static final int MOST_MEASURED = 400;
    private static final int GENERAL_SENTENCES = 400;

    /** Texts with more words leave out trigrams seen once: they would make the model large and help little. */
    private static final int LARGE_TEXT_WORDS = 2_000_000;

    /**
     * @param sentences of the user; may be empty
     * @param names words of the lexicon that must stay possible even if no sentence has them
     * @param share of the user's sentences, or 0 to find it on sentences held out
     * @param seed of the choice of what is held out
     */
    static UserLanguageModel of(
            LanguageModel baseline, List<List<String>> sentences, Collection<String> names, double share, long seed) {
        return of(baseline, sentences, Map.of(), names, share, seed);
    }

    /**
     * As above, of sentences that may refer to lists.
     *
     * @param sentences words and tokens of {@code classes}
     * @param classes token to its items, each a list of words
     */
    static UserLanguageModel of(
            LanguageModel baseline,
            List<List<String>> sentences,
            Map<String, List<List<String>>> classes,
            Collection<String> names,
            double share,
            long seed) {
        LanguageModel model = baseline;
        double found = 0;
        MixingCurve curve = MixingCurve.NONE;
        if (!sentences.isEmpty()) {
            HeldOut heldOut = holdOut(baseline, sentences, classes, seed);
            found = share > 0 ? Math.min(MOST_SHARE, share) : heldOut.share;
            LanguageModel custom = estimate(sentences, classes);
            curve = curve(baseline, custom, heldOut.meter, seed);
            model = new InterpolatedLm(List.of(model, custom), List.of(1 - found, found), SWITCHING);
        }
        return new UserLanguageModel(NameMixture.of(model, names), found, curve);
    }

    private static LanguageModel estimate(List<List<String>> sentences, Map<String, List<List<String>>> classes) {
        if (classes.isEmpty()) {
            return estimate(sentences, NGramCounts.builder(ORDER));
        }
        // Items are words that no sentence has; the n-grams must know them all the same.
        Set<String> vocabulary = new LinkedHashSet<>();
        sentences.forEach(vocabulary::addAll);
        classes.forEach((token, items) -> {
            vocabulary.add(token);
            items.forEach(vocabulary::addAll);
        });
        NGramModel tokens = estimate(sentences, NGramCounts.builder(ORDER).vocabulary(vocabulary));
        return new ClassLm(tokens, classes, ClassLm.BREAK_OFF);
    }

    private static NGramModel estimate(List<List<String>> sentences, NGramCounts.Builder counts) {
        sentences.forEach(counts::add);
        KneserNeyOptions options = KneserNeyOptions.defaults();
        boolean large = counts.tokens() > LARGE_TEXT_WORDS;
        try (NGramCounts counted = counts.build()) {
            return KneserNeyEstimator.estimate(counted, large ? options.withPruning(0, 0, 1) : options);
        }
    }

    /**
     * What sentences held out say.
     *
     * @param share that predicts them best, within its bounds
     * @param meter of them
     */
    private record HeldOut(double share, MixtureMeter meter) {}

    /** Mean of the best shares when each fold of the different sentences is held out in turn; one fold is enough of a large text. */
    private static HeldOut holdOut(
            LanguageModel baseline, List<List<String>> sentences, Map<String, List<List<String>>> classes, long seed) {
        // Repeated sentences would be in both parts and make the user's model look better than it is.
        List<List<String>> different = new ArrayList<>(new LinkedHashSet<>(sentences));
        Random random = new Random(seed);
        Collections.shuffle(different, random);
        MixtureMeter meter = new MixtureMeter(TRIED, SWITCHING);
        int folds = Math.min(FOLDS, different.size());
        if (folds < 2) {
            return new HeldOut(LARGEST_SHARE / 2, meter);
        }
        int rounds = different.size() > FOLDS * MOST_HELD_OUT ? 1 : folds;
        double sum = 0;
        for (int fold = 0; fold < rounds; fold++) {
            List<List<String>> heldOut = new ArrayList<>();
            List<List<String>> rest = new ArrayList<>();
            for (int i = 0; i < different.size(); i++) {
                if (i % folds == fold && heldOut.size() < MOST_HELD_OUT) {
                    heldOut.addAll(ClassExpansion.of(different.get(i), classes, EXPANSIONS, random));
                } else {
                    rest.add(different.get(i));
                }
            }
            LanguageModel others = estimate(rest, classes);
            sum += MixtureTuner.tune(List.of(baseline, others), heldOut).get(1);
            meter.add(baseline, others, heldOut.subList(0, Math.min(MOST_MEASURED, heldOut.size())));
        }
        return new HeldOut(Math.clamp(sum / rounds, LEAST_SHARE, LARGEST_SHARE), meter);
    }

    /** A baseline brings no text to measure general speech with, so its own language model draws it. */
    private static MixingCurve curve(LanguageModel baseline, LanguageModel custom, MixtureMeter heldOut, long seed) {
        if (heldOut.isEmpty()) {
            return MixingCurve.NONE;
        }
        SentenceSampler sampler = new SentenceSampler(baseline, seed);
        List<List<String>> general = new ArrayList<>();
        for (int i = 0; i < GENERAL_SENTENCES; i++) {
            general.add(sampler.sentence());
        }
        MixtureMeter generalMeter = new MixtureMeter(TRIED, SWITCHING);
        generalMeter.add(baseline, custom, general);
        List<MixingCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < TRIED.length; i++) {
            points.add(new MixingCurve.Point(TRIED[i], heldOut.perplexity(i), generalMeter.perplexity(i)));
        }
        return new MixingCurve(points, heldOut.unknownToFirst(), heldOut.unknown());
    }
}
