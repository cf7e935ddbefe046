package dev.attune.cli;

import dev.attune.evaluation.Calibration;
import dev.attune.evaluation.ComparedModel;
import dev.attune.evaluation.ComparedUtterance;
import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.DisplayScores;
import dev.attune.evaluation.ReportDetails;
import dev.attune.shared.ProblemException;
import dev.attune.speech.ModelDisplay;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.NoiseEstimate;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets models recognise a test set and compares them. */
final class TestRun {

    private final List<Utterance> utterances;
    private final PrintWriter err;
    /** Recordings that could not be read, by place in the list; no model is scored on them. */
    private final boolean[] unreadable;

    private final double[] seconds;
    private final double[] snrDb;

    TestRun(List<Utterance> utterances, PrintWriter err) {
        this.utterances = utterances;
        this.err = err;
        this.unreadable = new boolean[utterances.size()];
        this.seconds = new double[utterances.size()];
        this.snrDb = new double[utterances.size()];
    }

    /** A model and how the results call it. */
    record Candidate(String name, ModelPackage model) {}

    /**
     * What the models made of the test set.
     *
     * @param details noise and confidences, for a report
     */
    record Result(Comparison comparison, ReportDetails details) {}

    /** The comparison alone, as {@link #run} makes it. */
    Comparison compare(List<Candidate> candidates) throws IOException, InterruptedException {
        return run(candidates).comparison();
    }

    /**
     * @throws ProblemException if no recording can be read, or the models are of different languages
     */
    Result run(List<Candidate> candidates) throws IOException, InterruptedException {
        String locale = candidates.getFirst().model().description().locale();
        for (Candidate candidate : candidates) {
            String other = candidate.model().description().locale();
            if (!other.equals(locale)) {
                throw new ProblemException(
                        "LocaleMismatch",
                        "\"" + candidate.name() + "\" is a model of " + other + ", \""
                                + candidates.getFirst().name() + "\" one of " + locale
                                + "; compare models of one language.");
            }
        }
        TextNormalizer normalizer = TextNormalizer.forLocale(locale);
        Map<String, List<Heard>> texts = new HashMap<>();
        for (Candidate candidate : candidates) {
            texts.put(candidate.name(), recognize(candidate, normalizer));
        }
        List<Integer> usable = new ArrayList<>();
        List<ComparedUtterance> compared = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            if (!unreadable[i]) {
                Utterance utterance = utterances.get(i);
                usable.add(i);
                compared.add(new ComparedUtterance(
                        utterance.id(),
                        utterance.transcript(),
                        normalizer.normalize(utterance.transcript()),
                        seconds[i],
                        utterance.speaker()));
            }
        }
        if (compared.isEmpty()) {
            throw new ProblemException(
                    "NothingUsable", "None of the recordings can be read, so there is nothing to test on.");
        }
        List<ComparedModel> models = new ArrayList<>();
        List<Calibration> calibrations = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<Heard> heard =
                    usable.stream().map(texts.get(candidate.name())::get).toList();
            List<String> transcripts =
                    compared.stream().map(ComparedUtterance::transcript).toList();
            ComparedModel model = ComparedModel.score(
                            candidate.name(),
                            compared,
                            heard.stream().map(Heard::normalized).toList())
                    .withTokens(DisplayScores.of(
                                    transcripts,
                                    heard.stream().map(Heard::display).toList(),
                                    normalizer)
                            .orElse(null));
            models.add(model);
            calibrations.add(calibration(heard, model.score()));
        }
        Comparison comparison = Comparison.of(compared, models);
        List<Double> noise = usable.stream().map(place -> snrDb[place]).toList();
        return new Result(
                comparison, new ReportDetails(ReportDetails.utterances(comparison, noise), calibrations, null));
    }

    private static Calibration calibration(List<Heard> heard, CorpusScore score) {
        Calibration.Counter counter = new Calibration.Counter();
        for (int i = 0; i < heard.size(); i++) {
            counter.addAll(
                    heard.get(i).confidences(),
                    score.utterances().get(i).alignment().steps().stream()
                            .filter(step -> step.kind() != EditStep.Kind.DELETION)
                            .map(step -> step.kind() == EditStep.Kind.HIT)
                            .toList());
        }
        return counter.result();
    }

    /** What was recognised of an utterance; all empty where the recording cannot be read. */
    private record Heard(String normalized, String display, List<Double> confidences) {}

    private List<Heard> recognize(Candidate candidate, TextNormalizer normalizer)
            throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        Displays displays = new Displays(ModelDisplay.formatter(candidate.model()), DisplayOptions.SCORED);
        List<Heard> texts = new ArrayList<>();
        try (Recognizer recognizer = Recognizer.open(candidate.model(), RecognizerOptions.defaults());
                ExecutorService pool = Executors.newFixedThreadPool(processors)) {
            List<Future<Recognition>> recognitions = new ArrayList<>();
            for (int i = 0; i < utterances.size(); i++) {
                int place = i;
                recognitions.add(pool.submit(() -> {
                    AudioClip clip = AudioFiles.read(utterances.get(place).audio());
                    snrDb[place] = NoiseEstimate.signalToNoiseDb(clip);
                    return recognizer.recognize(clip);
                }));
            }
            for (int i = 0; i < utterances.size(); i++) {
                texts.add(heard(recognitions.get(i), i, normalizer, displays));
                tellProgress(candidate.name(), i + 1);
            }
        }
        return texts;
    }

    private Heard heard(Future<Recognition> recognition, int place, TextNormalizer normalizer, Displays displays)
            throws InterruptedException {
        try {
            seconds[place] = recognition.get().audioSeconds();
            Hypothesis best = recognition.get().best();
            return new Heard(
                    normalizer.normalize(best.text()),
                    displays.of(best).display(),
                    best.words().stream().map(RecognizedWord::confidence).toList());
        } catch (ExecutionException e) {
            if (!unreadable[place]) {
                unreadable[place] = true;
                err.println("Left out: " + Failures.sentence(e));
            }
            return new Heard("", "", List.of());
        }
    }

    private void tellProgress(String name, int done) {
        int tenth = Math.max(1, utterances.size() / 10);
        if (done % tenth == 0 || done == utterances.size()) {
            err.println(name + ": " + done + " of " + utterances.size() + " utterances");
        }
    }
}
