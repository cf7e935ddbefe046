package dev.attune.speech.decode;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Options of the beam search, which maximises {@code ln P_ctc + lmWeight * ln P_lm + wordBonus * words}.
 *
 * @param beamSize hypotheses kept a frame
 * @param beamThreshold hypotheses worse than the best by more than this (natural log) are dropped
 * @param lmWeight weight of the language model
 * @param wordBonus added a word; more words with a larger one
 * @param nBest readings returned
 * @param blankPenalty subtracted from the blank's ln P in every frame before the search; 0 for none. Networks with CTC are too sure of the blank
 *     in speech that differs from what they were trained on, and drop words; a penalty brings them back at the price of insertions
 * @param unknownWordPenalty natural log that a word costs which is in no lexicon, in place of the language model; the letter head spells it. 0: there are no
 *     such words
 */
public record BeamOptions(
        int beamSize,
        double beamThreshold,
        double lmWeight,
        double wordBonus,
        int nBest,
        double blankPenalty,
        double unknownWordPenalty) {

    public BeamOptions {
        if (beamSize < 1 || nBest < 1) {
            throw new IllegalArgumentException("beamSize and nBest must be >= 1; got " + beamSize + " and " + nBest);
        }
        if (!(beamThreshold > 0)) {
            throw new IllegalArgumentException("beamThreshold must be > 0; got " + beamThreshold);
        }
        if (!Double.isFinite(blankPenalty)) {
            throw new IllegalArgumentException("blankPenalty must be a finite number; got " + blankPenalty);
        }
        if (!(unknownWordPenalty >= 0)) {
            throw new IllegalArgumentException("unknownWordPenalty must be >= 0; got " + unknownWordPenalty);
        }
    }

    /** Without a penalty for blanks, and without unknown words. */
    public BeamOptions(int beamSize, double beamThreshold, double lmWeight, double wordBonus, int nBest) {
        this(beamSize, beamThreshold, lmWeight, wordBonus, nBest, 0);
    }

    /** Without unknown words. */
    public BeamOptions(
            int beamSize, double beamThreshold, double lmWeight, double wordBonus, int nBest, double blankPenalty) {
        this(beamSize, beamThreshold, lmWeight, wordBonus, nBest, blankPenalty, 0);
    }

    public static BeamOptions defaults() {
        return new BeamOptions(300, 14, 0.7, 0.0, 5);
    }

    /** Options by name, as a model package keeps them; names that are absent have their default. */
    public static BeamOptions of(Map<String, Double> values) {
        BeamOptions usual = defaults();
        return new BeamOptions(
                values.getOrDefault("beamSize", (double) usual.beamSize).intValue(),
                values.getOrDefault("beamThreshold", usual.beamThreshold),
                values.getOrDefault("lmWeight", usual.lmWeight),
                values.getOrDefault("wordBonus", usual.wordBonus),
                values.getOrDefault("nBest", (double) usual.nBest).intValue(),
                values.getOrDefault("blankPenalty", usual.blankPenalty),
                values.getOrDefault("unknownWordPenalty", usual.unknownWordPenalty));
    }

    /** The same with other weights of what is added up. */
    public BeamOptions withWeights(double otherLmWeight, double otherWordBonus, double otherBlankPenalty) {
        return new BeamOptions(
                beamSize, beamThreshold, otherLmWeight, otherWordBonus, nBest, otherBlankPenalty, unknownWordPenalty);
    }

    /** The same with another width of the beam. */
    public BeamOptions withBeamSize(int size) {
        return new BeamOptions(size, beamThreshold, lmWeight, wordBonus, nBest, blankPenalty, unknownWordPenalty);
    }

    /** The same with another price of words that are in no lexicon. */
    public BeamOptions withUnknownWordPenalty(double penalty) {
        return new BeamOptions(beamSize, beamThreshold, lmWeight, wordBonus, nBest, blankPenalty, penalty);
    }

    /** By name, for a model package. */
    public Map<String, Double> toMap() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("beamSize", (double) beamSize);
        values.put("beamThreshold", beamThreshold);
        values.put("lmWeight", lmWeight);
        values.put("wordBonus", wordBonus);
        values.put("nBest", (double) nBest);
        values.put("blankPenalty", blankPenalty);
        values.put("unknownWordPenalty", unknownWordPenalty);
        return values;
    }
}
