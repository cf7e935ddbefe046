package dev.attune.speech.display;

/**
 * A word of written text as the punctuation model learns and predicts it.
 *
 * @param word lower case, without marks
 * @param mark what stands after it
 * @param capital whether it begins with a capital letter
 */
public record MarkedWord(String word, Mark mark, boolean capital) {}
