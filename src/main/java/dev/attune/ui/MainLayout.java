package dev.attune.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The frame: project switcher and the project's tabs on the left, the page on the right. */
@Layout
public class MainLayout extends AppLayout implements AfterNavigationObserver {

    private final ProjectDirectory directory;
    private final Select<ProjectDirectory.Entry> switcher = new Select<>();
    private final SideNav projectNavigation = new SideNav();
    private boolean showing;

    public MainLayout(ProjectDirectory directory) {
        this.directory = directory;
        setPrimarySection(Section.DRAWER);
        addClassName("attune-layout");

        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Show or hide the menu");
        addToNavbar(true, toggle);

        switcher.setLabel("Project");
        switcher.setWidthFull();
        switcher.setItemLabelGenerator(ProjectDirectory.Entry::name);
        switcher.addValueChangeListener(event -> {
            if (!showing && event.getValue() != null) {
                UI.getCurrent().navigate(Routes.of(Routes.DATA, event.getValue().id()));
            }
        });

        SideNav home = new SideNav();
        home.addItem(new SideNavItem("Projects", "", VaadinIcon.GRID_SMALL_O.create()));

        Div projectPart = new Div(switcher, projectNavigation);
        projectPart.addClassName("drawer-project");
        Scroller scroller = new Scroller(new Div(home, projectPart));
        scroller.addClassName("drawer-scroll");
        addToDrawer(brand(), scroller, footer());
    }

    private static Div brand() {
        Image mark = new Image("icons/attune.svg", "");
        Span name = new Span("Attune");
        Div brand = new Div(mark, name);
        brand.addClassName("brand");
        return brand;
    }

    private static Div footer() {
        Button scheme = new Button("Light / dark", VaadinIcon.ADJUST.create(), event -> UI.getCurrent()
                .getPage()
                .executeJs("window.attune.toggleColourScheme()"));
        scheme.addThemeVariants(ButtonVariant.TERTIARY);
        scheme.setId("colour-scheme");
        scheme.setTooltipText("Switch between light and dark");
        Div footer = new Div(scheme);
        footer.addClassName("drawer-footer");
        return footer;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        Optional<UUID> project = event.getRouteParameters().get(Routes.PROJECT).flatMap(Ids::parse);
        List<ProjectDirectory.Entry> entries = directory.projects();
        showing = true;
        switcher.setItems(entries);
        Optional<ProjectDirectory.Entry> current = project.flatMap(
                id -> entries.stream().filter(entry -> entry.id().equals(id)).findFirst());
        switcher.setValue(current.orElse(null));
        showing = false;
        switcher.setVisible(current.isPresent());
        projectNavigation.removeAll();
        current.map(ProjectDirectory.Entry::id).ifPresent(this::addTabs);
    }

    private void addTabs(UUID project) {
        projectNavigation.addItem(
                tab("Data", Routes.DATA, project, VaadinIcon.DATABASE),
                tab("Training", Routes.TRAINING, project, VaadinIcon.SLIDERS),
                tab("Testing", Routes.TESTING, project, VaadinIcon.BAR_CHART_H),
                tab("Models", Routes.MODELS, project, VaadinIcon.CUBES));
    }

    private static SideNavItem tab(String label, String route, UUID project, VaadinIcon icon) {
        SideNavItem item = new SideNavItem(label, Routes.of(route, project), icon.create());
        // A detail page keeps its tab marked.
        item.setMatchNested(true);
        return item;
    }
}
