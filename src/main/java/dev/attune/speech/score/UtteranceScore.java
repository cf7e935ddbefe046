package dev.attune.speech.score;

import java.util.List;
import java.util.Objects;

/**
 * One scored utterance.
 *
 * @param id unique within the corpus
 * @param alignment reference and hypothesis, word by word
 * @param words the alignment's counts
 * @param characters counts over the characters (code points) of the two texts, blanks between words included
 */
public record UtteranceScore(String id, Alignment alignment, ErrorCounts words, ErrorCounts characters) {

    public UtteranceScore {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(alignment, "alignment");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(characters, "characters");
    }

    /**
     * Scores one utterance.
     *
     * @param reference normalised text, words separated by blanks; may be empty
     * @param hypothesis likewise
     */
    public static UtteranceScore of(String id, String reference, String hypothesis, Aligner aligner) {
        List<String> referenceWords = Tokens.words(reference);
        List<String> hypothesisWords = Tokens.words(hypothesis);
        Alignment alignment = aligner.align(referenceWords, hypothesisWords);
        ErrorCounts characters = aligner.align(Tokens.characters(referenceWords), Tokens.characters(hypothesisWords))
                .counts();
        return new UtteranceScore(id, alignment, alignment.counts(), characters);
    }
}
