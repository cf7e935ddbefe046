package dev.attune.cli;

import dev.attune.shared.ProblemException;
import dev.attune.speech.HeardSpeech;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.tune.DecoderSearch;
import dev.attune.speech.tune.EvenSample;
import dev.attune.speech.tune.HeardSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets a model hear a development set once and searches its decoder's best options on it. */
final class TuneRun {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int TOLD_TRIALS = 10;

    private final ModelPackage model;
    private final List<Integer> beams;
    private final PrintWriter err;
    private final TextNormalizer normalizer;

    /**
     * @param beams widths to try besides the model's own; empty for half and twice of that
     */
    TuneRun(ModelPackage model, List<Integer> beams, PrintWriter err) {
        this.model = model;
        this.beams = List.copyOf(beams);
        this.err = err;
        this.normalizer = TextNormalizer.forLocale(model.description().locale());
    }

    /**
     * What came of it.
     *
     * @param used the utterances on which the options were tried
     */
    record Outcome(List<Utterance> used, DecoderSearch.Result search) {}

    /**
     * @param mostSeconds of speech; of more, some utterances are drawn evenly
     * @throws ProblemException if the model has no beam search, or nothing can be learned from these recordings
     */
    Outcome search(List<Utterance> utterances, double mostSeconds) throws IOException, InterruptedException {
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            BeamDecoder decoder = recognizer
                    .beamDecoder()
                    .orElseThrow(() -> new ProblemException(
                            "NoBeamSearch",
                            "The model \"" + model.description().name()
                                    + "\" writes letters without lexicon and language model, so its decoder has no options"
                                    + " to search; choose another model."));
            List<Utterance> used = sample(utterances, mostSeconds);
            HeardSet set = hear(recognizer, used);
            int words = set.utterances().stream()
                    .mapToInt(utterance -> utterance.reference().split(" ").length
                            - (utterance.reference().isEmpty() ? 1 : 0))
                    .sum();
            if (words == 0) {
                throw new ProblemException(
                        "NoReferenceWords",
                        "No transcript of the development set has a word, so nothing tells which options are better;"
                                + " add transcripts.");
            }
            DecoderSearch.Result weights =
                    DecoderSearch.search(set, decoder, THREADS, TuneRun::interrupted, this::tellProgress);
            int own = weights.best().options().beamSize();
            List<Integer> widths = beams.isEmpty() ? List.of(Math.max(1, own / 2), 2 * own) : beams;
            return new Outcome(
                    used,
                    DecoderSearch.withBeams(
                            set, decoder, weights, widths, THREADS, TuneRun::interrupted, this::tellProgress));
        }
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private void tellProgress(DecoderSearch.Result soFar) {
        int trials = soFar.trials().size();
        if (trials % TOLD_TRIALS == 1 || trials == 1) {
            err.println(String.format(
                    Locale.ROOT,
                    "Trial %d: word error rate %.2f %% at the start, %.2f %% at best",
                    trials,
                    100 * soFar.start().wordErrorRate(),
                    100 * soFar.best().wordErrorRate()));
        }
    }

    /** The readable recordings, or an even sample of them. */
    private List<Utterance> sample(List<Utterance> utterances, double mostSeconds) throws InterruptedException {
        record Timed(Utterance utterance, double seconds) {}
        List<Timed> readable = new ArrayList<>();
        List<Double> seconds = inParallel(utterances.stream()
                .<Callable<Double>>map(
                        utterance -> () -> AudioFiles.read(utterance.audio()).durationSeconds())
                .toList());
        for (int i = 0; i < utterances.size(); i++) {
            if (seconds.get(i) != null) {
                readable.add(new Timed(utterances.get(i), seconds.get(i)));
            }
        }
        if (readable.isEmpty()) {
            throw new ProblemException(
                    "NothingUsable", "None of the recordings can be read, so there is nothing to search on.");
        }
        List<Utterance> sample = EvenSample.ofSeconds(readable, Timed::seconds, mostSeconds).stream()
                .map(Timed::utterance)
                .toList();
        if (sample.size() < readable.size()) {
            err.println("Taken: " + sample.size() + " of " + readable.size()
                    + " utterances, drawn evenly; --max-seconds sets how much.");
        }
        return sample;
    }

    private HeardSet hear(Recognizer recognizer, List<Utterance> used) throws InterruptedException {
        List<HeardSpeech> heard = inParallel(used.stream()
                .<Callable<HeardSpeech>>map(utterance -> () -> recognizer.hear(AudioFiles.read(utterance.audio())))
                .toList());
        List<HeardSet.Utterance> utterances = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            if (heard.get(i) != null) {
                utterances.add(new HeardSet.Utterance(
                        used.get(i).id(), normalizer.normalize(used.get(i).transcript()), heard.get(i)));
            }
        }
        err.println("Heard: " + utterances.size() + " utterances");
        return new HeardSet(utterances, normalizer::normalize);
    }

    /** The results in their order; null for those that failed, which are told. */
    private <T> List<T> inParallel(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (Future<T> future : pool.invokeAll(tasks)) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    err.println("Left out: " + Failures.sentence(e));
                    results.add(null);
                }
            }
        }
        return results;
    }
}
