package dev.attune.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Models side by side on one test set.
 *
 * @param utterances the test set
 * @param models in the order in which they were asked for
 * @param figures of each model, in the same order
 * @param pairs every two models, the earlier one as a
 */
public record Comparison(
        List<ComparedUtterance> utterances,
        List<ComparedModel> models,
        List<ModelFigures> figures,
        List<ModelPair> pairs) {

    public Comparison {
        utterances = List.copyOf(utterances);
        models = List.copyOf(models);
        figures = List.copyOf(figures);
        pairs = List.copyOf(pairs);
    }

    /**
     * Works out figures and pairs. Takes some tenths of a second for 10,000 utterances, most of it for the intervals.
     *
     * @throws IllegalArgumentException without utterances or models, or if a score is not of these utterances
     */
    public static Comparison of(List<ComparedUtterance> utterances, List<ComparedModel> models) {
        if (utterances.isEmpty() || models.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs at least one utterance and one model");
        }
        List<String> ids = utterances.stream().map(ComparedUtterance::id).toList();
        for (ComparedModel model : models) {
            if (!model.score().utterances().stream()
                    .map(score -> score.id())
                    .toList()
                    .equals(ids)) {
                throw new IllegalArgumentException(
                        "the score of " + model.name() + " must be of the test set's utterances in their order");
            }
        }
        List<ModelPair> pairs = new ArrayList<>();
        for (int a = 0; a < models.size(); a++) {
            for (int b = a + 1; b < models.size(); b++) {
                pairs.add(
                        ModelPair.of(a, models.get(a).score(), b, models.get(b).score()));
            }
        }
        List<ModelFigures> figures =
                models.stream().map(model -> ModelFigures.of(model.score())).toList();
        return new Comparison(utterances, models, figures, pairs);
    }

    /** What may be concluded of each pair that begins with the first model. */
    public List<Conclusion> conclusions() {
        return pairs.stream()
                .filter(pair -> pair.a() == 0)
                .map(this::conclusion)
                .toList();
    }

    /** What may be concluded of one pair. */
    public Conclusion conclusion(ModelPair pair) {
        return Conclusion.of(
                models.get(pair.a()).name(),
                figures.get(pair.a()),
                models.get(pair.b()).name(),
                figures.get(pair.b()),
                pair);
    }

    /** Model b against model a, in either order of the list. */
    public ModelPair pair(int a, int b) {
        return pairs.stream()
                .filter(pair -> pair.a() == Math.min(a, b) && pair.b() == Math.max(a, b))
                .map(pair -> a < b ? pair : pair.reversed())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a pair is of two different models; got " + a + ", " + b));
    }

    /** The words that the models miss, insert and confuse; without terms and vocabularies. */
    public EvaluationWords words() {
        return EvaluationWords.of(models, List.of(), Collections.nCopies(models.size(), null));
    }
}
