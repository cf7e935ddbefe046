package dev.attune.speech.audio;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes a short clip sound as if it had been cut out with some silence around it: margins at both ends, and a soft white noise under all of it, as in a quiet
 * room.
 *
 * <p>Networks are normalised by what a clip holds and learn from sentences, which have pauses, a noise floor, and something in every band. A single
 * word that is cut tightly, or comes from a telephone and leaves the upper bands empty, is normalised in quite another way, and is not understood.
 * How much this brings stands in {@code src/docs/baselines.md}, section 20.
 */
public final class QuietMargins {

    /** Clips of this length and more stay as they are. */
    public static final double SHORTEST_SECONDS = 1.6;

    /** No word is shorter: a scrap of sound stays one. */
    private static final double SHORTEST_WORD_SECONDS = 0.05;

    /** Of the noise, below the loud part of the clip. */
    private static final double BELOW_SPEECH_DB = 27;

    /** A tenth of the stretches is louder than what counts as the loud part: single clicks do not. */
    private static final double LOUD_QUANTILE = 0.9;

    private static final double STRETCH_SECONDS = 0.01;

    private QuietMargins() {}

    /** Seconds that a clip of some seconds has with its margins. */
    public static double withMargins(double seconds) {
        return Math.max(seconds, SHORTEST_SECONDS);
    }

    /** The clip with margins if it is short; the clip itself if it is long enough or a mere scrap. The same clip always gets the same noise. */
    public static AudioClip around(AudioClip clip) {
        return around(new PauseCutter.Piece(0, clip)).clip();
    }

    /** The same of a piece, which then begins earlier, perhaps before the clip that it comes from. */
    public static PauseCutter.Piece around(PauseCutter.Piece piece) {
        AudioClip clip = piece.clip();
        float[] own = clip.samples();
        int rate = clip.sampleRateHz();
        int margin = (int) Math.ceil((SHORTEST_SECONDS * rate - own.length) / 2);
        if (margin <= 0 || clip.durationSeconds() < SHORTEST_WORD_SECONDS) {
            return piece;
        }
        double seconds = margin / (double) rate;
        return new PauseCutter.Piece(
                piece.startSeconds() - seconds, joined(List.of(clip), new double[] {seconds, seconds}, rate));
    }

    /**
     * Clips one after the other in the same quiet room.
     *
     * @param clips of one rate, at least one
     * @param pauses seconds before the first clip, between them, and after the last
     */
    public static AudioClip joined(List<AudioClip> clips, double[] pauses, int rate) {
        int[] starts = new int[clips.size()];
        int length = (int) Math.round(pauses[0] * rate);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = length;
            length += clips.get(i).samples().length + (int) Math.round(pauses[i + 1] * rate);
        }
        float[] samples = new float[length];
        double loud = 0;
        for (int i = 0; i < starts.length; i++) {
            float[] own = clips.get(i).samples();
            System.arraycopy(own, 0, samples, starts[i], own.length);
            loud += loudLevel(clips.get(i)) / starts.length;
        }
        double level = loud * Math.pow(10, -BELOW_SPEECH_DB / 20);
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            samples[i] += (float) (level * random.nextGaussian());
        }
        return new AudioClip(samples, rate);
    }

    /** Root mean square of the loud stretches of a clip. */
    private static double loudLevel(AudioClip clip) {
        float[] samples = clip.samples();
        int stretch = Math.clamp((int) (STRETCH_SECONDS * clip.sampleRateHz()), 1, samples.length);
        double[] levels = new double[samples.length / stretch];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Levels.rootMeanSquare(Arrays.copyOfRange(samples, i * stretch, (i + 1) * stretch));
        }
        Arrays.sort(levels);
        return levels[(int) (LOUD_QUANTILE * (levels.length - 1))];
    }
}
