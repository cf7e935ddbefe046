package dev.attune.evaluation;

import dev.attune.speech.score.Alignment;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One utterance with what each model made of it.
 *
 * @param index place in the test set, from 0
 * @param id name of the audio file in the data set
 * @param audio where the audio lies; the file is gone if the data set was deleted
 * @param transcript as a person wrote it
 * @param reference the transcript as it is scored
 * @param snrDb estimated signal-to-noise ratio of the recording; null if it was not measured
 * @param columns what it can be grouped by, content by name of the column
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
        @Nullable Double snrDb,
        SortedMap<String, String> columns,
        List<Reading> readings) {

    public EvaluatedUtterance {
        readings = List.copyOf(readings);
    }

    /** The same with what stands in other tables. */
    EvaluatedUtterance with(SortedMap<String, String> itsColumns, List<Reading> itsReadings) {
        return new EvaluatedUtterance(
                index, id, audio, transcript, reference, seconds, speaker, snrDb, itsColumns, itsReadings);
    }

    /**
     * What one model recognised.
     *
     * @param hypothesis the recognised words normalised, as they are scored
     * @param recognized the recognised words as the model gave them
     * @param alignment of reference and hypothesis, the one that was counted
     */
    public record Reading(String hypothesis, String recognized, List<EvaluatedWord> words, Alignment alignment) {

        public Reading {
            words = List.copyOf(words);
        }

        /** Word errors. */
        public int errors() {
            return alignment.counts().errors();
        }
    }
}
