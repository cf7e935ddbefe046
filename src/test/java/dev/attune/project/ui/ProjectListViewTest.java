package dev.attune.project.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.ui.PageTest;
import dev.attune.ui.Routes;
import org.junit.jupiter.api.Test;

class ProjectListViewTest extends PageTest {

    @Test
    void tellsANewcomerWhatToDo() {
        navigate(ProjectListView.class);

        assertThat(page()).contains("Start with a project").contains("New project");
    }

    @Test
    void makesAProjectAndOpensItsData() {
        navigate(ProjectListView.class);
        test(button("New project")).click();
        assertThat(button("Create").isEnabled()).isFalse();

        test(find(TextField.class).withLabel("Name").single()).setValue("Harbour");
        test(find(TextArea.class).withLabel("Description").single()).setValue("Cranes");
        test(button("Create")).click();

        Project project = projects().list().getFirst();
        assertThat(project.name()).isEqualTo("Harbour");
        assertThat(project.description()).isEqualTo("Cranes");
        assertThat(project.locale()).isEqualTo("en-US");
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo(Routes.of(Routes.DATA, project.id()));
        assertThat(find(Dialog.class).exists()).isFalse();
    }

    @Test
    void keepsTheDialogWithAWordWhereALocaleIsNone() {
        navigate(ProjectListView.class);
        test(button("New project")).click();
        test(find(TextField.class).withLabel("Name").single()).setValue("Harbour");
        @SuppressWarnings("unchecked")
        ComboBox<String> locale = find(ComboBox.class).withLabel("Language").single();
        locale.setItems("english");
        locale.setValue("english");

        test(button("Create")).click();

        assertThat(find(Dialog.class).exists()).isTrue();
        assertThat(locale.getElement().getProperty("errorMessage")).contains("\"english\" is not a locale");
        assertThat(projects().list()).isEmpty();
    }

    @Test
    void showsEveryProjectWithALinkToItsData() {
        Project one = projects().create("Harbour", "Cranes", "en-US");
        Project other = projects().create("Bakery", "", "de-DE");
        // The list of the start was made before; coming back makes a new one.
        UI.getCurrent().navigate(Routes.of(Routes.DATA, one.id()));

        navigate(ProjectListView.class);

        assertThat(findInView(Anchor.class).all())
                .extracting(Anchor::getText, Anchor::getHref)
                .containsExactlyInAnyOrder(
                        tuple("Harbour", Routes.of(Routes.DATA, one.id())),
                        tuple("Bakery", Routes.of(Routes.DATA, other.id())));
        assertThat(page()).contains("Cranes").contains("No description").contains("de-DE");
    }

    @Test
    void showsTheTabsOfTheProjectInTheFrame() {
        Project project = projects().create("Harbour", "", "en-US");

        UI.getCurrent().navigate(Routes.of(Routes.DATA, project.id()));

        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .containsExactly("Projects", "Data", "Training", "Testing", "Models");
    }

    private ProjectService projects() {
        return features.get(ProjectService.class);
    }
}
