package dev.attune.evaluation;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model and its score on a test set.
 *
 * @param name name for people
 * @param score of the test set's utterances, in its order
 * @param tokens errors of its display text; null where there is none or they mean nothing
 */
public record ComparedModel(String name, CorpusScore score, @Nullable TokenErrors tokens) {

    /** A model without display text. */
    public ComparedModel(String name, CorpusScore score) {
        this(name, score, null);
    }

    /** The same with the errors of its display text. */
    public ComparedModel withTokens(@Nullable TokenErrors errors) {
        return new ComparedModel(name, score, errors);
    }

    /**
     * Scores what a model recognised, with sclite's alignment.
     *
     * @param hypotheses one a utterance, in the same order; normalised as the references are
     * @throws IllegalArgumentException if there are not as many hypotheses as utterances
     */
    public static ComparedModel score(String name, List<ComparedUtterance> utterances, List<String> hypotheses) {
        if (utterances.size() != hypotheses.size()) {
            throw new IllegalArgumentException("there must be one hypothesis an utterance; got " + hypotheses.size()
                    + " for " + utterances.size());
        }
        List<UtteranceScore> scores = new ArrayList<>(utterances.size());
        for (int i = 0; i < utterances.size(); i++) {
            ComparedUtterance utterance = utterances.get(i);
            scores.add(UtteranceScore.of(utterance.id(), utterance.reference(), hypotheses.get(i), Aligner.sclite()));
        }
        return new ComparedModel(name, new CorpusScore(scores));
    }
}
