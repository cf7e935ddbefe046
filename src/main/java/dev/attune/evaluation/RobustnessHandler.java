package dev.attune.evaluation;

import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.shared.ProblemException;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.tune.EvenSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Lets the models of an evaluation recognise its test set under degraded sound: model after model, condition after condition, each kept at once. After a
 * restart it goes on at the first condition without figures.
 */
@Component
class RobustnessHandler implements JobHandler {

    static final String KIND = "robustness";

    private final EvaluationStore evaluations;
    private final ResultStore results;
    private final RobustnessStore store;
    private final ModelSource models;

    RobustnessHandler(EvaluationStore evaluations, ResultStore results, RobustnessStore store, ModelSource models) {
        this.evaluations = evaluations;
        this.results = results;
        this.store = store;
        this.models = models;
    }

    static String subject(EvaluationId id) {
        return "robustness:" + id;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext context) {
        EvaluationId id = EvaluationId.of(context.parameters());
        Evaluation evaluation = evaluations.find(id).orElseThrow(() -> new CancellationException("deleted"));
        List<EvaluatedUtterance> sample = EvenSample.ofCount(
                results.testSet(id), store.utterances(id).orElseThrow(() -> new CancellationException("deleted")));
        List<Degradation> conditions = Degradation.standard();
        Map<Degradation, Map<Integer, ModelFigures>> known = store.figures(id);
        int steps = evaluation.models().size() * conditions.size();
        for (int model = 0; model < evaluation.models().size(); model++) {
            String name = evaluation.models().get(model).name();
            try (ModelSource.OpenModel open = open(evaluation.models().get(model))) {
                for (int i = 0; i < conditions.size(); i++) {
                    Degradation condition = conditions.get(i);
                    double before = model * conditions.size() + i;
                    if (known.getOrDefault(condition, Map.of()).containsKey(model)) {
                        continue;
                    }
                    CorpusScore score = condition.equals(Degradation.CLEAN)
                            ? kept(id, model, sample)
                            : recognize(
                                    open,
                                    evaluation,
                                    sample,
                                    condition,
                                    done -> context.progress(
                                            (before + done) / steps, condition.label() + ", \u201c" + name + "\u201d"),
                                    context);
                    keep(id, model, i, condition, ModelFigures.of(score));
                }
            }
        }
    }

    /** What the evaluation has of these utterances. */
    private CorpusScore kept(EvaluationId id, int model, List<EvaluatedUtterance> sample) {
        List<UtteranceScore> all = results.score(id, model).utterances();
        return new CorpusScore(
                sample.stream().map(utterance -> all.get(utterance.index())).toList());
    }

    private CorpusScore recognize(
            ModelSource.OpenModel open,
            Evaluation evaluation,
            List<EvaluatedUtterance> sample,
            Degradation condition,
            DoubleConsumer progress,
            JobContext context) {
        TextNormalizer normalizer = TextNormalizer.forLocale(evaluation.locale());
        List<UtteranceScore> scores = new ArrayList<>();
        for (EvaluatedUtterance utterance : sample) {
            context.cancellation().throwIfCancelled();
            progress.accept(scores.size() / (double) sample.size());
            AudioClip clip = HeardSets.read(utterance.audio(), utterance.id());
            String text = open.recognize(condition.apply(clip, Robustness.seed(utterance.index())))
                    .best()
                    .text();
            scores.add(UtteranceScore.of(
                    utterance.id(), utterance.reference(), normalizer.normalize(text), Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }

    private void keep(EvaluationId id, int model, int position, Degradation condition, ModelFigures figures) {
        // Java closes a file that an interrupted thread writes to, here the database's.
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
        try {
            store.insert(id, model, position, condition, figures);
        } catch (DataIntegrityViolationException e) {
            throw new CancellationException("deleted");
        }
    }

    private ModelSource.OpenModel open(TestedModel model) {
        if (models.find(model.modelId()).isEmpty()) {
            throw new ProblemException(
                    "ModelNotFound",
                    "The model \u201c" + model.name()
                            + "\u201d does not exist any more, so this test cannot go on. Create a new one without it.");
        }
        try {
            return models.open(model.modelId());
        } catch (IOException e) {
            throw new ProblemException(
                    "ModelUnreadable",
                    "The model \u201c" + model.name() + "\u201d cannot be opened (" + e.getMessage() + ").",
                    e);
        }
    }
}
