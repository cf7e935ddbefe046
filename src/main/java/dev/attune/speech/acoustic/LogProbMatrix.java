package dev.attune.speech.acoustic;

import java.util.Objects;

/** What a network says of one utterance: [frames, tokens], natural log of probabilities, frame-major. Token 0 is CTC's blank. */
public final class LogProbMatrix {

    private final int frames;
    private final int tokens;
    private final float[] values;

    /**
     * @throws IllegalArgumentException if {@code values.length != frames * tokens}
     */
    public LogProbMatrix(int frames, int tokens, float[] values) {
        this.values = Objects.requireNonNull(values, "values");
        if (frames < 0 || tokens < 1 || values.length != frames * tokens) {
            throw new IllegalArgumentException(
                    "values.length must be frames * tokens = " + frames + " * " + tokens + "; got " + values.length);
        }
        this.frames = frames;
        this.tokens = tokens;
    }

    public int frames() {
        return frames;
    }

    public int tokens() {
        return tokens;
    }

    /** The backing array; callers must not write to it. */
    public float[] values() {
        return values;
    }

    public float get(int frame, int token) {
        return values[frame * tokens + token];
    }

    /** Index of the most probable token of a frame; the lowest index wins a tie. */
    public int best(int frame) {
        int offset = frame * tokens;
        int best = 0;
        for (int token = 1; token < tokens; token++) {
            if (values[offset + token] > values[offset + best]) {
                best = token;
            }
        }
        return best;
    }
}
