package dev.attune.speech.decode;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /**
     * The same with all its words some seconds later.
     *
     * @param clipSeconds length of the clip, outside of which no word begins or ends
     */
    public Hypothesis shifted(double seconds, double clipSeconds) {
        return new Hypothesis(
                words.stream().map(word -> word.shifted(seconds, clipSeconds)).toList(),
                logProb,
                acousticLogProb,
                lmLogProb);
    }

    /** The words separated by one blank. */
    public String text() {
        return words.stream().map(RecognizedWord::text).collect(Collectors.joining(" "));
    }

    /**
     * @param text lexical form, or the display form of a pronunciation entry
     * @param startSeconds from the start of the clip
     * @param endSeconds at least {@code startSeconds}
     * @param confidence probability that the word is right, in [0, 1]
     * @param evidence what the confidence was computed from; null where there is no beam search
     */
    public record RecognizedWord(
            String text, double startSeconds, double endSeconds, double confidence, @Nullable WordEvidence evidence) {

        /** The same some seconds later, within a clip of a certain length. */
        RecognizedWord shifted(double seconds, double clipSeconds) {
            return new RecognizedWord(
                    text,
                    Math.clamp(startSeconds + seconds, 0, clipSeconds),
                    Math.clamp(endSeconds + seconds, 0, clipSeconds),
                    confidence,
                    evidence);
        }
    }
}
