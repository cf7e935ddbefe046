package dev.attune.evaluation;

import dev.attune.speech.score.BootstrapInterval;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.ErrorCounts;
import java.util.Optional;

/**
 * How well one model did on a test set. Rates are fractions and may exceed 1.
 *
 * @param words word counts of all utterances together
 * @param characters character counts of all utterances together, blanks between words included
 * @param utterances utterances of the test set
 * @param wrongUtterances those with at least one word error
 * @param low lower end of the word error rate's 95 % bootstrap interval
 * @param high its upper end
 */
public record ModelFigures(
        ErrorCounts words, ErrorCounts characters, int utterances, int wrongUtterances, double low, double high) {

    /** The figures of a score. */
    public static ModelFigures of(CorpusScore score) {
        int wrong = (int) score.utterances().stream()
                .filter(utterance -> utterance.words().errors() > 0)
                .count();
        boolean empty = score.utterances().isEmpty();
        BootstrapInterval interval = empty ? new BootstrapInterval(0, 0, 0) : score.interval();
        return new ModelFigures(
                score.words(), score.characters(), score.utterances().size(), wrong, interval.low(), interval.high());
    }

    public double wordErrorRate() {
        return words.rate();
    }

    public double characterErrorRate() {
        return characters.rate();
    }

    /** What the word error rate is good for. */
    public Rating rating() {
        return Rating.of(wordErrorRate());
    }

    /** What to do about the kind of error that prevails; empty if none does. */
    public Optional<ErrorAdvice> advice() {
        return ErrorAdvice.of(words);
    }

    /** Share of the utterances with at least one word error; 0 without utterances. */
    public double sentenceErrorRate() {
        return utterances == 0 ? 0 : wrongUtterances / (double) utterances;
    }
}
