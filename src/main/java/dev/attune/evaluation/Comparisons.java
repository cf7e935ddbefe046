package dev.attune.evaluation;

import dev.attune.speech.score.CorpusScore;
import java.util.ArrayList;
import java.util.List;

/** Makes the comparison of a stored evaluation. */
final class Comparisons {

    private Comparisons() {}

    /**
     * @param scores one a model
     */
    static Comparison of(Evaluation evaluation, List<EvaluatedUtterance> utterances, List<CorpusScore> scores) {
        List<ComparedModel> models = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            models.add(new ComparedModel(evaluation.models().get(i).name(), scores.get(i)));
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
