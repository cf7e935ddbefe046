package dev.attune.speech.score;

/**
 * A word that was taken for another.
 *
 * @param reference what was said
 * @param hypothesis what was recognised in its place
 * @param count how often
 */
public record Confusion(String reference, String hypothesis, int count) {}
