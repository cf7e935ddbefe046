package dev.attune.model.ui;

import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.PackageEntry;
import java.util.Locale;

/** How pages speak of a model. */
final class ModelTexts {

    private ModelTexts() {}

    static String kind(ModelDescription model) {
        return switch (model.kind()) {
            case "baseline" -> "Baseline";
            case "custom" -> "Custom";
            case "imported" -> "Imported baseline";
            default -> model.kind();
        };
    }

    /** What a training can do with it. */
    static String takes(ModelDescription model) {
        boolean weights =
                model.network() != null && model.entries().containsKey(PackageEntry.ACOUSTIC_WEIGHTS.fileName());
        return weights ? "Audio, text, pronunciations, display rules" : "Text, pronunciations, display rules";
    }

    /** Whether the confidence of its words is measured. */
    static String confidence(ModelDescription model) {
        return model.entries().containsKey(PackageEntry.CONFIDENCE.fileName()) ? "Calibrated" : "Not calibrated";
    }

    /** What it hears. */
    static String audio(ModelDescription model) {
        String rate = model.features().sampleRateHz() / 1000 + " kHz, ";
        if (model.imported() != null) {
            return rate + model.imported().features().label();
        }
        return rate + model.features().melBins() + " mel bins";
    }

    /** A file name that any system takes and that tells what is in it. */
    static String fileName(ModelDescription model) {
        String plain = model.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String id = model.id().substring(0, Math.min(8, model.id().length()));
        return (plain.isEmpty() ? "model" : plain) + "-" + model.locale() + "-" + id + ".zip";
    }
}
