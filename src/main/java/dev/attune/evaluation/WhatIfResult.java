package dev.attune.evaluation;

import dev.attune.speech.score.UtteranceScore;
import java.util.List;

/**
 * What other settings of the decoder would have made of a test set, beside what was kept.
 *
 * @param before figures of the kept result on the same utterances
 * @param after figures of the trial
 * @param change the trial against the kept result
 * @param whole false if only a sample of the test set was tried
 * @param changed utterances with another text
 */
public record WhatIfResult(
        ModelFigures before, ModelFigures after, ModelPair change, boolean whole, List<Changed> changed) {

    public WhatIfResult {
        changed = List.copyOf(changed);
    }

    /** One utterance with two different texts of the same reference. */
    public record Changed(UtteranceScore before, UtteranceScore after) {

        /** Word errors more than before; below 0 if the trial is better. */
        public int moreErrors() {
            return after.words().errors() - before.words().errors();
        }
    }

    /** What may be concluded, in one sentence. */
    public Conclusion conclusion() {
        return Conclusion.of("As tested", before, "This trial", after, change);
    }
}
