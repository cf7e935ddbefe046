package dev.attune.speech.audio;

import java.util.Objects;

/** Features of one utterance: [frames, bins], frame-major, so that one frame is contiguous. Callers must not write to the array. */
public final class FeatureMatrix {

    private final int frames;
    private final int bins;
    private final float[] values;

    /**
     * @throws IllegalArgumentException if {@code values.length != frames * bins}
     */
    public FeatureMatrix(int frames, int bins, float[] values) {
        this.values = Objects.requireNonNull(values, "values");
        if (frames < 0 || bins < 1 || values.length != frames * bins) {
            throw new IllegalArgumentException(
                    "values.length must be frames * bins = " + frames + " * " + bins + "; got " + values.length);
        }
        this.frames = frames;
        this.bins = bins;
    }

    public int frames() {
        return frames;
    }

    public int bins() {
        return bins;
    }

    public float[] values() {
        return values;
    }

    public float get(int frame, int bin) {
        return values[frame * bins + bin];
    }
}
