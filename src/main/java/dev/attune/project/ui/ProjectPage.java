package dev.attune.project.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.ui.Ids;
import dev.attune.ui.Notifications;
import dev.attune.ui.Page;
import dev.attune.ui.Routes;
import java.util.Optional;
import java.util.UUID;

/** A page inside a project. An address of a project that is gone leads to the list of projects. */
public abstract class ProjectPage extends Page implements BeforeEnterObserver, HasDynamicTitle {

    private final ProjectService projects;
    private String title = "Attune";

    protected ProjectPage(ProjectService projects) {
        this.projects = projects;
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        Optional<Project> project = event.getRouteParameters()
                .get(Routes.PROJECT)
                .flatMap(Ids::parse)
                .flatMap(id -> projects.find(new ProjectId(id)));
        if (project.isEmpty()) {
            Notifications.failed("This project does not exist any more.");
            event.forwardTo(Routes.PROJECTS);
            return;
        }
        Optional<UUID> item = event.getRouteParameters().get(Routes.ITEM).flatMap(Ids::parse);
        if (!open(project.get(), item)) {
            Notifications.failed("The page that you asked for shows something that does not exist any more.");
            event.forwardTo(Routes.of(listRoute(), project.get().id()));
        }
    }

    /**
     * Shows the page.
     *
     * @param item the id in the address of a detail page
     * @return false if there is no such thing
     */
    protected abstract boolean open(Project project, Optional<UUID> item);

    /** The list that a detail page belongs to, one of {@link Routes}. */
    protected abstract String listRoute();

    protected void setBrowserTitle(String what, Project project) {
        title = what + " · " + project.name() + " · Attune";
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
