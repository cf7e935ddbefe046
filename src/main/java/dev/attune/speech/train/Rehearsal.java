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
     * The utterances of a batch that are rehearsed.
     *
     * @param logits (B, T, tokens) row-major, B = frames.length
     * @param before (rows.length, T, tokens), what was said of these utterances before
     * @param tokens of the head
     * @param frames real frames of each utterance of the batch
     * @param rows of these utterances in the batch
     * @param scale factor of the gradient
     * @param gradient (B, T, tokens), to which it is added
     */
    static void batch(
            float[] logits, float[] before, int tokens, int[] frames, int[] rows, double scale, float[] gradient) {
        int length = logits.length / frames.length;
        for (int i = 0; i < rows.length; i++) {
            add(logits, rows[i] * length, before, i * length, frames[rows[i]], tokens, scale, gradient);
        }
    }

    /**
     * One utterance.
     *
     * @param logits (frames, tokens) from an offset on
     * @param before the same as it was said before, from an offset of its own on
     * @param scale factor of the gradient
     * @param gradient to which it is added at the places of the logits
     * @return the divergence, summed over the frames
     */
    static double add(
            float[] logits,
            int offset,
            float[] before,
            int beforeOffset,
            int frames,
            int tokens,
            double scale,
            float[] gradient) {
        double[] now = CtcLoss.logSoftmax(logits, offset, frames, tokens);
        double[] then = CtcLoss.logSoftmax(before, beforeOffset, frames, tokens);
        double divergence = 0;
        for (int i = 0; i < now.length; i++) {
            double wanted = Math.exp(then[i]);
            divergence += wanted * (then[i] - now[i]);
            gradient[offset + i] += (float) (scale * (Math.exp(now[i]) - wanted));
        }
        return divergence;
    }
}
