package dev.attune.training;

/** What a training measures while it runs. */
public enum TrainingMetric {
    /** Mean loss per target token of the batches, natural log. */
    TRAINING_LOSS,
    /** The same on the utterances kept aside. */
    VALIDATION_LOSS,
    /** Of the greedy phones on the utterances kept aside, as a fraction. */
    PHONE_ERROR_RATE,
    /** Of the greedy letters on the utterances kept aside, as a fraction. */
    LETTER_ERROR_RATE,
    LEARNING_RATE,
    /** Of the user's sentences kept aside. In place of the step stands the weight of the user's text in the language model, in per cent. */
    TEXT_PERPLEXITY,
    /** Of general sentences, by weight too. */
    GENERAL_PERPLEXITY;

    /**
     * One value of a metric.
     *
     * @param step optimiser steps done, or what the metric has in its place
     */
    public record Point(long step, double value) {}
}
