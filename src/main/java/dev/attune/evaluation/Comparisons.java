package dev.attune.evaluation;

import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.TokenErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the comparison of a stored evaluation. */
final class Comparisons {

    private Comparisons() {}

    /**
     * @param scores one a model
     * @param tokens errors of the display text, one a model
     */
    static Comparison of(
            Evaluation evaluation,
            List<EvaluatedUtterance> utterances,
            List<CorpusScore> scores,
            List<Optional<TokenErrors>> tokens) {
        List<ComparedModel> models = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            models.add(new ComparedModel(
                    evaluation.models().get(i).name(),
                    scores.get(i),
                    tokens.get(i).orElse(null)));
        }
        return Comparison.of(
                utterances.stream()
                        .map(utterance -> new ComparedUtterance(
                                utterance.id(),
                                utterance.transcript(),
                                utterance.reference(),
                                utterance.seconds(),
                                utterance.speaker()))
                        .toList(),
                models);
    }
}
