package dev.attune.model;

import dev.attune.project.ProjectId;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The models that a project can use: the shipped baselines and its own. */
@Service
public class ModelService {

    /** Baselines newest first, then the project's own models, newest first. */
    public List<ModelDescription> list(ProjectId project) {
        throw new UnsupportedOperationException(project.toString());
    }

    /** By id; empty if it was deleted. */
    public Optional<ModelDescription> find(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** The zip of a model. */
    public Path file(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Unpacked and checked. */
    public ModelPackage open(String id) throws IOException {
        throw new UnsupportedOperationException(id);
    }

    /** Moves a new package into the library and makes it a model of this project. */
    public ModelDescription register(ProjectId project, Path zip) throws IOException {
        throw new UnsupportedOperationException(zip.toString());
    }
}
