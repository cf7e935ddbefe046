package dev.attune.cli;

import dev.attune.evaluation.ComparedUtterance;
import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.Robustness;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets models recognise a test set under degraded sound. */
final class RobustnessRun {

    private static final int LABEL = 22;

    private final Map<String, Utterance> utterances;
    private final Comparison clean;
    private final PrintWriter err;

    /**
     * @param clean what the models made of the recordings as they are
     */
    RobustnessRun(List<Utterance> utterances, Comparison clean, PrintWriter err) {
        this.utterances = utterances.stream().collect(Collectors.toMap(Utterance::id, Function.identity()));
        this.clean = clean;
        this.err = err;
    }

    Robustness measure(List<TestRun.Candidate> candidates) throws IOException, InterruptedException {
        List<Degradation> conditions = Degradation.standard();
        List<List<ModelFigures>> figures = conditions.stream()
                .map(condition -> (List<ModelFigures>) new ArrayList<ModelFigures>())
                .toList();
        for (int model = 0; model < candidates.size(); model++) {
            TestRun.Candidate candidate = candidates.get(model);
            TextNormalizer normalizer =
                    TextNormalizer.forLocale(candidate.model().description().locale());
            try (Recognizer recognizer = Recognizer.open(candidate.model(), RecognizerOptions.defaults());
                    ExecutorService pool =
                            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
                for (int i = 0; i < conditions.size(); i++) {
                    Degradation condition = conditions.get(i);
                    figures.get(i)
                            .add(
                                    condition.equals(Degradation.CLEAN)
                                            ? clean.figures().get(model)
                                            : ModelFigures.of(score(recognizer, condition, normalizer, pool)));
                    err.println(candidate.name() + ": " + condition.label());
                }
            }
        }
        List<Robustness.Row> rows = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            rows.add(new Robustness.Row(conditions.get(i), figures.get(i)));
        }
        return new Robustness(candidates.stream().map(TestRun.Candidate::name).toList(), rows);
    }

    private CorpusScore score(
            Recognizer recognizer, Degradation condition, TextNormalizer normalizer, ExecutorService pool)
            throws IOException, InterruptedException {
        List<Future<UtteranceScore>> running = new ArrayList<>();
        for (int i = 0; i < clean.utterances().size(); i++) {
            ComparedUtterance utterance = clean.utterances().get(i);
            long seed = Robustness.seed(i);
            running.add(pool.submit(() -> UtteranceScore.of(
                    utterance.id(),
                    utterance.reference(),
                    normalizer.normalize(recognizer
                            .recognize(condition.apply(
                                    AudioFiles.read(
                                            utterances.get(utterance.id()).audio()),
                                    seed))
                            .best()
                            .text()),
                    Aligner.sclite())));
        }
        List<UtteranceScore> scores = new ArrayList<>();
        for (Future<UtteranceScore> each : running) {
            try {
                scores.add(each.get());
            } catch (ExecutionException e) {
                throw new IOException(Failures.sentence(e), e);
            }
        }
        return new CorpusScore(scores);
    }

    /** A table of word error rates in percent, a line a condition, and what stands out. */
    static List<String> lines(Robustness robustness) {
        List<String> lines = new ArrayList<>();
        lines.add("Word error rate in % under:");
        for (Robustness.Row row : robustness.rows()) {
            StringBuilder line = new StringBuilder("  ").append(row.condition().label());
            line.append(" ".repeat(Math.max(1, LABEL - line.length())));
            for (ModelFigures figures : row.figures()) {
                line.append(
                        figures == null
                                ? "       -"
                                : String.format(Locale.ROOT, "%8.1f", 100 * figures.wordErrorRate()));
            }
            lines.add(line.toString());
        }
        lines.addAll(robustness.sentences());
        return lines;
    }

    /** {@code robustness}: conditions with {@code condition}, {@code kind}, {@code level} and {@code models} in their order. */
    static void putInto(ObjectNode root, Robustness robustness) {
        ArrayNode rows = root.putArray("robustness");
        for (Robustness.Row row : robustness.rows()) {
            ObjectNode node = rows.addObject()
                    .put("condition", row.condition().label())
                    .put("kind", row.condition().kind().name().toLowerCase(Locale.ROOT))
                    .put("level", row.condition().level());
            ArrayNode models = node.putArray("models");
            for (int i = 0; i < robustness.models().size(); i++) {
                ModelFigures figures = row.figures().get(i);
                if (figures != null) {
                    ObjectNode model =
                            models.addObject().put("model", robustness.models().get(i));
                    ComparisonJson.figures(figures).putInto(model);
                    model.putArray("interval").add(figures.low()).add(figures.high());
                }
            }
        }
    }
}
