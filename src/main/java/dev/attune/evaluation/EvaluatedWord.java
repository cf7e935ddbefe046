package dev.attune.evaluation;

/**
 * A word as a model recognised it.
 *
 * @param text before it was normalised for scoring
 * @param startSeconds from the start of the clip
 * @param endSeconds at least {@code startSeconds}
 * @param confidence probability that it is right, in [0, 1]
 */
public record EvaluatedWord(String text, double startSeconds, double endSeconds, double confidence) {}
