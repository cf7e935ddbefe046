package dev.attune.speech.export;

import java.util.Locale;
import java.util.Optional;

/**
 * What a check found: the exported file said the same as the model, in every recording.
 *
 * @param data name of the set
 * @param seconds of audio
 * @param words recognised in all of them, each with an equal time
 * @param wordErrorRate of the letters without a language model, as a fraction; {@link Double#NaN} without references
 * @param packageErrorRate that of the whole model, with lexicon and language model
 * @param referenceWords of the set
 */
public record CheckReport(
        String data,
        int recordings,
        double seconds,
        int words,
        double wordErrorRate,
        double packageErrorRate,
        int referenceWords) {

    /** What was checked, in one sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Checked on %d recordings (%.0f s) of %s, and on very short audio: same text and same times as Attune's"
                        + " greedy decoder, %d words.",
                recordings,
                seconds,
                data,
                words);
    }

    /** What gets lost on the way, in one sentence; empty without references. */
    public Optional<String> accuracy() {
        return referenceWords == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Word error rate on these recordings (%d words): %.1f %% of what is exported here, the letters alone;"
                                + " %.1f %% of the package in Attune, with lexicon and language model.",
                        referenceWords,
                        100 * wordErrorRate,
                        100 * packageErrorRate));
    }
}
