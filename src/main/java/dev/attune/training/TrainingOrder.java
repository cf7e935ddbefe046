package dev.attune.training;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for in the dialog of a new training.
 *
 * @param description may be empty
 * @param baseline id of the model to start from
 * @param testDataset what to test the new model and the old one on afterwards, or null for no test
 * @param lmWeight share of the user's text in the language model, in (0, 1]; 0 to find it on a part kept aside
 * @param maxMinutes limit of the network's training, 0 for none
 * @param seed of all random choices
 * @param speakText whether the machine's synthesizers say the sentences for the network to learn from
 */
public record TrainingOrder(
        ProjectId project,
        String name,
        String description,
        String baseline,
        List<DatasetId> datasets,
        @Nullable DatasetId testDataset,
        double lmWeight,
        double maxMinutes,
        long seed,
        boolean speakText) {

    /** What the dialog proposes. */
    public static final long DEFAULT_SEED = 1;

    public TrainingOrder {
        datasets = List.copyOf(datasets);
    }

    /** Without spoken text. */
    public TrainingOrder(
            ProjectId project,
            String name,
            String description,
            String baseline,
            List<DatasetId> datasets,
            @Nullable DatasetId testDataset,
            double lmWeight,
            double maxMinutes,
            long seed) {
        this(project, name, description, baseline, datasets, testDataset, lmWeight, maxMinutes, seed, false);
    }
}
