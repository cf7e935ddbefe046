package dev.attune.speech.export;

import java.util.Locale;

/**
 * What a check found: the exported file said the same as the model, in every recording.
 *
 * @param data name of the set
 * @param seconds of audio
 * @param words recognised in all of them, each with an equal time
 * @param wordErrorRate of the letters without a language model, as a fraction; {@link Double#NaN} without references
 * @param referenceWords of the set
 */
public record CheckReport(
        String data, int recordings, double seconds, int words, double wordErrorRate, int referenceWords) {

    /** In one sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Checked on %d recordings (%.0f s) of %s, and on very short audio: same text and same times as Attune's"
                        + " greedy decoder, %d words%s.",
                recordings,
                seconds,
                data,
                words,
                referenceWords == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "; word error rate of the letters alone %.1f %%", 100 * wordErrorRate));
    }
}
