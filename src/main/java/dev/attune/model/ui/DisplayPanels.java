package dev.attune.model.ui;

import com.vaadin.flow.component.Component;
import dev.attune.model.ModelService;
import dev.attune.project.Project;
import dev.attune.shared.ProblemException;
import dev.attune.speech.ModelDisplay;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Message;
import dev.attune.ui.Section;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Brings "Display text" to each model's page: its rules, and a box to try a sentence. */
@Service
class DisplayPanels implements ModelPanel {

    private static final Logger LOG = LoggerFactory.getLogger(DisplayPanels.class);

    private final ModelService models;

    DisplayPanels(ModelService models) {
        this.models = models;
    }

    @Override
    public Optional<Component> of(Project project, ModelDescription model) {
        return Optional.of(new Section("Display text", content(model)));
    }

    private Component content(ModelDescription model) {
        try {
            return new DisplayPanel(ModelDisplay.formatter(models.open(model.id())));
        } catch (ProblemException e) {
            return Message.bad(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("The display rules of model {} could not be read", model.id(), e);
            return Message.bad("The model's package could not be read.");
        }
    }
}
