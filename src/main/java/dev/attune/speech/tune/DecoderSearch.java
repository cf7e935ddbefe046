package dev.attune.speech.tune;

import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.score.ErrorCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A search for the options of the beam search that make the fewest word errors on a development set. No choice is random: the same set and the same start
 * give the same options.
 *
 * <p>The weight of the language model and the penalty for blanks are searched together, as each makes up for too much of the other: one after the other
 * ends where neither alone is worth changing. Then the word bonus, and last small steps from the best in all three.
 */
public final class DecoderSearch {

    private static final double[] LM_WEIGHTS = {0.4, 0.6, 0.8, 1.0, 1.3};
    private static final double[] BLANK_PENALTIES = {0, 0.5, 1, 1.5, 2, 3};
    private static final double[] WORD_BONUSES = {-1, 0, 1, 2};
    private static final double LM_STEP = 0.1;
    private static final double PENALTY_STEP = 0.25;
    private static final double BONUS_STEP = 0.5;
    private static final int ROUNDS = 2;
    private static final int NEIGHBOURS = 6;

    /** Never more trials than this. */
    public static final int MOST_TRIALS =
            1 + LM_WEIGHTS.length * BLANK_PENALTIES.length + WORD_BONUSES.length + ROUNDS * NEIGHBOURS;

    private final HeardSet set;
    private final BeamDecoder decoder;
    private final int threads;
    private final BooleanSupplier stopped;
    private final Consumer<Result> progress;
    private final Map<BeamOptions, Trial> trials = new LinkedHashMap<>();

    private DecoderSearch(
            HeardSet set, BeamDecoder decoder, int threads, BooleanSupplier stopped, Consumer<Result> progress) {
        this.set = set;
        this.decoder = decoder;
        this.threads = threads;
        this.stopped = stopped;
        this.progress = progress;
    }

    /** Options and the word errors that they made. */
    public record Trial(BeamOptions options, ErrorCounts words) {

        public double wordErrorRate() {
            return words.rate();
        }
    }

    /**
     * What was tried.
     *
     * @param trials in their order, the options at the start first
     */
    public record Result(List<Trial> trials) {

        public Result {
            trials = List.copyOf(trials);
        }

        /** The options that the search began with. */
        public Trial start() {
            return trials.getFirst();
        }

        /** The fewest errors; the first of equals, so that nothing changes for nothing. */
        public Trial best() {
            Trial best = trials.getFirst();
            for (Trial trial : trials) {
                if (trial.words().errors() < best.words().errors()) {
                    best = trial;
                }
            }
            return best;
        }
    }

    /**
     * Searches from the decoder's own options. Beam and unknown words stay as they are.
     *
     * @param threads that decode
     * @param stopped asked before each utterance
     * @param progress called after each trial with those so far; there will be at most {@link #MOST_TRIALS}
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public static Result search(
            HeardSet set, BeamDecoder decoder, int threads, BooleanSupplier stopped, Consumer<Result> progress) {
        return new DecoderSearch(set, decoder, threads, stopped, progress).run(decoder.options());
    }

    /**
     * Tries the best options of a search with other widths of the beam: what a narrower one costs, and whether a wider one finds more.
     *
     * @param found what {@link #search} gave with the same set and decoder
     * @param beamSizes each at least 1; those that were tried already are left out
     * @return the trials of the search and the new ones
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public static Result withBeams(
            HeardSet set,
            BeamDecoder decoder,
            Result found,
            List<Integer> beamSizes,
            int threads,
            BooleanSupplier stopped,
            Consumer<Result> progress) {
        DecoderSearch search = new DecoderSearch(set, decoder, threads, stopped, progress);
        found.trials().forEach(trial -> search.trials.put(trial.options(), trial));
        BeamOptions best = found.best().options();
        beamSizes.forEach(size -> search.attempt(best.withBeamSize(size)));
        return search.result();
    }

    private Result run(BeamOptions start) {
        attempt(start);
        for (double lmWeight : LM_WEIGHTS) {
            for (double penalty : BLANK_PENALTIES) {
                attempt(start.withWeights(lmWeight, start.wordBonus(), penalty));
            }
        }
        BeamOptions weighted = best();
        for (double bonus : WORD_BONUSES) {
            attempt(weighted.withWeights(weighted.lmWeight(), bonus, weighted.blankPenalty()));
        }
        for (int round = 0; round < ROUNDS; round++) {
            BeamOptions centre = best();
            neighbours(centre).forEach(this::attempt);
            if (best().equals(centre)) {
                break;
            }
        }
        return result();
    }

    private static List<BeamOptions> neighbours(BeamOptions centre) {
        double lm = centre.lmWeight();
        double bonus = centre.wordBonus();
        double penalty = centre.blankPenalty();
        List<BeamOptions> list = new ArrayList<>();
        for (int sign : new int[] {-1, 1}) {
            list.add(centre.withWeights(rounded(Math.max(0, lm + sign * LM_STEP)), bonus, penalty));
            list.add(centre.withWeights(lm, bonus, rounded(Math.max(0, penalty + sign * PENALTY_STEP))));
            list.add(centre.withWeights(lm, rounded(bonus + sign * BONUS_STEP), penalty));
        }
        return list;
    }

    /** Without the dust of adding tenths: the options are shown to people. */
    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private void attempt(BeamOptions options) {
        if (!trials.containsKey(options)) {
            ErrorCounts words = set.score(decoder.withOptions(options), threads, stopped, done -> {})
                    .words();
            trials.put(options, new Trial(options, words));
            progress.accept(result());
        }
    }

    private BeamOptions best() {
        return result().best().options();
    }

    private Result result() {
        return new Result(List.copyOf(trials.values()));
    }
}
