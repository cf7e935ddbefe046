package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.Resampler;

/** What all speech of a baseline passes through before the network hears it. */
public enum Channel {

    /** Nothing: a microphone at 16 kHz. */
    WIDEBAND {
        @Override
        AudioClip apply(AudioClip clip) {
            return clip;
        }
    },

    /** A telephone line: 8 kHz, eight bits a sample by the mu-law of ITU-T G.711; given back at the rate it came in. */
    TELEPHONE {
        @Override
        AudioClip apply(AudioClip clip) {
            float[] samples =
                    Resampler.resample(clip, TELEPHONE_RATE_HZ).samples().clone();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = throughMuLaw(samples[i]);
            }
            return Resampler.resample(new AudioClip(samples, TELEPHONE_RATE_HZ), clip.sampleRateHz());
        }
    };

    private static final int TELEPHONE_RATE_HZ = 8000;

    /** G.711 codes 14 bits: amplitudes up to 8159, here shares of this. */
    private static final int LEVELS = 8160;

    /** The largest that stays in the last segment. */
    private static final int FULL_SCALE = 8158;

    private static final int BIAS = 33;

    abstract AudioClip apply(AudioClip clip);

    /**
     * One sample coded and decoded: eight segments, each twice as coarse as the one before it, of sixteen steps.
     *
     * @param sample in [-1, 1]; more is clipped
     */
    static float throughMuLaw(float sample) {
        int magnitude = (int) Math.min(FULL_SCALE, Math.abs(sample) * LEVELS) + BIAS;
        int segment = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude) - 5);
        int step = magnitude >> (segment + 1) & 15;
        int decoded = ((2 * step + BIAS) << segment) - BIAS;
        return Math.copySign((float) decoded / LEVELS, sample);
    }
}
