package dev.attune.project.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.ui.Dialogs;
import dev.attune.ui.EmptyState;
import dev.attune.ui.Formats;
import dev.attune.ui.Notifications;
import dev.attune.ui.Page;
import dev.attune.ui.Routes;
import java.util.List;

/** All projects as cards. */
@Route(Routes.PROJECTS)
@PageTitle("Projects · Attune")
class ProjectListView extends Page {

    private final ProjectService projects;
    private final Div content = new Div();

    ProjectListView(ProjectService projects) {
        this.projects = projects;
        setHeading(
                "Projects",
                "A project holds the data, the trainings, the tests and the models of one domain in one language.");
        add(content);
        refresh();
    }

    private void refresh() {
        List<Project> all = projects.list();
        content.removeAll();
        if (all.isEmpty()) {
            setActions();
            content.add(new EmptyState(
                    VaadinIcon.GRID_SMALL_O,
                    "Start with a project",
                    "Give it the name of your domain, for instance \"Order line\". Then upload text, pronunciations or "
                            + "recordings, train a model from a baseline, and compare the two.",
                    createButton()));
            return;
        }
        setActions(createButton());
        Div cards = new Div();
        cards.addClassName("cards");
        all.forEach(project -> cards.add(card(project)));
        content.add(cards);
    }

    private Button createButton() {
        Button create = new Button("New project", VaadinIcon.PLUS.create(), event -> openCreate());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    private void openCreate() {
        ProjectDialog.create((name, description, locale) -> {
                    Project project = projects.create(name, description, locale);
                    getUI().ifPresent(ui -> ui.navigate(Routes.of(Routes.DATA, project.id())));
                })
                .open();
    }

    private Component card(Project project) {
        Anchor name = new Anchor(Routes.of(Routes.DATA, project.id()), project.name());
        name.addClassName("card-link");
        Div head = new Div(new H2(name), menu(project));
        head.addClassName("card-head");
        Paragraph description =
                new Paragraph(project.description().isEmpty() ? "No description" : project.description());
        description.addClassName(project.description().isEmpty() ? "card-none" : "card-text");
        Span locale = new Span(project.locale());
        locale.addClassName("tag");
        Div foot = new Div(locale, new Span("Created " + Formats.dateTime(project.created())));
        foot.addClassName("card-foot");
        Div card = new Div(head, description, foot);
        card.addClassName("card");
        return card;
    }

    private MenuBar menu(Project project) {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem more = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_V.create());
        more.setAriaLabel("Actions for " + project.name());
        more.getSubMenu().addItem("Rename", event -> ProjectDialog.edit(project, (name, description, locale) -> {
                    projects.update(project.id(), name, description);
                    refresh();
                })
                .open());
        more.getSubMenu()
                .addItem(
                        "Delete",
                        event -> Dialogs.confirmDelete(
                                "the project \"" + project.name() + "\"",
                                "Its data, trainings, tests and models go with it and cannot be brought back.",
                                () -> {
                                    projects.delete(project.id());
                                    Notifications.done("The project \"" + project.name() + "\" was deleted.");
                                    refresh();
                                }));
        return bar;
    }
}
