package dev.attune.speech.train;

/**
 * Settings of the network's training.
 *
 * @param steps optimiser steps planned; the learning rate falls to its end over them
 * @param maxMinutes ends the training earlier when this time is used up; 0 for no limit
 * @param batchSeconds audio in a batch, padding included
 * @param learningRate highest learning rate
 * @param warmupSteps steps in which the rate rises to it from 0
 * @param finalLearningRateShare share of the highest rate at the end of the cosine decay
 * @param averagedShare share of the steps, the last ones, whose weights are averaged ({@link WeightAverage}); the learning rate then stays at its
 *     highest. 0 for the last weights after a decay
 * @param weightDecay of AdamW
 * @param maxGradientNorm global norm to which gradients are clipped
 * @param letterWeight weight of the letter head's loss beside the phone head's 1
 * @param crfWeight share of CTC-CRF in the loss of the head that is decoded with the lexicon ({@link TrainingCriterion}), 0 to 1; 0 for CTC alone
 * @param frozenLayers first layers of the trunk that do not learn
 * @param augmentation strength of all augmentation: 0 none, 1 as for a baseline
 * @param validationEvery steps between two looks at the utterances kept aside; each also writes a checkpoint
 * @param patience looks without a better loss after which the training ends; 0 for never
 * @param reportEvery steps between two progress events
 * @param seed of order, augmentation, dropout and first weights
 */
public record TrainingConfig(
        int steps,
        double maxMinutes,
        double batchSeconds,
        double learningRate,
        int warmupSteps,
        double finalLearningRateShare,
        double averagedShare,
        double weightDecay,
        double maxGradientNorm,
        double letterWeight,
        double crfWeight,
        int frozenLayers,
        double augmentation,
        int validationEvery,
        int patience,
        int reportEvery,
        long seed) {

    public TrainingConfig {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be >= 1; got " + steps);
        }
        if (!(batchSeconds > 0) || !(learningRate > 0)) {
            throw new IllegalArgumentException(
                    "batchSeconds and learningRate must be > 0; got " + batchSeconds + " and " + learningRate);
        }
        if (!(averagedShare >= 0 && averagedShare <= 1)) {
            throw new IllegalArgumentException("averagedShare must be in [0, 1]; got " + averagedShare);
        }
        if (!(crfWeight >= 0 && crfWeight <= 1)) {
            throw new IllegalArgumentException("crfWeight must be in [0, 1]; got " + crfWeight);
        }
        if (validationEvery < 1 || reportEvery < 1) {
            throw new IllegalArgumentException(
                    "validationEvery and reportEvery must be >= 1; got " + validationEvery + " and " + reportEvery);
        }
    }

    /** For a network that starts from random weights. */
    public static TrainingConfig fromScratch(int steps, long seed) {
        return new TrainingConfig(steps, 0, 60, 1.5e-3, 300, 0.02, 0, 0.01, 10, 0.3, 0, 0, 1, 500, 0, 50, seed);
    }

    /** For a network that adapts to a user's recordings. */
    public static TrainingConfig fineTuning(int steps, long seed) {
        return new TrainingConfig(
                steps,
                0,
                40,
                9e-4,
                Math.max(1, Math.min(30, steps / 10)),
                0.05,
                0,
                0.01,
                10,
                0.3,
                0,
                0,
                0.6,
                40,
                5,
                5,
                seed);
    }

    /** Learning rate of a step, counted from 0: linear warm-up, then half a cosine, or no change where weights are averaged. */
    public double learningRate(long step) {
        if (step < warmupSteps) {
            return learningRate * (step + 1) / warmupSteps;
        }
        if (averagedShare > 0) {
            return learningRate;
        }
        double progress = Math.min(1, (step - warmupSteps) / Math.max(1.0, steps - warmupSteps));
        double cosine = 0.5 * (1 + Math.cos(Math.PI * progress));
        return learningRate * (finalLearningRateShare + (1 - finalLearningRateShare) * cosine);
    }

    /** Whether the weights after a step, counted from 0, go into the average. */
    boolean averages(long step) {
        return step >= Math.round((1 - averagedShare) * steps);
    }

    public TrainingConfig withMaxMinutes(double minutes) {
        return with(minutes, crfWeight, validationEvery, seed);
    }

    /** The same with another weight of CTC-CRF. */
    public TrainingConfig withCrfWeight(double weight) {
        return with(maxMinutes, weight, validationEvery, seed);
    }

    /** The same with other times of looking at the utterances kept aside. */
    public TrainingConfig withValidationEvery(int stepsBetween) {
        return with(maxMinutes, crfWeight, stepsBetween, seed);
    }

    /** The same with other random choices. */
    TrainingConfig withSeed(long other) {
        return with(maxMinutes, crfWeight, validationEvery, other);
    }

    private TrainingConfig with(double minutes, double weight, int stepsBetween, long otherSeed) {
        return new TrainingConfig(
                steps,
                minutes,
                batchSeconds,
                learningRate,
                warmupSteps,
                finalLearningRateShare,
                averagedShare,
                weightDecay,
                maxGradientNorm,
                letterWeight,
                weight,
                frozenLayers,
                augmentation,
                stepsBetween,
                patience,
                reportEvery,
                otherSeed);
    }
}
