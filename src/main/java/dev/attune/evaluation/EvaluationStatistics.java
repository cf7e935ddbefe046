package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import dev.attune.speech.modelpackage.ModelDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

    /**
     * A curve for each choice of test sets and baseline with at least two models that were tested on them: the baseline and what descends from it in this project; those with
     * most models first. Models whose descent nobody knows any more are left out.
     */
    public List<LearningCurve> learningCurves(ProjectId project) {
        List<Evaluation> tests = evaluations.list(project).stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.SUCCEEDED)
                .filter(evaluation -> evaluation.kind() == EvaluationKind.ACCURACY)
                .toList();
        Lineage lineage = new Lineage(models, tests);
        record Key(List<DatasetId> testSets, String root) {}
        Map<Key, SortedMap<String, LearningCurve.Point>> newest = new LinkedHashMap<>();
        Map<List<DatasetId>, String> names = new HashMap<>();
        for (Evaluation evaluation : tests) {
            List<DatasetId> testSets =
                    evaluation.testSets().stream().map(TestSet::dataset).toList();
            names.putIfAbsent(testSets, evaluation.datasetName());
            for (TestedModel model : evaluation.models()) {
                ModelFigures figures = model.figures();
                Optional<String> root = lineage.root(model);
                if (figures != null && root.isPresent()) {
                    // The list has the newest evaluation first.
                    newest.computeIfAbsent(new Key(testSets, root.get()), key -> new TreeMap<>())
                            .putIfAbsent(
                                    model.modelId(),
                                    new LearningCurve.Point(
                                            model.name(),
                                            model.modelId().equals(root.get()),
                                            made(model, evaluation),
                                            figures));
                }
            }
        }
        List<LearningCurve> curves = new ArrayList<>();
        newest.forEach((key, points) -> {
            if (points.size() > 1) {
                curves.add(new LearningCurve(
                        String.valueOf(names.get(key.testSets())),
                        lineage.name(key.root()),
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
