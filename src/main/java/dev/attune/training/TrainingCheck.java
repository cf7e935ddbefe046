package dev.attune.training;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.PackageEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out before a training is queued whether it can work. */
@Component
class TrainingCheck {

    static final String TRAINABLE_LOCALE = "en-US";
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4000;

    private final ProjectService projects;
    private final DatasetService datasets;
    private final ModelService models;

    TrainingCheck(ProjectService projects, DatasetService datasets, ModelService models) {
        this.projects = projects;
        this.datasets = datasets;
        this.models = models;
    }

    /** What an order refers to, all there and fit. */
    record Checked(ModelDescription baseline, List<Dataset> datasets, @Nullable Dataset testDataset) {}

    /**
     * @throws ProblemException with what is wrong and what to do
     */
    Checked check(TrainingOrder order) {
        checkTexts(order);
        Project project = projects.find(order.project())
                .orElseThrow(() -> new ProblemException("ProjectNotFound", "This project does not exist any more."));
        if (!project.locale().equals(TRAINABLE_LOCALE)) {
            throw new ProblemException(
                    "LocaleNotTrainable",
                    "Training is for " + TRAINABLE_LOCALE + " for now, and this project is for " + project.locale()
                            + "; make a project for " + TRAINABLE_LOCALE + " to train a model.");
        }
        if (order.datasets().isEmpty()) {
            throw new ProblemException("NoDataset", "Choose at least one data set to train with.");
        }
        ModelDescription baseline = baseline(project, order.baseline());
        List<Dataset> chosen = new LinkedHashSet<>(order.datasets())
                .stream().map(id -> usable(project.id(), id)).toList();
        chosen.forEach(dataset -> checkTrainable(dataset, baseline));
        if (order.speakText() && chosen.stream().noneMatch(TrainingCheck::hasSentences)) {
            throw new ProblemException(
                    "NothingToSpeak",
                    "None of the chosen data sets has sentences to speak: choose related or structured text, or train without speaking.");
        }
        Dataset test = order.testDataset() == null ? null : usable(project.id(), order.testDataset());
        if (test != null) {
            checkTest(test, chosen);
        }
        return new Checked(baseline, chosen, test);
    }

    /** Whether a data set has sentences that a synthesizer could say. */
    static boolean hasSentences(Dataset dataset) {
        return dataset.kind() == DatasetKind.LANGUAGE || dataset.kind() == DatasetKind.STRUCTURED;
    }

    private static void checkTexts(TrainingOrder order) {
        String name = order.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new ProblemException("InvalidName", "Give the model a name of 1 to " + MAX_NAME + " characters.");
        }
        if (order.description().length() > MAX_DESCRIPTION) {
            throw new ProblemException(
                    "InvalidDescription",
                    "The description has " + order.description().length() + " characters; keep it to " + MAX_DESCRIPTION
                            + ".");
        }
        if (!(order.lmWeight() >= 0 && order.lmWeight() <= 1)) {
            throw new ProblemException(
                    "InvalidWeight", "The weight of the text must be 1 to 100 percent, or left to Attune.");
        }
        if (!(order.maxMinutes() >= 0) || Double.isInfinite(order.maxMinutes())) {
            throw new ProblemException(
                    "InvalidTimeLimit", "The time limit must be a number of minutes, or 0 for no limit.");
        }
    }

    private ModelDescription baseline(Project project, String id) {
        ModelDescription baseline = models.list(project.id()).stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        "BaselineNotFound", "The baseline model does not exist any more; choose another one."));
        if (!baseline.locale().equals(project.locale())) {
            throw new ProblemException(
                    "BaselineLocale",
                    "The model \"" + baseline.name() + "\" is for " + baseline.locale() + ", but this project is for "
                            + project.locale() + "; choose another baseline.");
        }
        return baseline;
    }

    private Dataset usable(ProjectId project, DatasetId id) {
        Dataset dataset = datasets.find(id)
                .filter(found -> found.project().equals(project))
                .orElseThrow(() -> new ProblemException(
                        "DatasetNotFound",
                        "One of the chosen data sets does not exist any more; choose the data sets again."));
        checkStatus(dataset);
        return dataset;
    }

    private static void checkStatus(Dataset dataset) {
        switch (dataset.status()) {
            case SUCCEEDED -> {
                // Fit.
            }
            case PROCESSING ->
                throw new ProblemException(
                        "DatasetProcessing",
                        "The data set \"" + dataset.name()
                                + "\" is still being imported; wait until that has succeeded, or leave it out.");
            case FAILED ->
                throw new ProblemException(
                        "DatasetFailed",
                        "The import of the data set \"" + dataset.name()
                                + "\" failed; leave it out, or mend its file and upload it again.");
        }
    }

    /** What forbids training with a data set, in a sentence; empty if nothing does. */
    Optional<String> objection(Dataset dataset, @Nullable ModelDescription baseline) {
        try {
            checkStatus(dataset);
            checkTrainable(dataset, baseline);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** True if recordings can train this model further. */
    static boolean takesAudio(ModelDescription model) {
        return model.network() != null && model.entries().containsKey(PackageEntry.ACOUSTIC_WEIGHTS.fileName());
    }

    private static void checkTrainable(Dataset dataset, @Nullable ModelDescription baseline) {
        switch (dataset.kind()) {
            case AUDIO_FILES ->
                throw new ProblemException(
                        "KindNotTrainable",
                        "The data set \"" + dataset.name()
                                + "\" has no transcripts, so a model cannot learn from it; upload the audio with a"
                                + " transcript, or leave it out.");
            case ACOUSTIC -> {
                if (baseline != null && !takesAudio(baseline)) {
                    throw new ProblemException(
                            "BaselineNotTrainable",
                            "The model \"" + baseline.name()
                                    + "\" came without trainable weights"
                                    + (baseline.imported() == null ? "" : " (an ONNX file can be run, not trained)")
                                    + ", so recordings cannot train it; choose a"
                                    + " baseline that takes audio, or leave out the data set \"" + dataset.name()
                                    + "\".");
                }
            }
            case LANGUAGE, PRONUNCIATION, STRUCTURED, OUTPUT_FORMATTING -> {
                // Every model takes text.
            }
        }
    }

    private static void checkTest(Dataset test, List<Dataset> chosen) {
        if (test.kind() != DatasetKind.ACOUSTIC || test.status() != DatasetStatus.SUCCEEDED) {
            throw new ProblemException(
                    "TestNotAcoustic",
                    "The data set \"" + test.name()
                            + "\" cannot test a model, because it has no audio with transcripts; choose another one.");
        }
        if (chosen.stream().anyMatch(dataset -> dataset.id().equals(test.id()))) {
            throw new ProblemException(
                    "TestIsTraining",
                    "The data set \"" + test.name()
                            + "\" is trained with, so it cannot tell how well the model does on other speech; choose"
                            + " another one for the test.");
        }
    }
}
