package dev.attune.speech.train;

/**
 * Keeps what a network said of some speech: the divergence {@code KL(before || now)} of each frame's probabilities, natural log, and its gradient
 * {@code softmax(now) - softmax(before)}.
 *
 * <p>Sources: Robins, Catastrophic forgetting, rehearsal and pseudorehearsal, Connection Science 1995; Li and Hoiem, Learning without forgetting, ECCV 2016.
 */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Those utterances of a batch that are rehearsed.
     *
     * @param logits (B, T, tokens) row-major, B = frames.length
     * @param before the same, as it was said before
     * @param frames real frames of each utterance
     * @param rehearsed which utterances
     * @param scale factor of the gradient
     * @param gradient (B, T, tokens), to which it is added
     * @return false if no utterance is rehearsed
     */
    static boolean batch(
            float[] logits,
            float[] before,
            int tokens,
            int[] frames,
            boolean[] rehearsed,
            double scale,
            float[] gradient) {
        int length = logits.length / frames.length;
        boolean any = false;
        for (int b = 0; b < frames.length; b++) {
            if (rehearsed[b]) {
                add(logits, before, b * length, frames[b], tokens, scale, gradient);
                any = true;
            }
        }
        return any;
    }

    /**
     * One utterance.
     *
     * @param logits (frames, tokens) from an offset on, like those of before
     * @param scale factor of the gradient
     * @param gradient to which it is added at the places of the logits
     * @return the divergence, summed over the frames
     */
    static double add(
            float[] logits, float[] before, int offset, int frames, int tokens, double scale, float[] gradient) {
        double[] now = CtcLoss.logSoftmax(logits, offset, frames, tokens);
        double[] then = CtcLoss.logSoftmax(before, offset, frames, tokens);
        double divergence = 0;
        for (int i = 0; i < now.length; i++) {
            double wanted = Math.exp(then[i]);
            divergence += wanted * (then[i] - now[i]);
            gradient[offset + i] += (float) (scale * (Math.exp(now[i]) - wanted));
        }
        return divergence;
    }
}
