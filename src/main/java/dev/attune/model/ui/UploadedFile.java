package dev.attune.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.server.streams.UploadMetadata;
import dev.attune.shared.DataDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file of a form, by drag and drop or by choice. */
final class UploadedFile extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(UploadedFile.class);

    private final Runnable changed;
    private @Nullable Path path;
    private String fileName = "";

    /**
     * @param changed called in the page's thread when a file has come or gone
     */
    UploadedFile(DataDirectory home, String label, String note, Runnable changed, String... extensions) {
        this.changed = changed;
        Span title = new Span(label);
        title.addClassName("fact-name");
        Span about = new Span(note);
        about.addClassNames("quiet", "small");
        // In the data folder, not in the system's temporary one: that may be small for a network.
        Upload upload = new Upload(UploadHandler.toFile(this::received, metadata -> home.temporary()
                .resolve("upload-" + UUID.randomUUID())
                .toFile()));
        upload.setMaxFiles(1);
        upload.setAcceptedFileExtensions(extensions);
        upload.setDropLabel(about);
        upload.setWidthFull();
        upload.getElement().setAttribute("aria-label", label);
        upload.addFileRemovedListener(event -> {
            discard();
            changed.run();
        });
        add(title, upload);
    }

    private void received(UploadMetadata metadata, File file) {
        discard();
        path = file.toPath();
        fileName = metadata.fileName();
        changed.run();
    }

    @Nullable
    Path path() {
        return path;
    }

    String fileName() {
        return fileName;
    }

    void discard() {
        Path file = path;
        path = null;
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The upload {} could not be deleted", file, e);
            }
        }
    }
}
