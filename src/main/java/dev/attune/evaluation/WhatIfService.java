package dev.attune.evaluation;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.JobState;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.ExpectedPhrase;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.tune.EvenSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/** What other settings of the decoder would have made of a test: trials at once, a search as a job, and the way into the model. Thread-safe. */
@Service
public class WhatIfService implements DisposableBean {

    /** Seconds of speech in a quick trial. */
    public static final double QUICK_SECONDS = 180;

    /** As much as memory keeps well; more is sampled. */
    private static final double MOST_SECONDS = 8 * 3600;

    /** Where no length is known, an utterance counts as this much. */
    private static final double LEAST_SECONDS = 1;

    private static final int MOST_PHRASES = 500;
    private static final double HEARING_SHARE = 0.5;

    private final EvaluationStore evaluations;
    private final ResultStore results;
    private final SearchStore searches;
    private final HeardSets heardSets;
    private final DatasetService datasets;
    private final ModelSource models;
    private final JobService jobs;
    /** One trial at a time: each uses all that the machine can spare beside the pages. */
    private final ExecutorService trials = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("what-if").daemon().unstarted(task));

    WhatIfService(
            EvaluationStore evaluations,
            ResultStore results,
            SearchStore searches,
            HeardSets heardSets,
            DatasetService datasets,
            ModelSource models,
            JobService jobs) {
        this.evaluations = evaluations;
        this.results = results;
        this.searches = searches;
        this.heardSets = heardSets;
        this.datasets = datasets;
        this.models = models;
        this.jobs = jobs;
    }

    /**
     * What is to be tried.
     *
     * @param phrases that are expected, as people write them; blank ones are left out
     */
    public record Settings(BeamOptions options, List<String> phrases) {

        public Settings {
            phrases = phrases.stream()
                    .map(String::strip)
                    .filter(phrase -> !phrase.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    /** A trial that is under way. */
    public static final class Trial {

        private final CompletableFuture<WhatIfResult> result = new CompletableFuture<>();
        private volatile boolean stopped;

        private Trial() {}

        /** Completes with {@link ProblemException}, with a sentence for the person, or {@link CancellationException} if there is no result. */
        public CompletableFuture<WhatIfResult> result() {
            return result;
        }

        /** Asks it to stop. */
        public void stop() {
            stopped = true;
        }
    }

    /** Told, in a thread of its own, how far a trial is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * @param fraction in [0, 1]
         * @param phase what is being done, for people
         */
        void show(double fraction, String phase);
    }

    /** The settings that a model has by itself; empty if it is gone. */
    public Optional<BeamOptions> options(TestedModel model) {
        return models.find(model.modelId()).map(found -> BeamOptions.of(found.decoder()));
    }

    /** Whether settings can be kept as the model's default. */
    public boolean keepable(TestedModel model) {
        return models.find(model.modelId())
                .filter(found -> found.kind().equals("custom"))
                .isPresent();
    }

    /** Whether a quick trial would take only a part of the test set. */
    public boolean isLong(Evaluation evaluation) {
        return evaluation.audioSeconds() > QUICK_SECONDS;
    }

    /**
     * Decodes the test set, or a sample of it, with other settings. The network runs only at the first trial. Returns at once.
     *
     * @param model place in the evaluation's models
     * @param whole false for some {@value #QUICK_SECONDS} s of speech, drawn evenly
     */
    public Trial attempt(Evaluation evaluation, int model, Settings settings, boolean whole, Progress progress) {
        Trial trial = new Trial();
        trials.execute(() -> {
            try {
                trial.result.complete(run(evaluation, model, settings, whole, trial, progress));
            } catch (Throwable e) {
                trial.result.completeExceptionally(e);
            }
        });
        return trial;
    }

    private WhatIfResult run(
            Evaluation evaluation, int model, Settings settings, boolean whole, Trial trial, Progress progress) {
        if (trial.stopped) {
            throw new CancellationException("stopped");
        }
        if (settings.phrases().size() > MOST_PHRASES) {
            throw new ProblemException(
                    "TooManyPhrases",
                    "These are " + settings.phrases().size() + " phrases; keep the list to " + MOST_PHRASES + ".");
        }
        List<EvaluatedUtterance> all = results.testSet(evaluation.id());
        List<EvaluatedUtterance> sample = EvenSample.ofSeconds(
                all, utterance -> Math.max(LEAST_SECONDS, utterance.seconds()), whole ? MOST_SECONDS : QUICK_SECONDS);
        HeardSets.Heard heard = heardSets.get(
                evaluation.models().get(model).modelId(),
                "test set " + evaluation.id() + " " + sample.size(),
                sample.stream()
                        .map(utterance ->
                                new HeardSets.Source(utterance.id(), utterance.audio(), utterance.reference()))
                        .toList(),
                () -> trial.stopped,
                fraction -> progress.show(HEARING_SHARE * fraction, "Listening, only this once"));
        CorpusScore after = heard.set()
                .score(
                        decoder(heard, settings),
                        SearchHandler.THREADS,
                        () -> trial.stopped,
                        done -> progress.show(
                                HEARING_SHARE + (1 - HEARING_SHARE) * done / sample.size(),
                                "Decoding with these settings"));
        return compare(kept(evaluation, model, sample), after, sample.size() == all.size());
    }

    private static BeamDecoder decoder(HeardSets.Heard heard, Settings settings) {
        try {
            return heard.recognizer()
                    .beamDecoder(
                            settings.options(),
                            settings.phrases().stream().map(ExpectedPhrase::new).toList());
        } catch (IllegalArgumentException | IOException e) {
            throw new ProblemException("BadSettings", String.valueOf(e.getMessage()), e);
        }
    }

    private CorpusScore kept(Evaluation evaluation, int model, List<EvaluatedUtterance> sample) {
        List<UtteranceScore> all = results.score(evaluation.id(), model).utterances();
        return new CorpusScore(
                sample.stream().map(utterance -> all.get(utterance.index())).toList());
    }

    private static WhatIfResult compare(CorpusScore before, CorpusScore after, boolean whole) {
        List<WhatIfResult.Changed> changed = new ArrayList<>();
        for (int i = 0; i < after.utterances().size(); i++) {
            WhatIfResult.Changed each = new WhatIfResult.Changed(
                    before.utterances().get(i), after.utterances().get(i));
            if (!hypothesis(each.before()).equals(hypothesis(each.after()))) {
                changed.add(each);
            }
        }
        return new WhatIfResult(
                ModelFigures.of(before), ModelFigures.of(after), ModelPair.of(0, before, 1, after), whole, changed);
    }

    private static List<String> hypothesis(UtteranceScore score) {
        return score.alignment().steps().stream()
                .map(EditStep::hypothesis)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The data sets that a search can take, newest first. */
    public List<Dataset> developmentSets(ProjectId project) {
        return datasets.list(project).stream()
                .filter(dataset ->
                        dataset.kind() == DatasetKind.ACOUSTIC && dataset.status() == DatasetStatus.SUCCEEDED)
                .toList();
    }

    /** Why the figures of this test would say too much of settings that were found on a data set; empty if nothing speaks against it. */
    public Optional<String> doubt(Evaluation evaluation, DatasetId developmentSet) {
        if (evaluation.testSets().stream().anyMatch(set -> set.dataset().equals(developmentSet))) {
            return Optional.of(
                    "This is the test set itself: settings that were chosen on it look better on it than they are. Choose other recordings to search on.");
        }
        int shared = evaluation.testSets().stream()
                .mapToInt(set -> datasets.sharedAudio(developmentSet, set.dataset()))
                .sum();
        return shared == 0
                ? Optional.empty()
                : Optional.of(
                        FigureTexts.count(shared, "recording")
                                + " of this set are in the test set too: settings that were chosen on them look better here than they are.");
    }

    /** Starts a search for the model's best settings; its job's subject is {@link #searchSubject}. */
    public void search(Evaluation evaluation, int model, DatasetId developmentSet) {
        Dataset dataset = developmentSets(evaluation.project()).stream()
                .filter(candidate -> candidate.id().equals(developmentSet))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        "DatasetNotFound", "The development set does not exist any more. Choose another one."));
        if (!dataset.locale().equalsIgnoreCase(evaluation.locale())) {
            throw new ProblemException(
                    "LocaleMismatch",
                    "\u201c" + dataset.name() + "\u201d is " + dataset.locale() + ", and this test is "
                            + evaluation.locale() + ". Choose a data set of the same language.");
        }
        if (running(evaluation.id(), model).isEmpty()) {
            jobs.submit(
                    SearchHandler.KIND,
                    searchSubject(evaluation.id(), model),
                    SearchHandler.parameters(evaluation.id(), model, developmentSet));
        }
    }

    public String searchSubject(EvaluationId id, int model) {
        return SearchHandler.subject(id, model);
    }

    /** The search that is under way. */
    public Optional<Job> running(EvaluationId id, int model) {
        return jobs.latestFor(searchSubject(id, model))
                .filter(job -> !job.state().isFinal());
    }

    /** Why the last search gave nothing; empty if it succeeded or none was. */
    public Optional<String> searchFailure(EvaluationId id, int model) {
        return jobs.latestFor(searchSubject(id, model))
                .filter(job -> job.state() == JobState.FAILED)
                .map(job -> String.valueOf(job.failure()));
    }

    /** Whether the last search was cancelled. */
    public boolean searchCancelled(EvaluationId id, int model) {
        return jobs.latestFor(searchSubject(id, model))
                .filter(job -> job.state() == JobState.CANCELLED)
                .isPresent();
    }

    public void cancelSearch(EvaluationId id, int model) {
        running(id, model).ifPresent(job -> jobs.cancel(job.id()));
    }

    /** What the last search found. */
    public Optional<FoundSettings> found(EvaluationId id, int model) {
        return searches.find(id, model);
    }

    /**
     * Makes options the default of a custom model. Its package says from now on how they came about.
     *
     * @throws ProblemException for baselines, and for models in a test that has not ended
     */
    public void keep(Evaluation evaluation, int model, BeamOptions options) {
        TestedModel tested = evaluation.models().get(model);
        evaluations.list(evaluation.project()).stream()
                .filter(other -> other.status() == EvaluationStatus.PROCESSING)
                .filter(other ->
                        other.models().stream().map(TestedModel::modelId).anyMatch(tested.modelId()::equals))
                .findFirst()
                .ifPresent(other -> {
                    throw new ProblemException(
                            "ModelInUse",
                            "The test \u201c" + other.name()
                                    + "\u201d is still using this model. Wait for it or cancel it, then keep the settings.");
                });
        Optional<FoundSettings> found = found(evaluation.id(), model)
                .filter(each -> each.lmWeight() == options.lmWeight()
                        && each.wordBonus() == options.wordBonus()
                        && each.blankPenalty() == options.blankPenalty());
        String origin = found.map(each -> "search, " + each.sentence())
                .orElse("set by hand after the test \u201c" + evaluation.name() + "\u201d");
        Map<String, String> hashes = found.map(
                        each -> Map.of("decoder development set: " + each.datasetName(), each.datasetHash()))
                .orElse(Map.of());
        String before = models.find(tested.modelId())
                .map(ModelDescription::decoder)
                .map(Object::toString)
                .orElse("");
        try {
            models.keepDecoder(
                    evaluation.project(),
                    tested.modelId(),
                    options,
                    hashes,
                    Map.of("decoder", origin, "decoder before", before));
        } catch (IOException e) {
            throw new ProblemException(
                    "ModelUnwritable", "The model\u2019s package cannot be written (" + e.getMessage() + ").", e);
        }
    }

    @Override
    public void destroy() {
        trials.shutdownNow();
    }
}
