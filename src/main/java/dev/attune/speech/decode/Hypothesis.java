package dev.attune.speech.decode;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One reading of an utterance.
 *
 * @param words recognised words in order; empty for silence
 * @param logProb total score that the decoder maximised, natural log
 * @param acousticLogProb ln P_ctc part of it
 * @param lmLogProb unweighted language model part of it, 0 without one
 */
public record Hypothesis(List<RecognizedWord> words, double logProb, double acousticLogProb, double lmLogProb) {

    public Hypothesis {
        words = List.copyOf(words);
    }

    /** The words separated by one blank. */
    public String text() {
        return words.stream().map(RecognizedWord::text).collect(Collectors.joining(" "));
    }

    /**
     * @param text lexical form, or the display form of a pronunciation entry
     * @param startSeconds from the start of the clip
     * @param endSeconds at least {@code startSeconds}
     * @param confidence calibrated probability that the word is right, in [0, 1]; NaN before calibration
     */
    public record RecognizedWord(String text, double startSeconds, double endSeconds, double confidence) {}
}
