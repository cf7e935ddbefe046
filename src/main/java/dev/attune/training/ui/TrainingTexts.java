package dev.attune.training.ui;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.training.Training;
import dev.attune.training.TrainingDataset;
import dev.attune.ui.Formats;
import java.util.Locale;
import java.util.stream.Collectors;

/** How pages speak of a training. */
final class TrainingTexts {

    private TrainingTexts() {}

    static String amount(Dataset dataset) {
        return amount(dataset.kind(), dataset.accepted(), dataset.audioSeconds());
    }

    static String amount(TrainingDataset dataset) {
        return amount(dataset.kind(), dataset.accepted(), dataset.audioSeconds());
    }

    private static String amount(DatasetKind kind, int accepted, double audioSeconds) {
        return switch (kind) {
            case ACOUSTIC -> Formats.count(accepted, "utterance") + ", " + Formats.length(audioSeconds);
            case AUDIO_FILES -> Formats.count(accepted, "file") + ", " + Formats.length(audioSeconds);
            case LANGUAGE, STRUCTURED, OUTPUT_FORMATTING -> Formats.count(accepted, "line");
            case PRONUNCIATION -> Formats.count(accepted, "pronunciation");
        };
    }

    /** The data sets in one line, for a table. */
    static String datasets(Training training) {
        return training.datasets().stream().map(TrainingDataset::name).collect(Collectors.joining(", "));
    }

    static String lmWeight(double lmWeight) {
        return lmWeight == 0 ? "Automatic" : String.format(Locale.ENGLISH, "%.0f %%", 100 * lmWeight);
    }

    static String timeLimit(double maxMinutes) {
        return maxMinutes == 0 ? "None" : String.format(Locale.ENGLISH, "%.0f min", maxMinutes);
    }
}
