package dev.attune.speech.acoustic;

import dev.attune.speech.audio.FeatureRecipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a CTC network that was made elsewhere is fed and read; found by probing it.
 *
 * @param features what it takes
 * @param bins features per frame, 1 for a waveform
 * @param form names and shapes of its inputs and outputs
 * @param scores what the output's numbers are
 * @param frameShiftSeconds time between two output frames
 * @param minimumFrames least number of input frames that it can take; shorter sound is padded with silence
 * @param blank id of CTC's blank among the network's outputs
 * @param tokenMap for each of the network's outputs the token of the package that it counts for; 0, the blank, also for outputs that are never
 *     written, such as punctuation
 */
public record ImportedNetwork(
        FeatureRecipe features,
        int bins,
        Form form,
        Scores scores,
        double frameShiftSeconds,
        int minimumFrames,
        int blank,
        List<Integer> tokenMap) {

    /**
     * Names and shapes of inputs and outputs.
     *
     * @param layout order of the dimensions of the features
     * @param input name of the input that takes the features
     * @param lengthInput name of the input that takes the length, or null if there is none
     * @param lengthKind form of the length input; {@link LengthKind#NONE} without one
     * @param output name of the output with a score for each frame and token, [1, frames, tokens]
     * @param lengthOutput name of the output with the number of frames, or null if there is none
     */
    public record Form(
            Layout layout,
            String input,
            @Nullable String lengthInput,
            LengthKind lengthKind,
            String output,
            @Nullable String lengthOutput) {

        public Form {
            if ((lengthInput == null) != (lengthKind == LengthKind.NONE)) {
                throw new IllegalArgumentException("a length input needs a kind, and a kind an input");
            }
        }
    }

    /** Order of the dimensions of the features. */
    public enum Layout {
        /** [1, frames, bins] */
        FRAMES_BINS,
        /** [1, bins, frames] */
        BINS_FRAMES,
        /** [1, samples] */
        SAMPLES
    }

    /** How a network is told the length. */
    public enum LengthKind {
        NONE,
        /** [1], 64-bit */
        LENGTH_64,
        /** [1], 32-bit */
        LENGTH_32,
        /** A one for each frame: [1, frames], 64-bit */
        MASK_64
    }

    /** What a network's numbers are. */
    public enum Scores {
        /** Any numbers, of which log-softmax makes log probabilities; it leaves natural logs of probabilities as they are. */
        LOGITS,
        /** Probabilities from 0 to 1. */
        PROBABILITIES
    }

    public ImportedNetwork {
        tokenMap = List.copyOf(tokenMap);
        if (bins < 1 || minimumFrames < 0 || !(frameShiftSeconds > 0) || blank < 0 || blank >= tokenMap.size()) {
            throw new IllegalArgumentException("bins and the frame shift must be positive, and the blank one of "
                    + tokenMap.size() + " outputs; got " + bins + ", " + frameShiftSeconds + " and " + blank);
        }
    }

    /** The same with other features. */
    public ImportedNetwork withFeatures(FeatureRecipe other) {
        return new ImportedNetwork(other, bins, form, scores, frameShiftSeconds, minimumFrames, blank, tokenMap);
    }
}
