package dev.attune.evaluation;

import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetUtterance;
import dev.attune.job.Job;
import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.job.JobState;
import dev.attune.shared.ProblemException;
import dev.attune.speech.Recognition;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.NoiseEstimate;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.Tokens;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs one evaluation: model after model, utterance after utterance, each result stored at once. After a restart it goes on at the first
 * utterance that has no result.
 */
@Component
class EvaluationHandler implements JobHandler {

    static final String KIND = "evaluation";
    private static final String SPEAKER = "Speaker";
    private static final String TEST_SET = "Test set";
    private static final int SHOWN_NAME = 80;

    private final EvaluationStore evaluations;
    private final ResultStore results;
    private final DisplayStore displays;
    private final UtteranceStore utteranceStore;
    private final DatasetService datasets;
    private final ModelSource models;

    EvaluationHandler(
            EvaluationStore evaluations,
            ResultStore results,
            DisplayStore displays,
            UtteranceStore utteranceStore,
            DatasetService datasets,
            ModelSource models) {
        this.evaluations = evaluations;
        this.results = results;
        this.displays = displays;
        this.utteranceStore = utteranceStore;
        this.datasets = datasets;
        this.models = models;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext context) {
        EvaluationId id = EvaluationId.of(context.job().subject());
        Evaluation evaluation = evaluations.find(id).orElseThrow(() -> new CancellationException("deleted"));
        if (evaluation.status() != EvaluationStatus.PROCESSING) {
            return;
        }
        List<EvaluatedUtterance> utterances = testSet(evaluation);
        Meter meter = new Meter(context, utterances, evaluation.models().size());
        for (int i = 0; i < evaluation.models().size(); i++) {
            recognize(evaluation, i, utterances, meter);
        }
        context.progress(1, "Comparing the models");
        finish(evaluation, utterances, context);
    }

    @Override
    public void ended(Job job) {
        if (job.state() != JobState.SUCCEEDED) {
            evaluations.changeStatus(
                    EvaluationId.of(job.subject()),
                    EvaluationStatus.PROCESSING,
                    job.state() == JobState.FAILED ? EvaluationStatus.FAILED : EvaluationStatus.CANCELLED,
                    job.failure());
        }
    }

    /** What was stored at the first start; the data set may have gone since. */
    private List<EvaluatedUtterance> testSet(Evaluation evaluation) {
        TextNormalizer normalizer = TextNormalizer.forLocale(evaluation.locale());
        List<EvaluatedUtterance> stored = results.testSet(evaluation.id());
        if (!stored.isEmpty()) {
            requireSameRules(evaluation, normalizer);
            return stored;
        }
        evaluations.setNormalization(evaluation.id(), normalizer.label());
        List<EvaluatedUtterance> utterances = new ArrayList<>();
        for (TestSet testSet : evaluation.testSets()) {
            int before = utterances.size();
            datasets.allUtterances(testSet.dataset())
                    .forEach(utterance ->
                            utterances.add(taken(evaluation, testSet, utterance, utterances.size(), normalizer)));
            if (utterances.size() == before) {
                throw new ProblemException(
                        "DatasetNotFound",
                        "The data set \u201c" + testSet.name()
                                + "\u201d does not exist any more. Choose another one and create a new test.");
            }
        }
        // The utterances last: they tell that the test set is complete.
        utteranceStore.keepColumns(
                evaluation.id(),
                utterances.stream().map(EvaluatedUtterance::columns).toList());
        results.insertUtterances(evaluation.id(), utterances);
        return utterances;
    }

    /** Half of an evaluation scored by other rules than the rest would say nothing. */
    private void requireSameRules(Evaluation evaluation, TextNormalizer normalizer) {
        String rules = evaluations.normalization(evaluation.id());
        if (!rules.equals(normalizer.label())) {
            throw new ProblemException(
                    "NormalizationChanged",
                    "This test was begun by a version of Attune that normalises texts by other rules ("
                            + (rules.isEmpty() ? "not recorded" : rules) + ", now " + normalizer.label()
                            + "). Create the test again.");
        }
    }

    /** Inspections leave the transcript out of what is scored, as nothing is. */
    private static EvaluatedUtterance taken(
            Evaluation evaluation, TestSet testSet, DatasetUtterance utterance, int index, TextNormalizer normalizer) {
        SortedMap<String, String> columns = new TreeMap<>(utterance.columns());
        if (utterance.speaker() != null) {
            columns.put(SPEAKER, utterance.speaker());
        }
        boolean several = evaluation.testSets().size() > 1;
        if (several) {
            columns.put(TEST_SET, testSet.name());
        }
        return new EvaluatedUtterance(
                index,
                several ? testSet.name() + "/" + utterance.id() : utterance.id(),
                utterance.audio().toAbsolutePath().normalize(),
                utterance.transcript(),
                // Not what was stored at the import: the rules may have changed since.
                evaluation.kind() == EvaluationKind.ACCURACY ? normalizer.normalize(utterance.transcript()) : "",
                utterance.seconds(),
                utterance.speaker(),
                null,
                columns,
                List.of());
    }

    private void recognize(Evaluation evaluation, int model, List<EvaluatedUtterance> utterances, Meter meter) {
        int done = results.countResults(evaluation.id(), model);
        if (done == utterances.size()) {
            return;
        }
        TestedModel tested = evaluation.models().get(model);
        String name = "\u201c" + shortened(tested.name()) + "\u201d";
        meter.show(model, done, "Loading " + name);
        TextNormalizer normalizer = TextNormalizer.forLocale(evaluation.locale());
        // Inspections count words that differ from the first model's, so that they can be sorted by that.
        List<String> first = evaluation.kind() == EvaluationKind.INSPECTION && model > 0
                ? utteranceStore.hypotheses(evaluation.id(), 0)
                : List.of();
        try (ModelSource.OpenModel open = open(tested)) {
            keepUnknownWords(evaluation.id(), model, open, utterances);
            for (int i = done; i < utterances.size(); i++) {
                meter.show(model, i, "Recognising with " + name);
                EvaluatedUtterance utterance = utterances.get(i);
                AudioClip clip = read(evaluation, utterance);
                if (model == 0) {
                    keepNoise(evaluation.id(), i, clip);
                }
                Recognition recognition = open.recognize(clip);
                String recognized = recognition.best().text();
                String hypothesis = normalizer.normalize(recognized);
                UtteranceScore score =
                        UtteranceScore.of(utterance.id(), utterance.reference(), hypothesis, Aligner.sclite());
                stopIfInterrupted();
                open.display(recognition)
                        .ifPresent(shown -> displays.keep(evaluation.id(), model, utterance.index(), shown));
                results.insertResult(
                        evaluation.id(),
                        model,
                        i,
                        recognized,
                        RecognizedWords.write(recognition.best()),
                        score,
                        hypothesis,
                        evaluation.kind() == EvaluationKind.ACCURACY
                                ? score.words().errors()
                                : differences(first, i, hypothesis),
                        confidence(recognition));
            }
        }
    }

    private void keepUnknownWords(
            EvaluationId id, int model, ModelSource.OpenModel open, List<EvaluatedUtterance> utterances) {
        Optional<Set<String>> vocabulary = open.vocabulary();
        if (vocabulary.isPresent()) {
            List<String> references =
                    utterances.stream().map(EvaluatedUtterance::reference).toList();
            results.keepUnknownWords(id, model, OutOfVocabulary.of(references, vocabulary.get()::contains));
        }
    }

    private void keepNoise(EvaluationId id, int row, AudioClip clip) {
        double snr = NoiseEstimate.signalToNoiseDb(clip);
        if (!Double.isNaN(snr)) {
            utteranceStore.keepNoise(id, row, snr);
        }
    }

    private static int differences(List<String> first, int utterance, String hypothesis) {
        return first.isEmpty()
                ? 0
                : Aligner.sclite()
                        .align(Tokens.words(first.get(utterance)), Tokens.words(hypothesis))
                        .counts()
                        .errors();
    }

    private static @Nullable Double confidence(Recognition recognition) {
        OptionalDouble mean = recognition.best().words().stream()
                .mapToDouble(word -> word.confidence())
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** The process is about to stop. Java closes a file that an interrupted thread writes to, here the database's. */
    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    private ModelSource.OpenModel open(TestedModel model) {
        if (models.find(model.modelId()).isEmpty()) {
            throw new ProblemException(
                    "ModelNotFound",
                    "The model \u201c" + model.name()
                            + "\u201d does not exist any more. Create a new test without it.");
        }
        try {
            return models.open(model.modelId());
        } catch (IOException e) {
            throw new ProblemException(
                    "ModelUnreadable",
                    "The model \u201c" + model.name() + "\u201d cannot be opened (" + e.getMessage()
                            + "). Create a new test with another one.",
                    e);
        }
    }

    private AudioClip read(Evaluation evaluation, EvaluatedUtterance utterance) {
        if (!Files.isRegularFile(utterance.audio())) {
            throw new ProblemException(
                    "AudioMissing",
                    utterance.id() + " of the data set \u201c" + evaluation.datasetName()
                            + "\u201d is gone; the data set was probably deleted. Create a new test with another one.");
        }
        try {
            return AudioFiles.read(utterance.audio());
        } catch (IOException e) {
            throw new ProblemException(
                    "AudioUnreadable",
                    utterance.id() + " of the data set \u201c" + evaluation.datasetName() + "\u201d cannot be read ("
                            + e.getMessage() + "). Upload the data set again and create a new test.",
                    e);
        }
    }

    private void finish(Evaluation evaluation, List<EvaluatedUtterance> utterances, JobContext context) {
        if (evaluation.kind() == EvaluationKind.INSPECTION) {
            evaluations.finish(evaluation.id(), List.of(), List.of());
            return;
        }
        List<CorpusScore> scores = new ArrayList<>();
        for (int i = 0; i < evaluation.models().size(); i++) {
            scores.add(results.score(evaluation.id(), i));
        }
        Comparison comparison =
                Comparisons.of(evaluation, utterances, scores, Collections.nCopies(scores.size(), Optional.empty()));
        for (int i = 0; i < scores.size(); i++) {
            keepTokenErrors(evaluation, i, utterances);
        }
        context.cancellation().throwIfCancelled();
        evaluations.finish(evaluation.id(), comparison.figures(), comparison.pairs());
        for (int i = 0; i < scores.size(); i++) {
            context.log(evaluation.models().get(i).name() + ": word error rate "
                    + FigureTexts.percent(comparison.figures().get(i).wordErrorRate()));
        }
    }

    private void keepTokenErrors(Evaluation evaluation, int model, List<EvaluatedUtterance> utterances) {
        Map<Integer, String> shown = displays.displays(evaluation.id(), model);
        List<@Nullable String> texts = new ArrayList<>();
        utterances.forEach(utterance -> texts.add(shown.get(utterance.index())));
        DisplayScores.of(
                        utterances.stream().map(EvaluatedUtterance::transcript).toList(),
                        texts,
                        TextNormalizer.forLocale(evaluation.locale()))
                .ifPresent(errors -> displays.keepErrors(evaluation.id(), model, errors));
    }

    private static String shortened(String name) {
        return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME - 1) + "\u2026";
    }

    /** Tells how much of the audio is done, and stops when it is asked to. */
    private static final class Meter {

        private final JobContext context;
        private final double[] secondsBefore;
        private final double total;

        Meter(JobContext context, List<EvaluatedUtterance> utterances, int models) {
            this.context = context;
            this.secondsBefore = new double[utterances.size() + 1];
            for (int i = 0; i < utterances.size(); i++) {
                // A little for every utterance, so that the bar also moves where no length is known.
                secondsBefore[i + 1] =
                        secondsBefore[i] + 0.1 + utterances.get(i).seconds();
            }
            this.total = models * secondsBefore[utterances.size()];
        }

        void show(int model, int utterance, String phase) {
            context.cancellation().throwIfCancelled();
            double done = model * secondsBefore[secondsBefore.length - 1] + secondsBefore[utterance];
            context.progress(done / total, phase);
        }
    }
}
