package dev.attune.speech.audio;

/**
 * How far speech stands out from noise in a recording, without knowing either: the waveform amplitude distribution analysis (WADA).
 *
 * <p>Amplitudes of clean speech follow a gamma distribution of shape 0.4, those of noise a normal one, and ln E|x| - E ln|x| of their sum
 * depends on nothing but the ratio of their powers. The table holds that figure for every 5 dB, by numerical integration; between its rows
 * it is interpolated. Meant for a second of speech and more: short clips and music give rough figures. Digital silence counts as half a
 * step of 16 bits, so that recordings cut or made by a computer come out as clean.
 *
 * <p>Source: Kim and Stern, Robust signal-to-noise ratio estimation based on waveform amplitude distribution analysis, Interspeech 2008.
 */
public final class NoiseEstimate {

    /** No estimate lies below. */
    public static final double LOWEST_DB = -20;

    /** No estimate lies above: such recordings are as good as clean. */
    public static final double HIGHEST_DB = 60;

    private static final double STEP_DB = 5;
    private static final double SMALLEST = 1.0 / 65_536;

    private static final double[] TABLE = {
        0.40943, 0.40978, 0.41215, 0.42384, 0.46184, 0.54355, 0.66735, 0.81227, 0.95582, 1.08466, 1.19406, 1.28421,
        1.35727, 1.41595, 1.46284, 1.50022, 1.52997
    };

    private NoiseEstimate() {}

    /**
     * The signal-to-noise ratio of a clip in dB, in [{@value #LOWEST_DB}, {@value #HIGHEST_DB}].
     *
     * @return NaN for a clip without samples or with digital silence only
     */
    public static double signalToNoiseDb(AudioClip clip) {
        double sum = 0;
        double logSum = 0;
        boolean sound = false;
        for (float sample : clip.samples()) {
            double amplitude = Math.abs(sample);
            sound |= amplitude > 0;
            amplitude = Math.max(amplitude, SMALLEST);
            sum += amplitude;
            logSum += Math.log(amplitude);
        }
        int n = clip.samples().length;
        return sound ? ratio(Math.log(sum / n) - logSum / n) : Double.NaN;
    }

    private static double ratio(double figure) {
        if (figure <= TABLE[0]) {
            return LOWEST_DB;
        }
        for (int i = 1; i < TABLE.length; i++) {
            if (figure < TABLE[i]) {
                double share = (figure - TABLE[i - 1]) / (TABLE[i] - TABLE[i - 1]);
                return LOWEST_DB + STEP_DB * (i - 1 + share);
            }
        }
        return HIGHEST_DB;
    }
}
