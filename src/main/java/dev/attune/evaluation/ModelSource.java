package dev.attune.evaluation;

import dev.attune.project.ProjectId;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    /**
     * Gives a model of a project other default options of the decoder.
     *
     * @param dataHashes what the options were found on, for the provenance
     * @param settings how they were found, likewise
     * @throws dev.attune.shared.ProblemException if the model is not the project's own
     */
    void keepDecoder(
            ProjectId project,
            String id,
            BeamOptions options,
            Map<String, String> dataHashes,
            Map<String, String> settings)
            throws IOException;

    /** A model in memory. */
    interface OpenModel extends AutoCloseable {

        Recognition recognize(AudioClip clip);

        /** What it shows of a recognition, with capitals, marks and numbers; empty if it makes no display text. */
        Optional<String> display(Recognition recognition);

        /** The words that it can recognise, as they are scored; empty if any word is possible. */
        Optional<Set<String>> vocabulary();

        /** The recogniser behind it, for trials with other options; empty if it has none. */
        default Optional<Recognizer> recognizer() {
            return Optional.empty();
        }

        @Override
        void close();
    }
}
