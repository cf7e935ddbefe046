package dev.attune.speech.train;

/** Token error rate of the best path (Levenshtein distance over reference length), added up over utterances. */
final class GreedyErrors {

    private long errors;
    private long length;

    /**
     * @param values (B, T, V) logits or log probabilities
     */
    void add(float[] values, int maxFrames, int tokens, int[] frames, int[][] targets) {
        for (int b = 0; b < targets.length; b++) {
            if (targets[b] == null) {
                continue;
            }
            errors += distance(targets[b], bestPath(values, b * maxFrames * tokens, frames[b], tokens));
            length += targets[b].length;
        }
    }

    /** NaN before anything was added. */
    double rate() {
        return length == 0 ? Double.NaN : (double) errors / length;
    }

    static int[] bestPath(float[] values, int offset, int frames, int tokens) {
        int[] path = new int[frames];
        int count = 0;
        int previous = 0;
        for (int t = 0; t < frames; t++) {
            int row = offset + t * tokens;
            int best = 0;
            for (int v = 1; v < tokens; v++) {
                if (values[row + v] > values[row + best]) {
                    best = v;
                }
            }
            if (best != 0 && best != previous) {
                path[count++] = best;
            }
            previous = best;
        }
        return java.util.Arrays.copyOf(path, count);
    }

    static int distance(int[] reference, int[] hypothesis) {
        int[] row = new int[hypothesis.length + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= reference.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = diagonal + (reference[i - 1] == hypothesis[j - 1] ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[hypothesis.length];
    }
}
