package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;

/**
 * Brings synthetic speech to the shards' rate and moves the voice: played faster by a factor, pitch and formants rise together by that
 * factor, as if the speaker had a shorter vocal tract. A few voices become many speakers that way.
 *
 * <p>Windowed-sinc interpolation at arbitrary ratios (Smith, "Digital audio resampling", CCRMA): {@value #HALF_WIDTH} zero crossings on
 * each side, Hann window, cut off at the lower of the two Nyquist frequencies.
 */
final class VoiceShift {

    private static final int HALF_WIDTH = 12;
    private static final int STEPS = 512;
    private static final float[] KERNEL = kernel();

    private VoiceShift() {}

    /**
     * @param factor 1 keeps the voice, 1.1 makes it higher and the clip shorter by 10 %
     * @return 16 kHz
     */
    static AudioClip apply(AudioClip clip, double factor) {
        double step = clip.sampleRateHz() * factor / ShardWriter.SAMPLE_RATE_HZ;
        float[] in = clip.samples();
        if (step == 1) {
            return clip;
        }
        float[] out = new float[(int) Math.floor(in.length / step)];
        double cutoff = Math.min(1, 1 / step) * 0.95;
        double reach = HALF_WIDTH / cutoff;
        for (int i = 0; i < out.length; i++) {
            double at = i * step;
            int from = Math.max(0, (int) Math.ceil(at - reach));
            int to = Math.min(in.length - 1, (int) Math.floor(at + reach));
            double sum = 0;
            for (int j = from; j <= to; j++) {
                sum += in[j] * KERNEL[(int) (Math.abs(j - at) * cutoff * STEPS + 0.5)];
            }
            out[i] = (float) (sum * cutoff);
        }
        return new AudioClip(out, ShardWriter.SAMPLE_RATE_HZ);
    }

    private static float[] kernel() {
        float[] values = new float[HALF_WIDTH * STEPS + 2];
        for (int i = 0; i < HALF_WIDTH * STEPS; i++) {
            double x = i / (double) STEPS;
            double sinc = i == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
            values[i] = (float) (sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / HALF_WIDTH)));
        }
        return values;
    }
}
