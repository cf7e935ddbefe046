package dev.attune.evaluation;

import dev.attune.project.ProjectId;
import dev.attune.speech.Recognition;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an evaluation gets its models from. */
interface ModelSource {

    /** Baselines newest first, then the project's own models, newest first. */
    List<ModelDescription> list(ProjectId project);

    Optional<ModelDescription> find(String id);

    /**
     * Makes a model ready to recognise.
     *
     * @throws IOException if its files are missing or unreadable
     */
    OpenModel open(String id) throws IOException;

    /** A model in memory. */
    interface OpenModel extends AutoCloseable {

        Recognition recognize(AudioClip clip);

        /** What it shows of a recognition, with capitals, marks and numbers; empty if it makes no display text. */
        Optional<String> display(Recognition recognition);

        /** The words that it can recognise, as they are scored; empty if any word is possible. */
        Optional<Set<String>> vocabulary();

        @Override
        void close();
    }
}
