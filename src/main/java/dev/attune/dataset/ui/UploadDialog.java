package dev.attune.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.server.streams.UploadMetadata;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.project.Project;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a file by drag and drop or by choice, guesses what it is, and starts its import. */
class UploadDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(UploadDialog.class);

    private final DatasetService datasets;
    private final Project project;
    private final Runnable afterwards;
    private final TextField name = new TextField("Name");
    private final TextArea description = new TextArea("Description");
    private final Select<DatasetKind> kind = new Select<>();
    private final Div details = new Div();
    private final Div problem = new Div();
    private final Button start;
    private @Nullable Path uploaded;
    private String fileName = "";

    UploadDialog(DatasetService datasets, DataDirectory home, Project project, Runnable afterwards) {
        this.datasets = datasets;
        this.project = project;
        this.afterwards = afterwards;
        setHeaderTitle("Upload data");
        setWidth("34rem");
        setCloseOnOutsideClick(false);

        name.setWidthFull();
        name.setMaxLength(200);
        name.setRequiredIndicatorVisible(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        description.setWidthFull();
        description.setMaxLength(4000);
        kind.setLabel("Kind");
        kind.setWidthFull();
        kind.setItems(DatasetKind.values());
        kind.setItemLabelGenerator(DatasetKind::label);
        kind.setHelperText("Guessed from the file; change it if the guess is wrong.");
        details.add(kind, name, description);
        details.addClassName("form");
        details.setVisible(false);

        Div form = new Div(upload(home), note(), problem, details);
        form.addClassName("form");
        add(form);

        start = new Button("Import", event -> submit());
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setEnabled(false);
        name.addValueChangeListener(event -> start.setEnabled(ready()));
        getFooter().add(new Button("Cancel", event -> close()), start);
        addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                discard();
            }
        });
    }

    private Upload upload(DataDirectory home) {
        // In the data folder, not in the system's temporary one: that may be small, and taking over is then a cheap
        // move.
        Upload upload = new Upload(UploadHandler.toFile(this::received, metadata -> home.temporary()
                .resolve("upload-" + UUID.randomUUID())
                .toFile()));
        upload.setMaxFiles(1);
        upload.setAcceptedFileExtensions(".zip", ".txt", ".md");
        upload.setDropLabel(new Span("Drop a file here"));
        upload.setWidthFull();
        upload.addFileRejectedListener(event -> complain(
                event.getErrorMessage() + ". Attune takes .zip archives with audio, and .txt or .md files with text."));
        upload.addFileRemovedListener(event -> {
            discard();
            details.setVisible(false);
            start.setEnabled(false);
        });
        return upload;
    }

    private static Paragraph note() {
        Paragraph note = new Paragraph(
                "A .zip with audio and trans.txt (one line a file: name, tab, transcript), or a .txt or .md with sentences, "
                        + "pronunciations or display rules.");
        note.addClassName("form-note");
        return note;
    }

    private void received(UploadMetadata metadata, File file) {
        discard();
        problem.removeAll();
        uploaded = file.toPath();
        fileName = metadata.fileName();
        kind.setValue(KindGuess.of(uploaded, fileName));
        if (name.isEmpty()) {
            name.setValue(withoutExtension(fileName));
        }
        details.setVisible(true);
        start.setEnabled(ready());
    }

    private static String withoutExtension(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private boolean ready() {
        return uploaded != null && !name.getValue().isBlank();
    }

    private void submit() {
        Path file = uploaded;
        if (file == null) {
            return;
        }
        try {
            datasets.importFile(project.id(), name.getValue(), description.getValue(), kind.getValue(), file, fileName);
            close();
            Notifications.done("The import of " + fileName + " has started.");
            afterwards.run();
        } catch (ProblemException e) {
            complain(e.getMessage());
        }
    }

    private void complain(String sentence) {
        problem.removeAll();
        problem.add(Message.bad(sentence));
    }

    private void discard() {
        Path file = uploaded;
        uploaded = null;
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The upload {} could not be deleted", file, e);
            }
        }
    }
}
