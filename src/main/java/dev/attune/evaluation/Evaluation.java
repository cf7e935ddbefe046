package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation. Names of the data set and the models are those of the time when it was made; either may have been deleted since.
 *
 * @param description may be empty
 * @param testSets the data sets, in the order in which they were chosen; at least one
 * @param utterances of all test sets together
 * @param audioSeconds length of all its audio
 * @param failure one sentence, null unless the status is FAILED
 * @param models in the order in which they were chosen; at least one
 * @param pairs every two models; empty until it has succeeded
 */
public record Evaluation(
        EvaluationId id,
        ProjectId project,
        String name,
        String description,
        EvaluationKind kind,
        List<TestSet> testSets,
        String locale,
        int utterances,
        double audioSeconds,
        EvaluationStatus status,
        @Nullable String failure,
        Instant created,
        List<TestedModel> models,
        List<ModelPair> pairs) {

    public Evaluation {
        testSets = List.copyOf(testSets);
        models = List.copyOf(models);
        pairs = List.copyOf(pairs);
    }

    /** The first test set. */
    public DatasetId dataset() {
        return testSets.getFirst().dataset();
    }

    /** The names of all test sets. */
    public String datasetName() {
        return testSets.stream().map(TestSet::name).collect(Collectors.joining(", "));
    }

    /** What may be concluded of the first model and each other; empty until it has succeeded. */
    public List<Conclusion> conclusions() {
        return pairs.stream()
                .filter(pair -> pair.a() == 0)
                .map(pair -> {
                    TestedModel a = models.get(pair.a());
                    TestedModel b = models.get(pair.b());
                    ModelFigures figuresA = a.figures();
                    ModelFigures figuresB = b.figures();
                    if (figuresA == null || figuresB == null) {
                        throw new IllegalStateException("evaluation " + id + " has pairs without figures");
                    }
                    return Conclusion.of(a.name(), figuresA, b.name(), figuresB, pair);
                })
                .toList();
    }
}
