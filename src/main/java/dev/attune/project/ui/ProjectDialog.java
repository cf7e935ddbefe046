package dev.attune.project.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.project.Project;
import dev.attune.shared.ProblemException;
import java.util.List;

/** Asks for name, description and locale of a project. */
final class ProjectDialog extends Dialog {

    /** Takes what was entered; a {@link ProblemException} keeps the dialog open and is shown at the name. */
    @FunctionalInterface
    interface Action {
        void take(String name, String description, String locale);
    }

    private static final List<String> LOCALES =
            List.of("en-US", "en-GB", "de-DE", "es-ES", "fr-FR", "it-IT", "ja-JP", "ko-KR", "pt-BR", "zh-CN");

    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final ComboBox<String> locale = new ComboBox<>("Language");
    private final Button save;

    private ProjectDialog(String heading, String verb, Action action) {
        setHeaderTitle(heading);
        setWidth("30rem");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(200);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        description.setWidthFull();
        description.setMaxLength(4000);
        description.setMinRows(2);
        locale.setItems(LOCALES);
        locale.setValue(LOCALES.getFirst());
        locale.setAllowCustomValue(true);
        locale.addCustomValueSetListener(
                event -> locale.setValue(event.getDetail().strip()));
        locale.setHelperText("Training is for en-US for now; data of other languages can be uploaded and looked at.");
        locale.setWidthFull();
        Div form = new Div(name, description, locale);
        form.addClassName("form");
        add(form);

        save = new Button(verb, event -> submit(action));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        name.addKeyDownListener(Key.ENTER, event -> save.click());
        save.setEnabled(false);
        name.addValueChangeListener(
                event -> save.setEnabled(!event.getValue().strip().isEmpty()));
        getFooter().add(new Button("Cancel", event -> close()), save);
    }

    static ProjectDialog create(Action action) {
        return new ProjectDialog("New project", "Create", action);
    }

    static ProjectDialog edit(Project project, Action action) {
        ProjectDialog dialog = new ProjectDialog("Rename project", "Save", action);
        dialog.name.setValue(project.name());
        dialog.description.setValue(project.description());
        dialog.locale.setValue(project.locale());
        dialog.locale.setReadOnly(true);
        return dialog;
    }

    private void submit(Action action) {
        try {
            action.take(name.getValue(), description.getValue(), locale.isEmpty() ? "" : locale.getValue());
            close();
        } catch (ProblemException e) {
            (e.code().equals("InvalidLocale") ? locale : name).getElement().setProperty("errorMessage", e.getMessage());
            (e.code().equals("InvalidLocale") ? locale : name).getElement().setProperty("invalid", true);
        }
    }
}
