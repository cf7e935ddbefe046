package dev.attune.speech.decode;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.decode.WordAlignment.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the words of finished readings their times and their confidence. */
final class Evidence {

    /** Scores of readings are much too sure of themselves; this flattens them before they count as probabilities. */
    private static final double FLATTENING = 0.3;

    private final WordTrees trees;
    private final AcousticOutput output;
    private final LogProbMatrix matrix;
    private final int boundary;
    private final double frameShiftSeconds;
    private final @Nullable GreedyDecoder spelling;
    private final ConfidenceModel confidence;

    /**
     * @param matrix the part of {@code output} that was searched
     * @param spelling writes words that are in no lexicon; may be null if there are none
     */
    Evidence(
            WordTrees trees,
            AcousticOutput output,
            LogProbMatrix matrix,
            int boundary,
            @Nullable GreedyDecoder spelling,
            ConfidenceModel confidence) {
        this.trees = trees;
        this.output = output;
        this.matrix = matrix;
        this.boundary = boundary;
        this.frameShiftSeconds = matrix == output.phones() ? output.phoneShiftSeconds() : output.letterShiftSeconds();
        this.spelling = spelling;
        this.confidence = confidence;
    }

    /**
     * @param readings best first
     */
    List<Hypothesis> hypotheses(List<BeamSearch.Reading> readings) {
        List<List<Span>> spans = new ArrayList<>();
        double[] posteriors = new double[readings.size()];
        double sum = 0;
        for (int i = 0; i < readings.size(); i++) {
            spans.add(new WordAlignment(
                            matrix,
                            boundary,
                            readings.get(i).nodes().stream().map(this::path).toList())
                    .spans());
            posteriors[i] = Math.exp(
                    FLATTENING * (readings.get(i).score() - readings.getFirst().score()));
            sum += posteriors[i];
        }
        for (int i = 0; i < posteriors.length; i++) {
            posteriors[i] /= sum;
        }
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            BeamSearch.Reading reading = readings.get(i);
            List<RecognizedWord> words = new ArrayList<>();
            for (int w = 0; w < reading.words().size(); w++) {
                Span span = w < spans.get(i).size() ? spans.get(i).get(w) : new Span(0, matrix.frames(), -1, -1);
                String text = text(reading.words().get(w), span);
                if (text.isEmpty()) {
                    continue;
                }
                WordEvidence evidence = new WordEvidence(
                        span.meanLogProb(),
                        span.minLogProb(),
                        agreement(reading.words().get(w), span, readings, spans, posteriors),
                        reading.lmLogProbs().get(w),
                        path(reading.nodes().get(w)).length);
                words.add(new RecognizedWord(
                        text,
                        span.start() * frameShiftSeconds,
                        span.end() * frameShiftSeconds,
                        confidence.probability(evidence),
                        evidence));
            }
            hypotheses.add(new Hypothesis(words, reading.score(), reading.acousticLogProb(), reading.lmLogProb()));
        }
        return hypotheses;
    }

    private int[] path(int node) {
        return node > 0 ? trees.path(node) : new int[] {WordAlignment.ANY};
    }

    /** Empty for a word in no lexicon where the letter head hears no letters. */
    private String text(int word, Span span) {
        if (word != BeamSearch.UNKNOWN_WORD) {
            return trees.word(word);
        }
        // Letters may have fewer frames than what was searched.
        LogProbMatrix letters = Objects.requireNonNull(output.letters());
        int from = span.start() * letters.frames() / matrix.frames();
        int to = Math.ceilDiv(span.end() * letters.frames(), matrix.frames());
        return Objects.requireNonNull(spelling).spell(letters, from, to);
    }

    /** Share of the readings that have the word at about the same time, each counted by its probability. */
    private static double agreement(
            int word, Span span, List<BeamSearch.Reading> readings, List<List<Span>> spans, double[] posteriors) {
        double share = 0;
        for (int i = 0; i < readings.size(); i++) {
            for (int w = 0; w < spans.get(i).size(); w++) {
                Span other = spans.get(i).get(w);
                if (readings.get(i).words().get(w) == word
                        && other.start() < span.end()
                        && span.start() < other.end()) {
                    share += posteriors[i];
                    break;
                }
            }
        }
        return share;
    }
}
