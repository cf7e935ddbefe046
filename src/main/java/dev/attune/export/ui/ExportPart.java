package dev.attune.export.ui;

import com.vaadin.flow.component.Component;
import dev.attune.dataset.DatasetService;
import dev.attune.export.ExportService;
import dev.attune.job.JobService;
import dev.attune.model.ui.ModelPanel;
import dev.attune.project.Project;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Section;
import java.util.Optional;

/** Puts the export onto a model's page. */
@org.springframework.stereotype.Component
class ExportPart implements ModelPanel {

    private final ExportService exports;
    private final DatasetService datasets;
    private final JobService jobs;

    ExportPart(ExportService exports, DatasetService datasets, JobService jobs) {
        this.exports = exports;
        this.datasets = datasets;
        this.jobs = jobs;
    }

    @Override
    public Optional<Component> of(Project project, ModelDescription model) {
        return Optional.of(
                new Section("Use it elsewhere", new ExportPanel(exports, datasets.list(project.id()), jobs, model)));
    }
}
