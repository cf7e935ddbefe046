package dev.attune.speech.train;

/** Hears what a training does, on the training's thread; it must return quickly. */
@FunctionalInterface
public interface TrainingListener {

    TrainingListener SILENT = event -> {};

    void on(TrainingEvent event);
}
