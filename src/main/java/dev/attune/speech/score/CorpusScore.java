package dev.attune.speech.score;

import java.util.List;

/** The scores of a test set's utterances and what they add up to. */
public record CorpusScore(List<UtteranceScore> utterances) {

    public CorpusScore {
        utterances = List.copyOf(utterances);
    }

    /** Word counts of all utterances together. */
    public ErrorCounts words() {
        return utterances.stream().map(UtteranceScore::words).reduce(ErrorCounts.NONE, ErrorCounts::plus);
    }

    /** Character counts of all utterances together. */
    public ErrorCounts characters() {
        return utterances.stream().map(UtteranceScore::characters).reduce(ErrorCounts.NONE, ErrorCounts::plus);
    }

    public double wordErrorRate() {
        return words().rate();
    }

    public double characterErrorRate() {
        return characters().rate();
    }

    /** Share of the utterances with at least one word error; 0 without utterances. */
    public double sentenceErrorRate() {
        if (utterances.isEmpty()) {
            return 0;
        }
        long wrong = utterances.stream().filter(u -> u.words().errors() > 0).count();
        return wrong / (double) utterances.size();
    }

    /** The word error rate's 95 % bootstrap interval. */
    public BootstrapInterval interval() {
        return BootstrapInterval.ofRate(
                utterances.stream().map(UtteranceScore::words).toList());
    }
}
