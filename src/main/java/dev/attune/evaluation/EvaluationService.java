package dev.attune.evaluation;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.JobService;
import dev.attune.model.ModelDeleting;
import dev.attune.project.ProjectDeleting;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EquivalentForms;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.training.TrainingSucceeded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the evaluations. Thread-safe. */
@Service
public class EvaluationService {

    /** More would not be readable side by side. */
    public static final int MOST_MODELS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);
    private static final int MAX_NAME = 200;
    private static final int MOST_TERMS = 1000;
    private static final int MAX_DESCRIPTION = 4000;

    private final EvaluationStore store;
    private final ResultStore results;
    private final TermStore terms;
    private final DisplayStore displays;
    private final UtteranceStore utterances;
    private final RobustnessStore robustness;
    private final DatasetService datasets;
    private final ModelSource models;
    private final JobService jobs;
    private final TransactionOperations transactions;
    private final Clock clock;

    EvaluationService(
            EvaluationStore store,
            ResultStore results,
            TermStore terms,
            DisplayStore displays,
            UtteranceStore utterances,
            RobustnessStore robustness,
            DatasetService datasets,
            ModelSource models,
            JobService jobs,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.results = results;
        this.terms = terms;
        this.displays = displays;
        this.utterances = utterances;
        this.robustness = robustness;
        this.datasets = datasets;
        this.models = models;
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Starts an accuracy evaluation on one test set, as {@link #create(ProjectId, String, String, EvaluationKind, List, List)} does. */
    public Evaluation create(
            ProjectId project, String name, String description, DatasetId datasetId, List<String> modelIds) {
        return create(project, name, description, EvaluationKind.ACCURACY, List.of(datasetId), modelIds);
    }

    /**
     * Starts an evaluation. The answer is in {@link EvaluationStatus#PROCESSING}; the job's subject is the evaluation's id.
     *
     * @param description may be empty
     * @param datasetIds at least one, of the same project and locale: recordings with transcripts, for inspections also without
     * @param modelIds one to {@value #MOST_MODELS} different models; the first is what the others are compared with
     * @throws ProblemException with a sentence for the person; then nothing was kept
     */
    public Evaluation create(
            ProjectId project,
            String name,
            String description,
            EvaluationKind kind,
            List<DatasetId> datasetIds,
            List<String> modelIds) {
        List<Dataset> testSets = checkedDatasets(project, kind, datasetIds);
        Evaluation evaluation = new Evaluation(
                EvaluationId.random(),
                project,
                checkedName(name),
                checkedDescription(description),
                kind,
                testSets.stream()
                        .map(dataset -> new TestSet(dataset.id(), dataset.name()))
                        .toList(),
                testSets.getFirst().locale(),
                testSets.stream().mapToInt(Dataset::accepted).sum(),
                testSets.stream().mapToDouble(Dataset::audioSeconds).sum(),
                EvaluationStatus.PROCESSING,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                checkedModels(modelIds, testSets.getFirst()),
                List.of());
        transactions.executeWithoutResult(status -> {
            store.insert(evaluation);
            submit(evaluation.id());
        });
        return evaluation;
    }

    private List<Dataset> checkedDatasets(ProjectId project, EvaluationKind kind, List<DatasetId> ids) {
        if (ids.isEmpty() || new HashSet<>(ids).size() != ids.size()) {
            throw new ProblemException("WrongTestSets", "Choose at least one data set, and each only once.");
        }
        List<Dataset> testSets =
                ids.stream().map(id -> checkedDataset(project, kind, id)).toList();
        for (Dataset other : testSets) {
            if (!other.locale().equalsIgnoreCase(testSets.getFirst().locale())) {
                throw new ProblemException(
                        "LocaleMismatch",
                        "The data set \u201c" + other.name() + "\u201d is " + other.locale() + ", and \u201c"
                                + testSets.getFirst().name() + "\u201d is "
                                + testSets.getFirst().locale() + ". Choose data sets of one language.");
            }
        }
        return testSets;
    }

    private void submit(EvaluationId id) {
        jobs.submit(EvaluationHandler.KIND, id.toString(), "{}");
    }

    private Dataset checkedDataset(ProjectId project, EvaluationKind kind, DatasetId id) {
        Dataset dataset = datasets.find(id)
                .filter(found -> found.project().equals(project))
                .orElseThrow(() -> new ProblemException(
                        "DatasetNotFound", "This data set does not exist any more. Choose another one."));
        if (kind == EvaluationKind.INSPECTION && !dataset.kind().hasAudio()) {
            throw new ProblemException(
                    "WrongDatasetKind",
                    "\u201c" + dataset.name() + "\u201d has no recordings. Choose a data set of audio.");
        }
        if (kind == EvaluationKind.ACCURACY && dataset.kind() != DatasetKind.ACOUSTIC) {
            throw new ProblemException(
                    "WrongDatasetKind",
                    "\u201c" + dataset.name()
                            + "\u201d has no recordings with transcripts. Choose a data set of audio with human-labelled transcripts.");
        }
        if (dataset.status() != DatasetStatus.SUCCEEDED) {
            throw new ProblemException(
                    "DatasetNotReady",
                    "The import of \u201c" + dataset.name()
                            + "\u201d has not succeeded. Wait for it, or choose another data set.");
        }
        return dataset;
    }

    private List<TestedModel> checkedModels(List<String> ids, Dataset dataset) {
        if (ids.isEmpty() || ids.size() > MOST_MODELS || new HashSet<>(ids).size() != ids.size()) {
            throw new ProblemException(
                    "WrongModels", "Choose one to " + MOST_MODELS + " different models for the test.");
        }
        List<TestedModel> chosen = new ArrayList<>();
        for (String id : ids) {
            ModelDescription model = models.find(id)
                    .orElseThrow(() -> new ProblemException(
                            "ModelNotFound", "One of the models does not exist any more. Choose again."));
            if (!model.locale().equalsIgnoreCase(dataset.locale())) {
                throw new ProblemException(
                        "LocaleMismatch",
                        "The model \u201c" + model.name() + "\u201d is for " + model.locale() + ", and the data set is "
                                + dataset.locale() + ". Choose a model of the same language.");
            }
            chosen.add(new TestedModel(model.id(), model.name(), model.kind(), null));
        }
        return chosen;
    }

    private static String checkedName(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_NAME) {
            throw new ProblemException("InvalidName", "Give the test a name of 1 to " + MAX_NAME + " characters.");
        }
        return trimmed;
    }

    private static String checkedDescription(String description) {
        String trimmed = description.strip();
        if (trimmed.length() > MAX_DESCRIPTION) {
            throw new ProblemException(
                    "InvalidDescription",
                    "The description has " + trimmed.length() + " characters; keep it to " + MAX_DESCRIPTION + ".");
        }
        return trimmed;
    }

    /** The evaluations of a project, newest first. */
    public List<Evaluation> list(ProjectId project) {
        return store.list(project);
    }

    public Optional<Evaluation> find(EvaluationId id) {
        return store.find(id);
    }

    /** The models that a project's evaluation can take: baselines newest first, then its own, newest first. */
    public List<ModelDescription> models(ProjectId project) {
        return models.list(project);
    }

    /** The data sets that an accuracy evaluation can take, newest first. */
    public List<Dataset> testSets(ProjectId project) {
        return testSets(project, EvaluationKind.ACCURACY);
    }

    /** The data sets that an evaluation of a kind can take, newest first. */
    public List<Dataset> testSets(ProjectId project, EvaluationKind kind) {
        return datasets.list(project).stream()
                .filter(dataset -> dataset.status() == DatasetStatus.SUCCEEDED)
                .filter(dataset -> kind == EvaluationKind.INSPECTION
                        ? dataset.kind().hasAudio()
                        : dataset.kind() == DatasetKind.ACOUSTIC)
                .toList();
    }

    /** A page of the utterances with what each model made of them; all of them only when the evaluation has succeeded. */
    public List<EvaluatedUtterance> utterances(EvaluationId id, UtteranceQuery query, int offset, int limit) {
        return utterances.page(id, query, offset, limit);
    }

    /** How many utterances a query finds. */
    public int countUtterances(EvaluationId id, UtteranceQuery query) {
        return utterances.count(id, query);
    }

    /** Name and version of the rules that its texts went through before they were compared; empty where it is not known. */
    public String normalization(EvaluationId id) {
        return store.normalization(id);
    }

    /**
     * Everything for a report.
     *
     * @throws ProblemException if the evaluation has not succeeded
     */
    public EvaluationReport report(EvaluationId id) {
        Evaluation evaluation = succeeded(id);
        List<CorpusScore> scores = scores(evaluation);
        Comparison comparison = Comparisons.of(evaluation, results.testSet(id), scores, tokenErrors(evaluation));
        return new EvaluationReport(
                evaluation.name(),
                evaluation.description(),
                evaluation.datasetName(),
                evaluation.created(),
                comparison,
                store.normalization(id),
                words(evaluation, comparison.models()),
                new ReportDetails(
                        utterances.figures(id),
                        utterances.calibration(id, evaluation.models().size()),
                        robustness
                                .find(evaluation)
                                .filter(found -> found.measured() > 0)
                                .orElse(null)));
    }

    private Evaluation succeeded(EvaluationId id) {
        return store.find(id)
                .filter(found -> found.status() == EvaluationStatus.SUCCEEDED)
                .filter(found -> found.kind() == EvaluationKind.ACCURACY)
                .orElseThrow(() -> new ProblemException(
                        "EvaluationNotReady", "This test has no results. Wait until it has succeeded."));
    }

    private List<CorpusScore> scores(Evaluation evaluation) {
        return IntStream.range(0, evaluation.models().size())
                .mapToObj(model -> results.score(evaluation.id(), model))
                .toList();
    }

    /**
     * The words that the models miss, insert and confuse, how well they get the project's {@link #terms}, and which words they do not know.
     * Counted anew at each call, in well under a second for 10,000 utterances.
     *
     * @throws ProblemException if the evaluation has not succeeded
     */
    public EvaluationWords words(EvaluationId id) {
        Evaluation evaluation = succeeded(id);
        List<CorpusScore> scores = scores(evaluation);
        return words(
                evaluation,
                IntStream.range(0, scores.size())
                        .mapToObj(model ->
                                new ComparedModel(evaluation.models().get(model).name(), scores.get(model)))
                        .toList());
    }

    private EvaluationWords words(Evaluation evaluation, List<ComparedModel> compared) {
        List<@Nullable OutOfVocabulary> unknown = new ArrayList<>();
        for (int model = 0; model < compared.size(); model++) {
            int words = compared.get(model).score().words().words();
            unknown.add(results.unknownWords(evaluation.id(), model, words).orElse(null));
        }
        TextNormalizer normalizer = TextNormalizer.forLocale(evaluation.locale());
        List<String> wanted = terms.list(evaluation.project()).stream()
                .map(normalizer::normalize)
                .toList();
        return EvaluationWords.of(compared, wanted, unknown);
    }

    /**
     * Errors of the models' display text, one entry a model; empty where a model makes none, where the transcripts have neither capitals nor marks,
     * or until the evaluation has succeeded.
     */
    public List<Optional<TokenErrors>> tokenErrors(Evaluation evaluation) {
        return IntStream.range(0, evaluation.models().size())
                .mapToObj(model -> displays.errors(evaluation.id(), model))
                .toList();
    }

    /**
     * What the models showed of some utterances, token by token against the transcript.
     *
     * @return for each utterance one entry a model, null where it made no display text
     */
    public List<List<@Nullable TokenScore>> displayScores(Evaluation evaluation, List<EvaluatedUtterance> utterances) {
        Map<Integer, Map<Integer, String>> shown = displays.displays(
                evaluation.id(),
                utterances.stream().map(EvaluatedUtterance::index).toList());
        TextNormalizer normalizer = TextNormalizer.forLocale(evaluation.locale());
        List<List<@Nullable TokenScore>> all = new ArrayList<>();
        for (EvaluatedUtterance utterance : utterances) {
            Map<Integer, String> texts = shown.getOrDefault(utterance.index(), Map.of());
            List<@Nullable TokenScore> scores = new ArrayList<>();
            for (int model = 0; model < evaluation.models().size(); model++) {
                String text = texts.get(model);
                scores.add(text == null ? null : TokenScore.of(utterance.transcript(), text, normalizer));
            }
            all.add(scores);
        }
        return all;
    }

    /**
     * Scores with number words equal to digits and contractions equal to full forms, one a model: a second view that no other figure uses.
     *
     * @throws ProblemException if the evaluation has not succeeded
     */
    public List<ModelFigures> equivalentFigures(EvaluationId id) {
        return scores(succeeded(id)).stream()
                .map(score -> ModelFigures.of(EquivalentForms.rescore(score, Aligner.sclite())))
                .toList();
    }

    /** Names and products whose recognition matters to a project, as they were written, in their order. */
    public List<String> terms(ProjectId project) {
        return terms.list(project);
    }

    /**
     * Puts a list of terms in the place of the one before. Blank lines and repetitions are left out.
     *
     * @throws ProblemException for too many or too long ones; then nothing was changed
     */
    public void keepTerms(ProjectId project, List<String> wanted) {
        List<String> clean = wanted.stream()
                .map(String::strip)
                .filter(term -> !term.isEmpty())
                .distinct()
                .toList();
        if (clean.size() > MOST_TERMS) {
            throw new ProblemException(
                    "TooManyTerms", "These are " + clean.size() + " terms; keep the list to " + MOST_TERMS + ".");
        }
        clean.stream().filter(term -> term.length() > MAX_NAME).findFirst().ifPresent(term -> {
            throw new ProblemException(
                    "TermTooLong",
                    "\u201c" + term.substring(0, 40) + "\u2026\u201d has " + term.length()
                            + " characters; a term has at most " + MAX_NAME + ".");
        });
        terms.replace(project, clean);
    }

    /** Asks a running evaluation to stop; returns without waiting. */
    public void cancel(EvaluationId id) {
        jobs.latestFor(id.toString()).ifPresent(job -> jobs.cancel(job.id()));
    }

    /** Goes on with an evaluation that failed or was cancelled; what was recognised is not recognised again. */
    public void resume(EvaluationId id) {
        transactions.executeWithoutResult(status -> {
            if (store.changeStatus(id, EvaluationStatus.FAILED, EvaluationStatus.PROCESSING, null)
                    || store.changeStatus(id, EvaluationStatus.CANCELLED, EvaluationStatus.PROCESSING, null)) {
                submit(id);
            }
        });
    }

    /** Stops an evaluation that is running, and deletes it with its results; a missing one is fine. */
    public void delete(EvaluationId id) {
        jobs.forget(id.toString());
        jobs.forget(RobustnessHandler.subject(id));
        for (int model = 0; model < MOST_MODELS; model++) {
            jobs.forget(SearchHandler.subject(id, model));
        }
        store.delete(id);
    }

    @EventListener
    void onDeleting(ProjectDeleting event) {
        store.list(event.project()).forEach(evaluation -> delete(evaluation.id()));
    }

    /** A model stays while a test still needs it; afterwards its results stay readable without it. */
    @EventListener
    void onDeleting(ModelDeleting event) {
        store.list(event.project()).stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.PROCESSING)
                .filter(evaluation -> evaluation.models().stream()
                        .anyMatch(model -> model.modelId().equals(event.model())))
                .findFirst()
                .ifPresent(evaluation -> {
                    throw new ProblemException(
                            "ModelInUse",
                            "The test \u201c" + evaluation.name()
                                    + "\u201d is still using this model. Wait for it or cancel it, then delete the model.");
                });
    }

    /** Tests a new model against the one it came from, if the training asked for that. */
    @EventListener
    void onTrained(TrainingSucceeded event) {
        DatasetId testSet = event.testDataset();
        if (testSet == null) {
            return;
        }
        String name = event.name().length() <= MAX_NAME - 10
                ? event.name()
                : event.name().substring(0, MAX_NAME - 10);
        try {
            create(
                    event.project(),
                    name + ": test",
                    "Made by itself after the training.",
                    testSet,
                    List.of(event.baselineModel(), event.model()));
        } catch (ProblemException e) {
            // The training itself is done and must not fail for this.
            LOG.warn("The test after the training \"{}\" could not be made: {}", event.name(), e.getMessage());
        }
    }
}
