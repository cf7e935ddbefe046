package dev.attune.speech.modelimport;

import dev.attune.speech.acoustic.ImportedNetwork.Scores;
import dev.attune.speech.acoustic.onnx.ForeignGraph.Raw;
import java.util.List;

/** What a network's numbers tell of their meaning. */
final class OutputCheck {

    private static final double ROUNDING = 1e-3;
    private static final int FEWEST_OUTPUTS = 3;

    private OutputCheck() {}

    /** False if a number is NaN or +infinity; -infinity is the logarithm of 0. */
    static boolean isFinite(Raw raw) {
        for (float value : raw.values()) {
            if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
                return false;
            }
        }
        return true;
    }

    /**
     * @throws ImportRefusedException if the output does not grow with the input, or its last dimension is not that of the tokens
     */
    static void requireTokensByFrame(Raw shorter, Raw longer) throws ImportRefusedException {
        List<Long> a = shorter.shape();
        List<Long> b = longer.shape();
        if (shorter.outputs() != longer.outputs()) {
            String turned = a.size() == 3 && a.get(1).equals(b.get(1))
                    ? "the tokens are its second dimension and time the last; export it with a transposition, [1, frames, tokens]"
                    : "choose a CTC model, whose output is [1, frames, tokens]";
            throw new ImportRefusedException("The network's output has the shape " + a + " for a short and " + b
                    + " for a longer sound: " + turned + ".");
        }
        if (shorter.outputs() < FEWEST_OUTPUTS) {
            throw new ImportRefusedException("The network writes " + shorter.outputs()
                    + " numbers a frame, which is too few for tokens; choose a CTC model for speech recognition.");
        }
        if (longer.frames() <= shorter.frames()) {
            throw new ImportRefusedException(
                    "The network writes " + shorter.frames() + " frames for a short and " + longer.frames()
                            + " for a four times longer sound, so its length does not follow the sound; choose a CTC model that was exported"
                            + " with dynamic axes.");
        }
    }

    /** Probabilities if each frame sums to 1 without a negative number, else what a softmax takes. */
    static Scores scores(Raw raw) {
        int outputs = raw.outputs();
        for (int frame = 0; frame < raw.frames(); frame++) {
            double sum = 0;
            for (int i = 0; i < outputs; i++) {
                float value = raw.values()[frame * outputs + i];
                if (value < 0) {
                    return Scores.LOGITS;
                }
                sum += value;
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                return Scores.LOGITS;
            }
        }
        return Scores.PROBABILITIES;
    }
}
