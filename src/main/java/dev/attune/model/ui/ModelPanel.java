package dev.attune.model.ui;

import com.vaadin.flow.component.Component;
import dev.attune.project.Project;
import dev.attune.speech.modelpackage.ModelDescription;
import java.util.Optional;

/** A part of a model's page that another feature brings, which a model's page must not know. */
public interface ModelPanel {

    /** The part for one model; empty where it has nothing to offer. */
    Optional<Component> of(Project project, ModelDescription model);
}
