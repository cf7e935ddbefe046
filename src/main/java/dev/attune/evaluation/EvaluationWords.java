package dev.attune.evaluation;

import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.score.WordChanges;
import dev.attune.speech.score.WordStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a test, model by model and from one model to another.
 *
 * @param models in the test's order
 */
public record EvaluationWords(List<ModelWords> models) {

    public EvaluationWords {
        models = List.copyOf(models);
    }

    /**
     * Counts the words of a comparison.
     *
     * @param terms normalised as the texts were
     * @param outOfVocabulary one a model, null where it is not known
     */
    public static EvaluationWords of(
            List<ComparedModel> models, List<String> terms, List<@Nullable OutOfVocabulary> outOfVocabulary) {
        List<ModelWords> words = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            CorpusScore score = models.get(i).score();
            words.add(new ModelWords(
                    models.get(i).name(),
                    WordStatistics.of(score),
                    TermAccuracy.of(terms, score),
                    outOfVocabulary.get(i)));
        }
        return new EvaluationWords(words);
    }

    /**
     * What changes from one model to another.
     *
     * @param a place of the first model, from 0
     * @param b place of the second
     */
    public WordChanges changes(int a, int b) {
        return WordChanges.of(models.get(a).statistics(), models.get(b).statistics());
    }
}
