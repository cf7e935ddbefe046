package dev.attune.speech.train;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.score.ErrorCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Fine-tunes a baseline's network and then mixes its weights with the baseline's, so that it forgets little of what it knew: the smallest share that
 * keeps most of the gain on the utterances kept aside. These are of the user's own kind and cannot show what is forgotten, so the best share alone would be a
 * bad choice. What both cost is measured by {@code src/baseline/adaptation.sh}, with figures in {@code src/docs/baselines.md}.
 *
 * <p>Source: Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022.
 */
final class NetworkAdaptation {

    private static final double[] SHARES = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3};

    /**
     * How much of the largest fall of the loss the chosen share must have. The loss, as the token errors of a few utterances go up and down by chance from share to
     * share. Less is forgotten where the baseline's own speech is heard beside the user's.
     */
    private static final double KEPT_GAIN = 0.8;

    private static final double KEPT_GAIN_WITH_REPLAY = 0.85;

    /**
     * Of the fall of the loss, where words tell that less is enough. In a narrow language words are understood long before their sounds are certain.
     */
    private static final double LEAST_GAIN = 0.5;

    /** How much of the fall of the word errors must be kept. */
    private static final double KEPT_WORDS = 0.85;

    /** Words that must have been wrong before and right afterwards: of fewer, a share more or less is chance. */
    private static final int FEWEST_WORDS_WON = 20;

    /**
     * Loss per token up to which speech counts as learnt: the last tenths of what there is to gain are few errors then, and can be left. Speech that is still
     * hard needs them all, from {@link #HARD} on.
     */
    private static final double EASY = 1;

    private static final double HARD = 1.5;

    /**
     * Token errors of the baseline up to which it understands speech, and from which on it does not. They tell it of a narrow language, too, whose loss is low in any
     * noise, as there is little else that could have been said.
     */
    private static final double UNDERSTOOD = 0.5;

    private static final double NOT_UNDERSTOOD = 0.75;

    /**
     * Of an utterance that is rehearsed beside 1 for one that is learnt, where the baseline understands the new speech (a loss up to {@link #EASY}, token errors up
     * to {@link #UNDERSTOOD}). Speech that it does not understand has more to gain than general speech to lose; single words are soon learnt all the same.
     */
    private static final double REHEARSAL_WEIGHT = 4;

    private static final double REHEARSAL_WEIGHT_IF_HARD = 0.5;

    private static final double ROUNDS = 24;
    private static final int FEWEST_STEPS = 60;
    private static final int MOST_STEPS = 2500;

    /** Of hard speech; a training of more steps is learnt from once. */
    private static final int MOST_STEPS_TO_REPEAT = MOST_STEPS / 2;

    private static final int LOOKS = 12;

    /** Of CTC-CRF where there is something to tell apart by it. */
    private static final double CRF_WEIGHT = 0.9;

    /** Fewer tokens an utterance than this are single words. */
    private static final int FEWEST_TOKENS_FOR_CRF = 8;

    private final NetworkDescription network;
    private final Path workFolder;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;

    NetworkAdaptation(
            NetworkDescription network, Path workFolder, TrainingListener listener, BooleanSupplier cancelled) {
        this.network = network;
        this.workFolder = workFolder;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /**
     * @param weights to serve: the baseline's own if nothing was better
     * @param share of the fine-tuned weights in them; 0 if nothing was better than the baseline
     * @param steps done
     * @param before of the baseline on the utterances kept aside
     * @param after of the weights
     */
    record Result(Map<String, Tensor> weights, double share, long steps, NetworkScore before, NetworkScore after) {}

    /**
     * Settings for what there is to learn from. Sentences are learnt with CTC-CRF, as they are decoded with a language model; for single words, which it helps
     * little, CTC by itself makes fewer errors.
     */
    static TrainingConfig settings(NetworkExamples examples, double maxMinutes, long seed) {
        return settings(examples.seconds() + examples.replayedSeconds(), maxMinutes, seed)
                .withCrfWeight(crfWeight(examples.split().training()));
    }

    static double crfWeight(List<TrainingExample> examples) {
        double tokens = examples.stream()
                .map(example -> example.phones() != null ? example.phones() : example.letters())
                .mapToInt(target -> target == null ? 0 : target.length)
                .average()
                .orElse(0);
        return tokens < FEWEST_TOKENS_FOR_CRF ? 0 : CRF_WEIGHT;
    }

    /** Settings for an amount of speech: twenty-four rounds within bounds, a look at the utterances kept aside about every round. */
    static TrainingConfig settings(double seconds, double maxMinutes, long seed) {
        TrainingConfig usual = TrainingConfig.fineTuning(FEWEST_STEPS, seed);
        int steps = (int) Math.clamp(Math.ceil(ROUNDS * seconds / usual.batchSeconds()), FEWEST_STEPS, MOST_STEPS);
        return TrainingConfig.fineTuning(steps, seed)
                .withMaxMinutes(maxMinutes)
                .withValidationEvery(Math.max(10, steps / LOOKS));
    }

    /**
     * @param replay speech of the baseline's own training, of which the network shall go on saying what the baseline says; may be empty
     * @param words of the utterances kept aside, asked where the loss leaves a choice
     */
    Result run(
            Safetensors baseline,
            SpeakerSplit split,
            List<TrainingExample> replay,
            WordMeter.Source words,
            TrainingConfig config)
            throws TrainingFailedException, IOException, InterruptedException {
        List<NetworkScore.Reference> references = new ArrayList<>();
        for (TrainingExample example : split.validation()) {
            references.add(NetworkScore.Reference.of(example));
        }
        List<TrainingExample> training = new ArrayList<>(split.training());
        replay.forEach(example -> training.add(example.toRehearse()));
        TrainingCriterion criterion = TrainingCriterion.of(network, config.crfWeight(), training);
        NetworkScore before = NetworkScore.of(network, baseline.tensors(), references, criterion, workFolder);
        listener.on(remark("The baseline on the utterances kept aside", before));
        listener.on(new TrainingEvent.Phase("Training the network"));
        int times = times(before, config);
        if (times > 1) {
            listener.on(
                    new TrainingEvent.Remark(
                            "There is little of this speech, and the baseline understands little of it: it is learnt from twice, and the mean of both is taken."));
        }
        CtcTrainer.Result trained = new RepeatedTraining(
                        network, config, rehearsalWeight(before, config), times, listener, cancelled)
                .train(baseline, training, split.validation(), workFolder);
        if (trained.cancelled()) {
            throw new CancellationException("cancelled");
        }
        if (!Double.isFinite(trained.validationLoss())) {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.DIVERGED,
                    "The loss diverged within " + trained.steps()
                            + " steps: look for wrong transcripts in the data set, then train again.");
        }
        listener.on(new TrainingEvent.Phase("Choosing the weights"));
        return choose(
                baseline.tensors(),
                trained,
                references,
                criterion,
                before,
                replay.isEmpty() ? KEPT_GAIN : KEPT_GAIN_WITH_REPLAY,
                words);
    }

    private Result choose(
            Map<String, Tensor> baseline,
            CtcTrainer.Result trained,
            List<NetworkScore.Reference> references,
            TrainingCriterion criterion,
            NetworkScore before,
            double keptGain,
            WordMeter.Source words)
            throws IOException {
        List<NetworkScore> scores = new ArrayList<>();
        for (double share : SHARES) {
            NetworkScore score = NetworkScore.of(
                    network, mix(baseline, trained.weights(), share), references, criterion, workFolder);
            listener.on(remark(String.format(Locale.ROOT, "%.0f %% of what was learnt", 100 * share), score));
            scores.add(score);
        }
        int chosen = smallestShare(before, scores, keptGain);
        // Speech that stays hard needs all of it.
        int least = difficulty(smallestLoss(scores)) > 0 ? chosen : smallestShare(before, scores, LEAST_GAIN);
        if (chosen >= 0 && least > chosen) {
            WordMeter meter = words.open();
            chosen = smallestByWords(
                    chosen,
                    least,
                    wordErrors(baseline, references, meter, 0),
                    share -> wordErrors(
                            mix(baseline, trained.weights(), SHARES[share]), references, meter, SHARES[share]));
        }
        if (chosen < 0) {
            listener.on(
                    new TrainingEvent.Remark(
                            "Nothing that was learnt does better on the utterances kept aside than the baseline: its network stays as it is."));
            return new Result(baseline, 0, trained.steps(), before, before);
        }
        return new Result(
                mix(baseline, trained.weights(), SHARES[chosen]),
                SHARES[chosen],
                trained.steps(),
                before,
                scores.get(chosen));
    }

    /**
     * Index of the smallest share that has enough of the largest fall of the loss; -1 if the loss falls at none, or there are more token errors with the one
     * that would be taken than before.
     *
     * @param scores of falling shares
     * @param keptGain of speech that is learnt well, 0 to 1; more is kept where the loss stays high
     */
    static int smallestShare(NetworkScore before, List<NetworkScore> scores, double keptGain) {
        double best = smallestLoss(scores);
        if (!(best < before.lossPerToken())) {
            return -1;
        }
        double kept = keptGain + (1 - keptGain) * difficulty(best);
        // Not below the best by a rounding.
        double wanted = Math.max(best, before.lossPerToken() - kept * (before.lossPerToken() - best));
        int chosen = scores.size() - 1;
        while (scores.get(chosen).lossPerToken() > wanted) {
            chosen--;
        }
        return scores.get(chosen).errorRate() <= before.errorRate() ? chosen : -1;
    }

    private int wordErrors(
            Map<String, Tensor> weights, List<NetworkScore.Reference> references, WordMeter meter, double share)
            throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled");
        }
        ErrorCounts counts =
                NetworkScore.served(network, weights, workFolder, model -> meter.errors(model, references));
        listener.on(new TrainingEvent.Remark(String.format(
                Locale.ROOT,
                "With %.0f %% of what was learnt %d of %d words kept aside are wrong.",
                100 * share,
                counts.errors(),
                counts.words())));
        return counts.errors();
    }

    /** Word errors with one of the shares. */
    @FunctionalInterface
    interface WordErrors {
        int with(int share) throws IOException;
    }

    /**
     * Index of the smallest share, between two, with which nearly as few words are wrong as with all that was learnt.
     *
     * @param most index of the largest share that may be taken, and is if no smaller one does
     * @param least index of the smallest, {@code >= most}
     * @param before word errors with nothing of what was learnt
     */
    static int smallestByWords(int most, int least, int before, WordErrors errors) throws IOException {
        int all = errors.with(0);
        if (before - all < FEWEST_WORDS_WON) {
            return most;
        }
        double bearable = all + (1 - KEPT_WORDS) * (before - all);
        for (int share = least; share > most; share--) {
            if (errors.with(share) <= bearable) {
                return share;
            }
        }
        return most;
    }

    private static double smallestLoss(List<NetworkScore> scores) {
        return scores.stream().mapToDouble(NetworkScore::lossPerToken).min().orElse(Double.NaN);
    }

    /** 0 for speech that is understood, 1 for speech that is not; 0 where there is no loss. */
    private static double difficulty(double lossPerToken) {
        return ramp(lossPerToken, EASY, HARD);
    }

    /** 0 up to one value, 1 from another on; 0 for no number. */
    private static double ramp(double value, double from, double to) {
        return Double.isNaN(value) ? 0 : Math.clamp((value - from) / (to - from), 0, 1);
    }

    /**
     * @param before of the baseline on the user's speech
     */
    static double rehearsalWeight(NetworkScore before, TrainingConfig config) {
        if (config.crfWeight() == 0) {
            return REHEARSAL_WEIGHT;
        }
        double hard = Math.max(difficulty(before.lossPerToken()), ramp(before.errorRate(), UNDERSTOOD, NOT_UNDERSTOOD));
        return REHEARSAL_WEIGHT * (1 - hard) + REHEARSAL_WEIGHT_IF_HARD * hard;
    }

    /**
     * How often speech is learnt from: twice if there is little of it and it is hard, as what is learnt then differs much by chance.
     *
     * @param before of the baseline on the user's speech
     */
    static int times(NetworkScore before, TrainingConfig config) {
        boolean hard = config.crfWeight() > 0 && difficulty(before.lossPerToken()) == 1;
        return hard && config.steps() <= MOST_STEPS_TO_REPEAT ? 2 : 1;
    }

    private static TrainingEvent remark(String what, NetworkScore score) {
        return new TrainingEvent.Remark(String.format(
                Locale.ROOT,
                "%s: loss %.3f, token errors %.1f %%.",
                what,
                score.lossPerToken(),
                100 * score.errorRate()));
    }

    /** Element by element: (1 - share) * from + share * to. */
    static Map<String, Tensor> mix(Map<String, Tensor> from, Map<String, Tensor> to, double share) {
        Map<String, Tensor> mixed = new LinkedHashMap<>();
        to.forEach((name, tensor) -> {
            float[] old = from.get(name).values();
            float[] values = new float[old.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((1 - share) * old[i] + share * tensor.values()[i]);
            }
            mixed.put(name, new Tensor(tensor.shape(), values));
        });
        return mixed;
    }
}
