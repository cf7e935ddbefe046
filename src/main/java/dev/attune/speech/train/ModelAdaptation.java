package dev.attune.speech.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Makes a custom model from a baseline and what a user brought; in this process or in one of its own. */
public interface ModelAdaptation {

    /**
     * @param workFolder of this training alone, must exist; checkpoints in it are gone on from
     * @param output the model package, written when all else is done and only then
     * @param cancelled asked often; when it says true the training stops soon
     * @throws TrainingFailedException with a sentence for the user
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    AdaptationResult run(
            AdaptationRequest request,
            Path workFolder,
            Path output,
            TrainingListener listener,
            BooleanSupplier cancelled)
            throws TrainingFailedException, IOException, InterruptedException;
}
