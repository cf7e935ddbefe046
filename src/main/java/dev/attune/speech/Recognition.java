package dev.attune.speech;

import dev.attune.speech.decode.Hypothesis;
import java.util.List;

/**
 * What a recogniser heard in one clip.
 *
 * @param nBest readings, best first; never empty
 * @param audioSeconds length of the clip
 */
public record Recognition(List<Hypothesis> nBest, double audioSeconds) {

    public Recognition {
        nBest = List.copyOf(nBest);
        if (nBest.isEmpty()) {
            throw new IllegalArgumentException("nBest must not be empty");
        }
    }

    public Hypothesis best() {
        return nBest.getFirst();
    }
}
