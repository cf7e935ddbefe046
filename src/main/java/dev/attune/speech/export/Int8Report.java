package dev.attune.speech.export;

import java.util.Locale;

/**
 * What weights of 8 bits cost and bring, both files measured on the same recordings in the same process, on one thread.
 *
 * @param sameText recordings with the very same text
 * @param wordErrorRate of the letters without a language model, as a fraction
 * @param fullWordErrorRate that of the full file
 * @param bytes size of the file
 * @param fullBytes that of the full file
 * @param speed seconds of audio a second of the network's work
 * @param fullSpeed that of the full file
 */
public record Int8Report(
        int recordings,
        int sameText,
        double wordErrorRate,
        double fullWordErrorRate,
        long bytes,
        long fullBytes,
        double speed,
        double fullSpeed) {

    /** In one sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "int8: word error rate %.1f %% instead of %.1f %% (%+.1f points, same text in %d of %d recordings),"
                        + " %.1f MB instead of %.1f MB, network %.0f instead of %.0f times real time on one thread"
                        + " (%.2f times as fast).",
                100 * wordErrorRate,
                100 * fullWordErrorRate,
                100 * (wordErrorRate - fullWordErrorRate),
                sameText,
                recordings,
                bytes / 1e6,
                fullBytes / 1e6,
                speed,
                fullSpeed,
                speed / fullSpeed);
    }
}
