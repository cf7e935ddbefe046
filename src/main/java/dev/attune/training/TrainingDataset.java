package dev.attune.training;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;

/**
 * A data set as it was when a training was ordered. It stays on record when the data set is deleted.
 *
 * @param contentHash SHA-256 of the uploaded file, lower-case hexadecimal
 * @param accepted lines that could be used
 */
public record TrainingDataset(
        DatasetId id, String name, DatasetKind kind, String contentHash, int accepted, double audioSeconds) {

    static TrainingDataset of(Dataset dataset) {
        return new TrainingDataset(
                dataset.id(),
                dataset.name(),
                dataset.kind(),
                dataset.contentHash(),
                dataset.accepted(),
                dataset.audioSeconds());
    }
}
