package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.job.JobState;
import dev.attune.model.ModelDeleting;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.score.WordChange;
import dev.attune.speech.score.WordCounts;
import dev.attune.training.TrainingSucceeded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationServiceTest {

    private static final List<String> TRANSCRIPTS =
            List.of("Please load the blue crate.", "Turn left!", "Stop at bay 14.", "Lower the hook");

    // base: a inserted, blue deleted, new substituted; right; 14 is "fourteen"; hook missing.
    private static final List<String> BASE =
            List.of("please a load the new", "turn left", "stop at bay forty", "lower the");
    private static final List<String> TUNED =
            List.of("please load the blue crate", "turn right", "Stop at bay 14", "lower the hook");

    private final FakeModels models =
            new FakeModels().with("base", "General", "baseline", BASE).with("tuned", "Harbour 1", "custom", TUNED);

    @TempDir
    private Path home;

    private Workbench workbench;
    private ProjectId project;
    private DatasetId dataset;

    @BeforeEach
    void start() throws Exception {
        workbench = new Workbench(home, models);
        project = workbench.project();
        dataset = workbench.dataset(project, TRANSCRIPTS);
    }

    @AfterEach
    void stop() {
        workbench.close();
    }

    private Evaluation create() {
        return workbench.evaluations.create(project, " Harbour ", "why", dataset, List.of("base", "tuned"));
    }

    @Test
    void figuresEqualTheTableWorkedOutByHand() throws Exception {
        EvaluationId id = create().id();
        assertThat(workbench.await(id).state()).isEqualTo(JobState.SUCCEEDED);

        Evaluation evaluation = workbench.find(id);
        assertThat(evaluation.status()).isEqualTo(EvaluationStatus.SUCCEEDED);
        assertThat(evaluation.name()).isEqualTo("Harbour");
        ModelFigures base = evaluation.models().get(0).figures();
        ModelFigures tuned = evaluation.models().get(1).figures();
        assertThat(base).isNotNull();
        assertThat(tuned).isNotNull();
        // 5 + 2 + 4 + 3 words; S new, forty; D blue or crate, hook; I a.
        assertThat(base.words()).isEqualTo(new ErrorCounts(14, 10, 2, 2, 1));
        assertThat(base.wrongUtterances()).isEqualTo(3);
        assertThat(tuned.words()).isEqualTo(new ErrorCounts(14, 13, 1, 0, 0));
        assertThat(tuned.utterances()).isEqualTo(4);
        assertThat(evaluation.pairs()).hasSize(1);
        assertThat(evaluation.pairs().getFirst().bBetter()).isEqualTo(3);
        assertThat(evaluation.pairs().getFirst().aBetter()).isEqualTo(1);
        assertThat(evaluation.conclusions()).singleElement().satisfies(conclusion -> assertThat(conclusion.caution())
                .contains("4 utterances, 14 words"));
        assertThat(workbench.evaluations.list(project)).containsExactly(evaluation);
    }

    @Test
    void whatIsStoredIsWhatWasCounted() throws Exception {
        EvaluationId id = create().id();
        workbench.await(id);

        List<EvaluatedUtterance> utterances = workbench.evaluations.utterances(id, UtteranceQuery.ALL, 0, 10);

        assertThat(utterances).extracting(EvaluatedUtterance::transcript).isEqualTo(TRANSCRIPTS);
        assertThat(utterances.get(2).readings().get(1).hypothesis()).isEqualTo("stop at bay fourteen");
        assertThat(utterances.get(2).readings().get(1).words()).contains(new EvaluatedWord("14", 1.5, 1.9, 0.75));
        for (int model = 0; model < 2; model++) {
            int at = model;
            ErrorCounts sum = utterances.stream()
                    .map(utterance -> utterance.readings().get(at).alignment().counts())
                    .reduce(ErrorCounts.NONE, ErrorCounts::plus);
            assertThat(sum)
                    .isEqualTo(workbench
                            .evaluations
                            .report(id)
                            .comparison()
                            .figures()
                            .get(model)
                            .words());
        }
        assertThat(utterances.getFirst().audio()).exists();
    }

    @Test
    void wordsTermsAndUnknownWordsAreCounted() throws Exception {
        models.knowing("base", Set.of("please", "load", "the", "turn", "left", "stop", "at", "bay", "lower", "hook"));
        workbench.evaluations.keepTerms(project, List.of(" Blue Crate ", "bay 14", "", "Blue Crate"));
        EvaluationId id = create().id();
        workbench.await(id);

        EvaluationWords words = workbench.evaluations.words(id);

        assertThat(workbench.evaluations.terms(project)).containsExactly("Blue Crate", "bay 14");
        assertThat(words.models().get(0).terms())
                .containsExactly(new TermAccuracy("blue crate", 1, 0, 0), new TermAccuracy("bay fourteen", 1, 0, 0));
        assertThat(words.models().get(1).terms())
                .containsExactly(new TermAccuracy("blue crate", 1, 1, 1), new TermAccuracy("bay fourteen", 1, 1, 1));
        assertThat(words.models().get(0).statistics().mostInserted(9))
                .extracting(WordCounts::word)
                .containsExactly("a");
        assertThat(words.changes(0, 1).improved(9))
                .extracting(WordChange::word)
                .containsExactly("blue", "crate", "fourteen", "hook");
        assertThat(words.changes(0, 1).worsened(9)).extracting(WordChange::word).containsExactly("left");
        // 14 words; blue, crate and fourteen are not known. The other model spells.
        OutOfVocabulary unknown = words.models().get(0).outOfVocabulary();
        assertThat(unknown).isNotNull();
        assertThat(unknown.share()).isEqualTo(3 / 14.0);
        assertThat(unknown.unknown())
                .extracting(OutOfVocabulary.Missing::word)
                .containsExactly("blue", "crate", "fourteen");
        assertThat(words.models().get(1).outOfVocabulary()).isNull();
    }

    @Test
    void displayTextIsKeptAndItsErrorsAreCountedByClass() throws Exception {
        // Right; a capital; a full stop and the number as words; a word and no mark where the transcript has none.
        models.showing(
                "tuned",
                List.of("Please load the blue crate.", "turn left!", "Stop at bay fourteen", "Lower the look"));
        EvaluationId id = create().id();
        workbench.await(id);
        Evaluation evaluation = workbench.find(id);

        List<Optional<TokenErrors>> errors = workbench.evaluations.tokenErrors(evaluation);

        // The other model makes no display text.
        assertThat(errors.get(0)).isEmpty();
        TokenErrors tuned = errors.get(1).orElseThrow();
        assertThat(tuned.tokens().words()).isEqualTo(6 + 3 + 5 + 3);
        assertThat(tuned.edits())
                .containsEntry(TokenErrorClass.CAPITALIZATION, 1)
                .containsEntry(TokenErrorClass.PUNCTUATION, 1)
                .containsEntry(TokenErrorClass.INVERSE_TEXT_NORMALIZATION, 1)
                .containsEntry(TokenErrorClass.LEXICAL, 1)
                .containsEntry(TokenErrorClass.OTHERS, 0);
        List<EvaluatedUtterance> utterances = workbench.evaluations.utterances(id, UtteranceQuery.ALL, 1, 2);
        List<List<@Nullable TokenScore>> shown = workbench.evaluations.displayScores(evaluation, utterances);
        assertThat(shown.get(0).get(0)).isNull();
        assertThat(Objects.requireNonNull(shown.get(0).get(1)).classes())
                .containsOnly(Map.entry(0, TokenErrorClass.CAPITALIZATION));
        EvaluationReport report = workbench.evaluations.report(id);
        assertThat(ReportWriter.html(report)).contains("Display text", "23.5 %");
        assertThat(ReportCsv.tokens(report.comparison()))
                .contains("Harbour 1,0.235294,17,capitalization,1,25.00\n")
                .doesNotContain("General");
    }

    @Test
    void transcriptsWithoutCapitalsAndMarksAllowNoTokenErrors() throws Exception {
        assertThat(DisplayScores.areWritten(List.of("turn left", "stop", "Lower the hook.")))
                .isFalse();
        assertThat(DisplayScores.areWritten(List.of("turn left", "Stop", "", "lower it.")))
                .isTrue();
        DatasetId plain = workbench.dataset(project, List.of("turn left", "stop"));
        models.with("plain", "Plain", "custom", List.of("turn left", "stop"))
                .showing("plain", List.of("Turn left.", "Stop."));

        EvaluationId id = workbench
                .evaluations
                .create(project, "plain", "", plain, List.of("plain"))
                .id();
        workbench.await(id);

        assertThat(workbench.evaluations.tokenErrors(workbench.find(id))).containsExactly(Optional.empty());
        assertThat(workbench
                        .evaluations
                        .displayScores(
                                workbench.find(id), workbench.evaluations.utterances(id, UtteranceQuery.ALL, 0, 1))
                        .getFirst())
                .doesNotContainNull();
    }

    @Test
    void theSecondViewTakesEquivalentFormsForEqual() throws Exception {
        models.with(
                "digits",
                "Digits",
                "custom",
                List.of("please load the blue crate", "turn left", "stop at bay one four", "lower the hook"));
        EvaluationId id = workbench
                .evaluations
                .create(project, "digits", "", dataset, List.of("digits"))
                .id();
        workbench.await(id);

        assertThat(workbench.find(id).models().getFirst().figures())
                .extracting(ModelFigures::wrongUtterances)
                .isEqualTo(1);
        assertThat(workbench.evaluations.equivalentFigures(id).getFirst().wrongUtterances())
                .isZero();
    }

    @Test
    void aListOfTermsThatIsTooLongIsRefused() {
        workbench.evaluations.keepTerms(project, List.of("kept"));
        assertProblem(
                "TooManyTerms",
                () -> workbench.evaluations.keepTerms(
                        project, IntStream.range(0, 1001).mapToObj(i -> "t" + i).toList()));
        assertProblem("TermTooLong", () -> workbench.evaluations.keepTerms(project, List.of("x".repeat(201))));
        assertThat(workbench.evaluations.terms(project)).containsExactly("kept");
    }

    @Test
    void utterancesAreSortedFilteredAndSearchedInTheDatabase() throws Exception {
        EvaluationId id = create().id();
        workbench.await(id);

        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.ERRORS, ""))
                .containsExactly(0, 1, 2, 3);
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.IMPROVEMENT, ""))
                .containsExactly(0, 2, 3, 1);
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.DECLINE, ""))
                .containsExactly(1, 2, 3, 0);
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.LENGTH, ""))
                .containsExactly(3, 2, 1, 0);
        assertThat(indexes(id, UtteranceQuery.Filter.IMPROVED, UtteranceQuery.Order.POSITION, ""))
                .containsExactly(0, 2, 3);
        assertThat(indexes(id, UtteranceQuery.Filter.WORSENED, UtteranceQuery.Order.POSITION, ""))
                .containsExactly(1);
        assertThat(indexes(id, UtteranceQuery.Filter.WITH_ERRORS, UtteranceQuery.Order.POSITION, ""))
                .containsExactly(0, 1, 2, 3);
        // In a reference, in a reading only, and signs that a pattern would take for something else.
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.POSITION, " HOOK "))
                .containsExactly(3);
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.POSITION, "right"))
                .containsExactly(1);
        assertThat(indexes(id, UtteranceQuery.Filter.ALL, UtteranceQuery.Order.POSITION, "t%"))
                .isEmpty();
        UtteranceQuery paged = new UtteranceQuery(UtteranceQuery.Filter.IMPROVED, UtteranceQuery.Order.POSITION, "");
        assertThat(workbench.evaluations.countUtterances(id, paged)).isEqualTo(3);
        assertThat(workbench.evaluations.utterances(id, paged, 1, 1))
                .singleElement()
                .satisfies(utterance -> assertThat(utterance.index()).isEqualTo(2));
    }

    private List<Integer> indexes(
            EvaluationId id, UtteranceQuery.Filter filter, UtteranceQuery.Order order, String search) {
        return workbench.evaluations.utterances(id, new UtteranceQuery(filter, order, search), 0, 10).stream()
                .map(EvaluatedUtterance::index)
                .toList();
    }

    @Test
    void afterARestartItGoesOnAtTheFirstUtteranceWithoutAResult() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        models.before = utterance -> {
            if (models.recognized.size() == 5) {
                reached.countDown();
                // Until the closing workbench interrupts it.
                awaitQuietly(never);
            }
        };
        EvaluationId id = create().id();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        workbench.close();
        int before = models.recognized.size();
        models.before = utterance -> {};

        workbench = new Workbench(home, models);
        assertThat(workbench.await(id).state()).isEqualTo(JobState.SUCCEEDED);

        assertThat(before).isLessThan(8);
        // The one in whose midst the process ended may be done twice, no other.
        assertThat(models.recognized.stream().distinct()).hasSize(8);
        assertThat(models.recognized.size()).isLessThanOrEqualTo(9);
        assertThat(workbench.find(id).models().get(1).figures())
                .extracting(ModelFigures::words)
                .isEqualTo(new ErrorCounts(14, 13, 1, 0, 0));
    }

    @Test
    void aCancelledOneGoesOnWhereItWasWhenAsked() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        models.before = utterance -> {
            if (utterance == 2) {
                reached.countDown();
                awaitQuietly(cancelled);
            }
        };
        EvaluationId id = create().id();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        workbench.evaluations.cancel(id);
        cancelled.countDown();
        assertThat(workbench.await(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(workbench.find(id).status()).isEqualTo(EvaluationStatus.CANCELLED);
        assertThat(workbench.find(id).models().getFirst().figures()).isNull();

        workbench.evaluations.resume(id);
        assertThat(workbench.await(id).state()).isEqualTo(JobState.SUCCEEDED);

        assertThat(models.recognized).hasSize(8).doesNotHaveDuplicates();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void resultsStayReadableWhenDataSetAndModelsAreGone() throws Exception {
        EvaluationId id = create().id();
        workbench.await(id);

        workbench.context.getBean(DatasetService.class).delete(dataset);
        models.remove("base");

        assertThat(workbench.find(id).datasetName()).isEqualTo("Harbour test");
        assertThat(workbench.evaluations.utterances(id, UtteranceQuery.ALL, 0, 10))
                .hasSize(4)
                .allSatisfy(utterance -> assertThat(utterance.audio()).doesNotExist());
        assertThat(ReportWriter.html(workbench.evaluations.report(id))).contains("General", "Harbour 1");
    }

    @Test
    void aModelThatIsGoneEndsItWithOneSentence() throws Exception {
        CountDownLatch removed = new CountDownLatch(1);
        models.before = utterance -> awaitQuietly(removed);
        EvaluationId id = create().id();
        assertProblem("ModelInUse", () -> workbench.context.publishEvent(new ModelDeleting(project, "tuned")));
        workbench.context.publishEvent(new ModelDeleting(project, "another"));
        models.remove("tuned");
        removed.countDown();

        assertThat(workbench.await(id).state()).isEqualTo(JobState.FAILED);
        assertThat(workbench.find(id).failure())
                .isEqualTo("The model \u201cHarbour 1\u201d does not exist any more. Create a new test without it.");
    }

    @Test
    void whatCannotWorkIsRefusedAndNothingIsKept() {
        EvaluationService evaluations = workbench.evaluations;
        assertProblem("InvalidName", () -> evaluations.create(project, " ", "", dataset, List.of("base")));
        assertProblem("WrongModels", () -> evaluations.create(project, "a", "", dataset, List.of()));
        assertProblem("WrongModels", () -> evaluations.create(project, "a", "", dataset, List.of("base", "base")));
        assertProblem("ModelNotFound", () -> evaluations.create(project, "a", "", dataset, List.of("gone")));
        assertProblem(
                "DatasetNotFound", () -> evaluations.create(project, "a", "", DatasetId.random(), List.of("base")));
        assertThat(evaluations.list(project)).isEmpty();
        assertThat(workbench.jobs.list()).isEmpty();
    }

    private static void assertProblem(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .extracting(ProblemException::code)
                .isEqualTo(code);
    }

    @Test
    void aTrainingWithATestSetIsTestedByItself() throws Exception {
        workbench.context.publishEvent(new TrainingSucceeded(project, "Harbour 1", "base", "tuned", dataset));
        workbench.context.publishEvent(new TrainingSucceeded(project, "Other", "base", "tuned", null));
        workbench.context.publishEvent(new TrainingSucceeded(project, "Lost", "base", "tuned", DatasetId.random()));

        Evaluation made = workbench.evaluations.list(project).getFirst();
        assertThat(workbench.evaluations.list(project)).hasSize(1);
        assertThat(made.models()).extracting(TestedModel::modelId).containsExactly("base", "tuned");
        assertThat(workbench.await(made.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void deletingAnEvaluationOrItsProjectLeavesNothing() throws Exception {
        EvaluationId first = create().id();
        EvaluationId second = create().id();
        workbench.await(first);
        workbench.await(second);

        workbench.evaluations.delete(first);
        assertThat(workbench.evaluations.find(first)).isEmpty();
        assertThat(workbench.evaluations.countUtterances(first, UtteranceQuery.ALL))
                .isZero();
        assertThat(workbench.evaluations.countUtterances(second, UtteranceQuery.ALL))
                .isEqualTo(4);

        workbench.context.getBean(ProjectService.class).delete(project);
        assertThat(workbench.evaluations.find(second)).isEmpty();
        assertThat(workbench.jobs.list()).isEmpty();
    }

    @Test
    void threeModelsArePairedAndOneAloneHasNoPair() throws Exception {
        models.with(
                "silent",
                "Silent",
                "custom",
                IntStream.range(0, 4).mapToObj(i -> "").toList());
        EvaluationId three = workbench
                .evaluations
                .create(project, "three", "", dataset, List.of("base", "tuned", "silent"))
                .id();
        EvaluationId one = workbench
                .evaluations
                .create(project, "one", "", dataset, List.of("silent"))
                .id();
        workbench.await(three);
        workbench.await(one);

        assertThat(workbench.find(three).pairs())
                .extracting(pair -> pair.a() + "-" + pair.b())
                .containsExactly("0-1", "0-2", "1-2");
        assertThat(workbench.find(three).conclusions()).hasSize(2);
        assertThat(workbench.find(one).conclusions()).isEmpty();
        assertThat(workbench.find(one).models().getFirst().figures())
                .extracting(ModelFigures::words)
                .isEqualTo(new ErrorCounts(14, 0, 0, 14, 0));
        assertThat(ReportWriter.html(workbench.evaluations.report(one))).contains("Silent");
    }
}
