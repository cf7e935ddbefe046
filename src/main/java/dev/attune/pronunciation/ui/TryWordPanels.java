package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.Component;
import dev.attune.dataset.DatasetService;
import dev.attune.model.ui.ModelPanel;
import dev.attune.project.Project;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Section;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Brings "Try a word" to the page of each model that words can be tried on. */
@Service
class TryWordPanels implements ModelPanel {

    private final PronunciationService pronunciations;
    private final DatasetService datasets;
    private final AudioLinks links;
    private final DataDirectory home;

    TryWordPanels(PronunciationService pronunciations, DatasetService datasets, AudioLinks links, DataDirectory home) {
        this.pronunciations = pronunciations;
        this.datasets = datasets;
        this.links = links;
        this.home = home;
    }

    @Override
    public Optional<Component> of(Project project, ModelDescription model) {
        return PronunciationService.canTryWords(model)
                ? Optional.of(new Section(
                        "Try a word",
                        new TryWord(pronunciations, datasets, links, home, project, model, TryWord::inBackground)))
                : Optional.empty();
    }
}
