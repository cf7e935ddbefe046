package dev.attune.training;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training, with all that is needed to do it again.
 *
 * @param baseline id of the model it starts from
 * @param baselineName its name at that time
 * @param scenario what the baseline is meant for
 * @param datasets in the order in which they were chosen
 * @param testDatasetName null if there is no test
 * @param lmWeight as in {@link TrainingOrder}
 * @param maxMinutes as in {@link TrainingOrder}
 * @param speakText as in {@link TrainingOrder}
 * @param failure one sentence, null unless the status is FAILED
 * @param model id of the model that was made, null unless the status is SUCCEEDED; the model may be gone since
 * @param codeVersion of the program that did it
 * @param machine processors and system that did it; empty before it began
 */
public record Training(
        TrainingId id,
        ProjectId project,
        String name,
        String description,
        String baseline,
        String baselineName,
        String scenario,
        List<TrainingDataset> datasets,
        @Nullable DatasetId testDataset,
        @Nullable String testDatasetName,
        double lmWeight,
        double maxMinutes,
        long seed,
        boolean speakText,
        TrainingStatus status,
        @Nullable String failure,
        @Nullable String model,
        String codeVersion,
        String machine,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant finished) {

    public Training {
        datasets = List.copyOf(datasets);
    }

    /** Length of all recordings, in seconds. */
    public double audioSeconds() {
        return datasets.stream().mapToDouble(TrainingDataset::audioSeconds).sum();
    }
}
