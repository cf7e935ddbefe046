package dev.attune.evaluation;

import dev.attune.project.ProjectId;
import dev.attune.speech.modelpackage.ModelDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Service;

/** What charts show of evaluations beside their figures. Thread-safe. */
@Service
public class EvaluationStatistics {

    private static final String CUSTOM = "custom";

    private final EvaluationStore evaluations;
    private final UtteranceStore utterances;
    private final ModelSource models;

    EvaluationStatistics(EvaluationStore evaluations, UtteranceStore utterances, ModelSource models) {
        this.evaluations = evaluations;
        this.utterances = utterances;
        this.models = models;
    }

    /** The columns that an evaluation's utterances can be grouped by, each with its contents, most frequent first. */
    public SortedMap<String, List<String>> columns(EvaluationId id) {
        return utterances.columns(id);
    }

    /** Every utterance of an evaluation that has succeeded, in the order of the test set. */
    public List<UtteranceFigures> figures(EvaluationId id) {
        return utterances.figures(id);
    }

    /** How far each model's confidence can be believed. */
    public List<Calibration> calibration(Evaluation evaluation) {
        return utterances.calibration(evaluation.id(), evaluation.models().size());
    }

    /** A curve for each choice of test sets on which at least two models of a project were tested; those with most models first. */
    public List<LearningCurve> learningCurves(ProjectId project) {
        Map<List<Object>, SortedMap<String, LearningCurve.Point>> newest = new LinkedHashMap<>();
        Map<List<Object>, String> names = new LinkedHashMap<>();
        for (Evaluation evaluation : evaluations.list(project)) {
            if (evaluation.status() != EvaluationStatus.SUCCEEDED || evaluation.kind() != EvaluationKind.ACCURACY) {
                continue;
            }
            List<Object> key = List.copyOf(
                    evaluation.testSets().stream().map(TestSet::dataset).toList());
            names.putIfAbsent(key, evaluation.datasetName());
            for (TestedModel model : evaluation.models()) {
                ModelFigures figures = model.figures();
                if (figures != null) {
                    // The list has the newest evaluation first.
                    newest.computeIfAbsent(key, testSets -> new TreeMap<>())
                            .putIfAbsent(
                                    model.modelId(),
                                    new LearningCurve.Point(
                                            model.name(),
                                            !model.kind().equals(CUSTOM),
                                            made(model, evaluation),
                                            figures));
                }
            }
        }
        List<LearningCurve> curves = new ArrayList<>();
        newest.forEach((key, points) -> {
            if (points.size() > 1) {
                curves.add(new LearningCurve(
                        String.valueOf(names.get(key)),
                        points.values().stream()
                                .sorted(Comparator.comparing((LearningCurve.Point point) -> !point.start())
                                        .thenComparing(LearningCurve.Point::made)
                                        .thenComparing(LearningCurve.Point::model))
                                .toList()));
            }
        });
        curves.sort(Comparator.comparingInt(curve -> -curve.points().size()));
        return curves;
    }

    private Instant made(TestedModel model, Evaluation evaluation) {
        Optional<Instant> made = models.find(model.modelId()).map(ModelDescription::created);
        return made.orElse(evaluation.created());
    }
}
