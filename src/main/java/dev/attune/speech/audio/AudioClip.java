package dev.attune.speech.audio;

import java.util.Objects;

/**
 * Mono audio in memory.
 *
 * <p>Samples are nominally in [-1, 1]; a decoder or an augmentation may exceed that range slightly. The clip owns its array: callers
 * must not write to {@link #samples()}.
 */
public final class AudioClip {

    private final float[] samples;
    private final int sampleRateHz;

    /**
     * @param samples mono samples, may be empty; not copied
     * @param sampleRateHz samples per second
     * @throws IllegalArgumentException if the rate is not positive
     */
    public AudioClip(float[] samples, int sampleRateHz) {
        this.samples = Objects.requireNonNull(samples, "samples");
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz must be > 0; got " + sampleRateHz);
        }
        this.sampleRateHz = sampleRateHz;
    }

    public float[] samples() {
        return samples;
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public double durationSeconds() {
        return samples.length / (double) sampleRateHz;
    }

    /**
     * The part between two times, cut to the clip.
     *
     * @param startSeconds start, clamped to [0, duration]
     * @param endSeconds end, clamped to [start, duration]
     */
    public AudioClip slice(double startSeconds, double endSeconds) {
        int from = Math.clamp(Math.round(startSeconds * sampleRateHz), 0, samples.length);
        int to = Math.clamp(Math.round(endSeconds * sampleRateHz), from, samples.length);
        return new AudioClip(java.util.Arrays.copyOfRange(samples, from, to), sampleRateHz);
    }
}
