package dev.attune.speech.modelimport;

import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.modelimport.ProbeReport.Trial;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides from what a network wrote which kind of input it was trained on. */
final class FeatureChoice {

    /**
     * Differences below this are chance: then what the metadata says goes first. A network that normalises by itself understands several kinds
     * almost alike, and one sentence cannot tell them apart.
     */
    private static final double CHANCE = 0.1;
    /** A kind that was asked for and does worse than another by this much is a mistake. */
    private static final double MISTAKE = 0.25;
    /** Below this share of right characters a network did not understand; noise gives about a quarter. */
    private static final double LEAST_RIGHT = 0.35;

    private static final double LEAST_CONFIDENCE = 0.15;

    private FeatureChoice() {}

    /**
     * @param trials the kind that the metadata speaks of first
     * @param asked the kind that the user named, or null
     * @param known whether it is known what the sample says
     * @throws ImportRefusedException if no kind makes the network understand, or another does so much better than the one asked for
     */
    static Trial choose(List<Trial> trials, @Nullable FeatureRecipe asked, boolean known)
            throws ImportRefusedException {
        Trial best = trials.getFirst();
        for (Trial trial : trials) {
            if (trial.merit() > best.merit() + CHANCE) {
                best = trial;
            }
        }
        if (best.merit() < (known ? LEAST_RIGHT : LEAST_CONFIDENCE)) {
            throw new ImportRefusedException(
                    "The network understands the sample recording with no kind of input (the best, "
                            + best.features().label() + ", gave \"" + shortened(best.text())
                            + "\"): it is for another language, rate or kind of input,"
                            + " or the tokens are another model's; give a recording that it should understand, or choose another model.");
        }
        if (asked == null) {
            return best;
        }
        Trial wanted = trials.stream()
                .filter(trial -> trial.features() == asked)
                .findFirst()
                .orElse(null);
        if (wanted == null) {
            throw new ImportRefusedException("The network cannot take \"" + asked.label() + "\" (" + asked.id()
                    + "), because of the shape of its input;" + " leave the kind of input open, or choose \""
                    + best.features().id() + "\".");
        }
        if (wanted.merit() < best.merit() - MISTAKE) {
            throw new ImportRefusedException(String.format(
                    Locale.ROOT,
                    "With \"%s\" the network gets %.0f %% right of the sample (\"%s\"), with \"%s\" %.0f %% (\"%s\"): choose \"%s\", or leave the"
                            + " kind of input open.",
                    asked.id(),
                    100 * wanted.merit(),
                    shortened(wanted.text()),
                    best.features().id(),
                    100 * best.merit(),
                    shortened(best.text()),
                    best.features().id()));
        }
        return wanted;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
