package dev.attune.speech.tune;

import dev.attune.speech.HeardSpeech;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.WordEvidence;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * A set of speech with transcripts as one network hears it: decoders can be tried on it without running the network again. Immutable and thread-safe.
 *
 * <p>Probabilities are kept as the network gave them (single precision, some 7 kB a second), so that a trial gives exactly what a new recognition
 * would give.
 */
public final class HeardSet {

    private final List<Utterance> utterances;
    private final UnaryOperator<String> normalizer;

    /**
     * @param normalizer what a recognised text goes through before it is compared with the reference
     */
    public HeardSet(List<Utterance> utterances, UnaryOperator<String> normalizer) {
        this.utterances = List.copyOf(utterances);
        this.normalizer = normalizer;
    }

    /**
     * One utterance.
     *
     * @param id unique within the set
     * @param reference normalised text, words separated by blanks; may be empty
     */
    public record Utterance(String id, String reference, HeardSpeech speech) {}

    public List<Utterance> utterances() {
        return utterances;
    }

    /** Memory that the probabilities take. */
    public long bytes() {
        return utterances.stream()
                .mapToLong(utterance -> utterance.speech().bytes())
                .sum();
    }

    /** What became of every word that a beam search recognised, to calibrate confidence with. */
    public List<ConfidenceModel.Outcome> outcomes(BeamDecoder decoder) {
        List<ConfidenceModel.Outcome> outcomes = new ArrayList<>();
        for (Utterance utterance : utterances) {
            Hypothesis best = Recognizer.decode(decoder, utterance.speech()).best();
            int word = 0;
            for (EditStep step : UtteranceScore.of("", utterance.reference(), best.text(), Aligner.sclite())
                    .alignment()
                    .steps()) {
                if (step.hypothesis() != null) {
                    WordEvidence evidence = best.words().get(word++).evidence();
                    if (evidence != null) {
                        outcomes.add(new ConfidenceModel.Outcome(evidence, step.kind() == EditStep.Kind.HIT));
                    }
                }
            }
        }
        return outcomes;
    }

    /** What a decoder makes of every utterance, in their order, aligned as sclite does. */
    public CorpusScore score(Decoder decoder) {
        return score(decoder, 1, () -> false, done -> {});
    }

    /**
     * The same, faster; the result does not depend on the number of threads.
     *
     * @param decoder safe for concurrent calls
     * @param stopped asked before each utterance
     * @param progress called from the threads with the number of utterances that are done
     * @throws CancellationException if it was stopped, or the thread interrupted
     */
    public CorpusScore score(Decoder decoder, int threads, BooleanSupplier stopped, IntConsumer progress) {
        UtteranceScore[] scores = new UtteranceScore[utterances.size()];
        AtomicInteger done = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement();
                    i < scores.length && !stopped.getAsBoolean();
                    i = next.getAndIncrement()) {
                scores[i] = score(decoder, utterances.get(i));
                progress.accept(done.incrementAndGet());
            }
        };
        if (threads <= 1) {
            worker.run();
        } else {
            runOnThreads(worker, threads, next);
        }
        if (stopped.getAsBoolean()) {
            throw new CancellationException("stopped");
        }
        return new CorpusScore(List.of(scores));
    }

    private UtteranceScore score(Decoder decoder, Utterance utterance) {
        Recognition recognition = Recognizer.decode(decoder, utterance.speech());
        return UtteranceScore.of(
                utterance.id(),
                utterance.reference(),
                normalizer.apply(recognition.best().text()),
                Aligner.sclite());
    }

    private void runOnThreads(Runnable worker, int threads, AtomicInteger next) {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads,
                task -> Thread.ofPlatform().name("decoder-trial").daemon().unstarted(task))) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(worker));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an utterance could not be decoded", e.getCause());
        } finally {
            // Whoever is left stops after the utterance at hand.
            next.set(utterances.size());
        }
    }
}
