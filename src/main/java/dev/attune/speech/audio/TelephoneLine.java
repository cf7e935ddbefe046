package dev.attune.speech.audio;

/** A telephone line: 8 kHz, eight bits a sample by the mu-law of ITU-T G.711. */
public final class TelephoneLine {

    private static final int RATE_HZ = 8000;

    /** G.711 codes 14 bits: amplitudes up to 8159, here shares of this. */
    private static final int LEVELS = 8160;

    /** The largest that stays in the last segment. */
    private static final int FULL_SCALE = 8158;

    private static final int BIAS = 33;

    private TelephoneLine() {}

    /** What comes out at the other end, given back at the rate it came in; as long as it was, but for rounding. */
    public static AudioClip through(AudioClip clip) {
        float[] samples = Resampler.resample(clip, RATE_HZ).samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = throughMuLaw(samples[i]);
        }
        return Resampler.resample(new AudioClip(samples, RATE_HZ), clip.sampleRateHz());
    }

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
