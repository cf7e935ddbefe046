package dev.attune.speech.train;

/** What a running training tells. */
public sealed interface TrainingEvent {

    /**
     * A stretch of work.
     *
     * @param name fit for a page, for instance "Preparing audio"
     */
    record Phase(String name) implements TrainingEvent {}

    /**
     * After some optimiser steps.
     *
     * @param step steps done
     * @param totalSteps steps planned
     * @param loss mean loss per target token since the last such event, natural log
     * @param learningRate of the last step
     * @param audioSecondsPerSecond seconds of audio trained in a second of time
     */
    record Progress(long step, long totalSteps, double loss, double learningRate, double audioSecondsPerSecond)
            implements TrainingEvent {}

    /**
     * After a look at the utterances kept aside.
     *
     * @param loss mean loss per target token
     * @param phoneErrorRate of the greedy phones, NaN without phones
     * @param letterErrorRate of the greedy letters, NaN without letters
     * @param best true if these are the best weights so far
     */
    record Validation(long step, double loss, double phoneErrorRate, double letterErrorRate, boolean best)
            implements TrainingEvent {}

    /**
     * One weight of the user's text that was tried in the language model.
     *
     * @param weight in [0, 1)
     * @param textPerplexity of the user's sentences kept aside; infinite if a word is impossible
     * @param generalPerplexity of general sentences
     */
    record Mixing(double weight, double textPerplexity, double generalPerplexity) implements TrainingEvent {}

    /** A remark for the log. */
    record Remark(String text) implements TrainingEvent {}
}
