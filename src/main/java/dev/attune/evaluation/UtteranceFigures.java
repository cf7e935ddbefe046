package dev.attune.evaluation;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What charts need of one utterance.
 *
 * @param index place in the test set, from 0
 * @param id name of the audio file
 * @param seconds length of the audio; 0 if nobody knows
 * @param snrDb estimated signal-to-noise ratio; null if it was not measured
 * @param words of the reference
 * @param errors word errors, one a model
 * @param columns content by name of the column, such as {@code Speaker}
 */
public record UtteranceFigures(
        int index,
        String id,
        double seconds,
        @Nullable Double snrDb,
        int words,
        List<Integer> errors,
        SortedMap<String, String> columns) {

    public UtteranceFigures {
        errors = List.copyOf(errors);
    }

    /** Rate of speech in words of the reference per second of audio; NaN if the length is unknown. */
    public double wordsPerSecond() {
        return seconds > 0 ? words / seconds : Double.NaN;
    }

    /** Word error rate with one model; may exceed 1. Without words 0 if there is no error, otherwise 1. */
    public double rate(int model) {
        int wrong = errors.get(model);
        return words == 0 ? Math.min(1, wrong) : wrong / (double) words;
    }
}
