package dev.attune.baseline;

import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a configuration tells of the sets that its baseline is measured on: what they are, and what figures on them are worth. */
record MeasuredSets(BaselineConfig config) {

    /** Beside a package in its work folder. */
    static final String FIGURES_FILE = "figures.json";

    private static final String UNTOUCHED = "not used for any choice";
    private static final String CHOSE_WEIGHTS = "looked at when the decoder's weights were chosen";
    private static final String LEARNT = "this one learnt from it; figures of a build that did not";

    /** What figures are worth on a set that the baseline did not learn from. */
    String worth(String set) {
        return isChooser(set) ? "not trained on, but " + CHOSE_WEIGHTS : UNTOUCHED;
    }

    private boolean isChooser(String set) {
        return config.decoder() != null && config.decoder().chosenBy().contains(set);
    }

    /**
     * Figures of builds on recordings that they kept aside and this one learnt from.
     *
     * @param folders work folders of these builds
     * @param learnt names of sets
     */
    List<BaselineFigures> ofOtherBuilds(Collection<Path> folders, Set<String> learnt) throws IOException {
        List<BaselineFigures> figures = new ArrayList<>();
        for (Path folder : folders) {
            for (BaselineFigures each : BaselineFigures.read(folder.resolve(FIGURES_FILE))) {
                boolean keptAside =
                        each.speech().equals(UNTOUCHED) || each.speech().endsWith(CHOSE_WEIGHTS);
                if (keptAside && learnt.contains(each.set())) {
                    figures.add(each.withSpeech(LEARNT + (isChooser(each.set()) ? ", but " + CHOSE_WEIGHTS : "")));
                }
            }
        }
        return figures;
    }

    /** A set's name, with what it is if that is known. */
    String title(String set) {
        String what = config.sets().get(set);
        return what == null ? set : what + " (" + set + ")";
    }

    /** For the page of the model, where there is no room for more. */
    ModelDescription.Score score(BaselineFigures figures) {
        String title = title(figures.set());
        return new ModelDescription.Score(
                figures.speech().startsWith(LEARNT) ? title + ", a build that did not learn from it" : title,
                figures.wordErrorRate(),
                figures.words());
    }
}
