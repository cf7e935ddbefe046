package dev.attune.project.ui;

import dev.attune.project.ProjectService;
import dev.attune.ui.ProjectDirectory;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Fills the frame's project switcher. */
@Component
class ProjectNavigation implements ProjectDirectory {

    private final ProjectService projects;

    ProjectNavigation(ProjectService projects) {
        this.projects = projects;
    }

    @Override
    public List<Entry> projects() {
        return projects.list().stream()
                .map(project -> new Entry(project.id().value(), project.name()))
                .sorted(Comparator.comparing(Entry::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
