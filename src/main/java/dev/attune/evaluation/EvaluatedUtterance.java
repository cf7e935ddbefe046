package dev.attune.evaluation;

import dev.attune.speech.score.Alignment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One utterance with what each model made of it.
 *
 * @param index place in the test set, from 0
 * @param id name of the audio file in the data set
 * @param audio where the audio lies; the file is gone if the data set was deleted
 * @param transcript as a person wrote it
 * @param reference the transcript as it is scored
 * @param readings one a model, in the evaluation's order
 */
public record EvaluatedUtterance(
        int index,
        String id,
        Path audio,
        String transcript,
        String reference,
        double seconds,
        @Nullable String speaker,
        List<Reading> readings) {

    public EvaluatedUtterance {
        readings = List.copyOf(readings);
    }

    /**
     * What one model recognised.
     *
     * @param hypothesis the recognised words normalised, as they are scored
     * @param alignment of reference and hypothesis, the one that was counted
     */
    public record Reading(String hypothesis, List<EvaluatedWord> words, Alignment alignment) {

        public Reading {
            words = List.copyOf(words);
        }

        /** Word errors. */
        public int errors() {
            return alignment.counts().errors();
        }
    }
}
