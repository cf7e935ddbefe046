package dev.attune.model.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.attune.model.ModelService;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Dialogs;
import dev.attune.ui.Notifications;

/** What more than one page offers to do with a model. */
final class ModelActions {

    private ModelActions() {}

    /** A link that streams the model's zip. */
    static Anchor download(ModelService models, ModelDescription model, String label) {
        Anchor link = new Anchor(
                DownloadHandler.forFile(models.file(model.id()).toFile(), ModelTexts.fileName(model)),
                AttachmentType.DOWNLOAD,
                label);
        link.setRouterIgnore(true);
        return link;
    }

    static void askDelete(ModelService models, ProjectId project, ModelDescription model, Runnable afterwards) {
        Dialogs.confirmDelete(
                "the model \"" + model.name() + "\"",
                "Its package is removed. Its training and its tests stay in their lists.",
                () -> {
                    try {
                        models.delete(project, model.id());
                        Notifications.done("The model \"" + model.name() + "\" was deleted.");
                        afterwards.run();
                    } catch (ProblemException e) {
                        Notifications.failed(String.valueOf(e.getMessage()));
                    }
                });
    }
}
