package dev.attune.speech.audio;

import java.util.ArrayList;
import java.util.List;

/** Cuts long audio where it is quietest, so that pieces can be recognised one by one. */
public final class PauseCutter {

    /** Clips up to this length stay whole. */
    public static final double LONGEST_SECONDS = 20;

    private static final double EARLIEST_SECONDS = 8;
    /** A pause between words or phrases lasts at least about this long. */
    private static final double PAUSE_SECONDS = 0.2;

    private static final double STEP_SECONDS = 0.01;

    private PauseCutter() {}

    /**
     * @param startSeconds where the piece begins in the clip
     */
    public record Piece(double startSeconds, AudioClip clip) {}

    /** Pieces of at most {@value #LONGEST_SECONDS} s that together are the whole clip; the clip itself if it is short. */
    public static List<Piece> cut(AudioClip clip) {
        if (clip.durationSeconds() <= LONGEST_SECONDS) {
            return List.of(new Piece(0, clip));
        }
        double[] energy = smoothedEnergy(clip);
        List<Piece> pieces = new ArrayList<>();
        double start = 0;
        while (clip.durationSeconds() - start > LONGEST_SECONDS) {
            int from = (int) ((start + EARLIEST_SECONDS) / STEP_SECONDS);
            int to = Math.min(energy.length, (int) ((start + LONGEST_SECONDS) / STEP_SECONDS));
            int quietest = from;
            for (int i = from; i < to; i++) {
                // Of equally quiet places the last: fewer pieces.
                if (energy[i] <= energy[quietest]) {
                    quietest = i;
                }
            }
            double end = quietest * STEP_SECONDS;
            pieces.add(new Piece(start, clip.slice(start, end)));
            start = end;
        }
        pieces.add(new Piece(start, clip.slice(start, clip.durationSeconds())));
        return pieces;
    }

    /** Energy around each step, over the length of a pause. */
    private static double[] smoothedEnergy(AudioClip clip) {
        float[] samples = clip.samples();
        double[] sums = new double[samples.length + 1];
        for (int i = 0; i < samples.length; i++) {
            sums[i + 1] = sums[i] + (double) samples[i] * samples[i];
        }
        int half = (int) (PAUSE_SECONDS / 2 * clip.sampleRateHz());
        double[] energy = new double[(int) (clip.durationSeconds() / STEP_SECONDS)];
        for (int i = 0; i < energy.length; i++) {
            int centre = (int) (i * STEP_SECONDS * clip.sampleRateHz());
            energy[i] = sums[Math.min(samples.length, centre + half)] - sums[Math.max(0, centre - half)];
        }
        return energy;
    }
}
