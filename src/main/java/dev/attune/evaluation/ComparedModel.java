package dev.attune.evaluation;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;

/**
 * A model and its score on a test set.
 *
 * @param name name for people
 * @param score of the test set's utterances, in its order
 */
public record ComparedModel(String name, CorpusScore score) {

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
