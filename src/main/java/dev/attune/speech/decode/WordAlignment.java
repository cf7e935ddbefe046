package dev.attune.speech.decode;

import dev.attune.speech.acoustic.LogProbMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best single path of known words through log probabilities: when each word was spoken, and how sure the network was of its tokens.
 *
 * <p>Viterbi over CTC states (blank, token, blank, ..., blank); boundary tokens may be left out.
 */
final class WordAlignment {

    /** Stands for the best token of a frame that is no boundary. */
    static final int ANY = -1;

    private static final float NEVER = Float.NEGATIVE_INFINITY;

    /**
     * One word.
     *
     * @param start first frame of its first token
     * @param end frame after the last one of its last token
     * @param meanLogProb mean over its tokens of the token's best ln P
     * @param minLogProb the least of these
     */
    record Span(int start, int end, double meanLogProb, double minLogProb) {}

    private final LogProbMatrix matrix;
    private final int boundary;
    // States: label (0 for blank, ANY), word (-1 for blanks and boundaries), index of the token in its word.
    private final List<int[]> states = new ArrayList<>();
    private final List<int[]> words;

    /**
     * @param boundary boundary token, or -1
     * @param words tokens of each word
     */
    WordAlignment(LogProbMatrix matrix, int boundary, List<int[]> words) {
        this.matrix = matrix;
        this.boundary = boundary;
        this.words = words;
        blank();
        for (int word = 0; word < words.size(); word++) {
            boundary();
            for (int i = 0; i < words.get(word).length; i++) {
                states.add(new int[] {words.get(word)[i], word, i});
                blank();
            }
        }
        boundary();
    }

    private void blank() {
        states.add(new int[] {0, -1, 0});
    }

    private void boundary() {
        if (boundary >= 0) {
            states.add(new int[] {boundary, -1, 0});
            blank();
        }
    }

    /** A span for each word; empty if there are fewer frames than tokens. */
    List<Span> spans() {
        int frames = matrix.frames();
        int count = states.size();
        if (frames == 0 || words.isEmpty()) {
            return List.of();
        }
        float[] score = new float[count];
        Arrays.fill(score, NEVER);
        short[][] back = new short[frames][count];
        for (int s = 0; s < count; s++) {
            if (s == 0 || canEnter(-1, s)) {
                score[s] = logProb(0, label(s));
            }
            back[0][s] = (short) s;
        }
        for (int frame = 1; frame < frames; frame++) {
            float[] after = new float[count];
            for (int s = 0; s < count; s++) {
                int from = s;
                for (int step = 1; step <= 4 && s - step >= 0; step++) {
                    if (score[s - step] > score[from] && canEnter(s - step, s)) {
                        from = s - step;
                    }
                }
                after[s] = score[from] + logProb(frame, label(s));
                back[frame][s] = (short) from;
            }
            score = after;
        }
        int end = -1;
        for (int s = count - 1; s >= 0; s--) {
            if ((end < 0 || score[s] > score[end]) && score[s] > NEVER) {
                end = s;
            }
            if (states.get(s)[1] >= 0) {
                break;
            }
        }
        return end < 0 ? List.of() : trace(back, end);
    }

    private float logProb(int frame, int label) {
        if (label != ANY) {
            return matrix.get(frame, label);
        }
        float best = NEVER;
        for (int token = 1; token < matrix.tokens(); token++) {
            if (token != boundary) {
                best = Math.max(best, matrix.get(frame, token));
            }
        }
        return best;
    }

    private int label(int state) {
        return states.get(state)[0];
    }

    /** Whether {@code to} may follow {@code from} ({@code -1}: the beginning): blanks and boundaries may be skipped, equal tokens need a blank. */
    private boolean canEnter(int from, int to) {
        for (int between = from + 1; between < to; between++) {
            if (states.get(between)[1] >= 0) {
                return false;
            }
        }
        // A blank is entered from its own token or boundary only, or a path could jump over words' ends for free.
        return label(to) != 0 ? from < 0 || label(from) != label(to) || to - from == 1 : to - from == 1;
    }

    private List<Span> trace(short[][] back, int end) {
        int[] start = new int[words.size()];
        int[] stop = new int[words.size()];
        double[][] best = new double[words.size()][];
        Arrays.fill(start, Integer.MAX_VALUE);
        for (int word = 0; word < best.length; word++) {
            best[word] = new double[words.get(word).length];
            Arrays.fill(best[word], NEVER);
        }
        int state = end;
        for (int frame = back.length - 1; frame >= 0; frame--) {
            int[] at = states.get(state);
            if (at[1] >= 0) {
                start[at[1]] = Math.min(start[at[1]], frame);
                stop[at[1]] = Math.max(stop[at[1]], frame + 1);
                best[at[1]][at[2]] = Math.max(best[at[1]][at[2]], logProb(frame, at[0]));
            }
            state = back[frame][state];
        }
        List<Span> spans = new ArrayList<>();
        for (int word = 0; word < best.length; word++) {
            spans.add(new Span(
                    start[word],
                    stop[word],
                    Arrays.stream(best[word]).average().orElse(NEVER),
                    Arrays.stream(best[word]).min().orElse(NEVER)));
        }
        return spans;
    }
}
