package dev.attune.speech.modelimport;

import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.audio.FeatureRecipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a model by running it.
 *
 * @param network how it is fed and read
 * @param tokens symbols of the package's token set, by id
 * @param findings for people, in the order in which they are shown
 * @param trials what it wrote with each kind of input on the sample, the best first
 * @param warnings sentences on what may disappoint
 */
public record ProbeReport(
        ImportedNetwork network,
        List<String> tokens,
        List<Finding> findings,
        List<Trial> trials,
        List<String> warnings) {

    public ProbeReport {
        tokens = List.copyOf(tokens);
        findings = List.copyOf(findings);
        trials = List.copyOf(trials);
        warnings = List.copyOf(warnings);
    }

    /** A fact with its name. */
    public record Finding(String name, String value) {}

    /**
     * One kind of input on the sample.
     *
     * @param text what the network wrote by itself
     * @param characterErrorRate against what is said, as a fraction; null if that is not known
     * @param confidence mean probability of the tokens that it wrote, times the share of a plausible number of them; in [0, 1]
     */
    public record Trial(FeatureRecipe features, String text, @Nullable Double characterErrorRate, double confidence) {

        /** Share of right characters if that is known, else the confidence; the larger the better. */
        public double merit() {
            return characterErrorRate == null ? confidence : 1 - characterErrorRate;
        }
    }
}
