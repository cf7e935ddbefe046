package dev.attune.dataset.ui;

import dev.attune.dataset.Dataset;
import dev.attune.ui.Formats;

/** How pages speak of a data set. */
final class DatasetTexts {

    private DatasetTexts() {}

    /** How much there is in it, for instance {@code 120 utterances, 9 min 12 s}; a dash while nobody knows. */
    static String amount(Dataset dataset) {
        if (dataset.accepted() == 0) {
            return "–";
        }
        return switch (dataset.kind()) {
            case ACOUSTIC ->
                Formats.count(dataset.accepted(), "utterance") + ", " + Formats.length(dataset.audioSeconds());
            case AUDIO_FILES ->
                Formats.count(dataset.accepted(), "file") + ", " + Formats.length(dataset.audioSeconds());
            case LANGUAGE, STRUCTURED, OUTPUT_FORMATTING -> Formats.count(dataset.accepted(), "line");
            case PRONUNCIATION -> Formats.count(dataset.accepted(), "pronunciation");
        };
    }
}
