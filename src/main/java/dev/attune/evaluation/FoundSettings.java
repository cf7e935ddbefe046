package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;

/**
 * The outcome of a search for decoder settings on a development set.
 *
 * @param dataset the development set
 * @param datasetName as it was called
 * @param datasetHash of its content
 * @param utterances of it that were used
 * @param trials settings that were tried
 * @param words reference words of these utterances
 * @param errorsBefore word errors with the model's own settings
 * @param errorsAfter with the best that was found
 * @param lmWeight that made the fewest errors, with the next two
 */
public record FoundSettings(
        DatasetId dataset,
        String datasetName,
        String datasetHash,
        int utterances,
        int trials,
        int words,
        int errorsBefore,
        int errorsAfter,
        double lmWeight,
        double wordBonus,
        double blankPenalty) {

    /** In a sentence, such as a provenance keeps. */
    public String sentence() {
        return "%s on \u201c%s\u201d (%s): word error rate %s with the model's settings, %s with these."
                .formatted(
                        FigureTexts.count(trials, "trial"),
                        datasetName,
                        FigureTexts.count(utterances, "utterance"),
                        FigureTexts.percent(errorsBefore / (double) Math.max(1, words)),
                        FigureTexts.percent(errorsAfter / (double) Math.max(1, words)));
    }
}
