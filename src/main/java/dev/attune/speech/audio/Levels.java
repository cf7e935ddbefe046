package dev.attune.speech.audio;

/** Loudness of samples, and how much of a noise makes a given distance from it. */
public final class Levels {

    private Levels() {}

    /** Root of the mean square over all samples, pauses included; 0 without samples. */
    public static double rootMeanSquare(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / Math.max(1, samples.length));
    }

    /**
     * Adds noise to samples.
     *
     * @param samples changed in place
     * @param noise at least as many samples, of any level; silence adds nothing
     * @param speechLevel root mean square that the distance is counted from
     * @param signalToNoiseDecibels 20 log10 of speech level by noise level
     */
    public static void addNoise(float[] samples, float[] noise, double speechLevel, double signalToNoiseDecibels) {
        double wanted = speechLevel * Math.pow(10, -signalToNoiseDecibels / 20);
        float gain = (float) (wanted / Math.max(1e-9, rootMeanSquare(noise)));
        for (int i = 0; i < samples.length; i++) {
            samples[i] += gain * noise[i];
        }
    }
}
