package dev.attune.training.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import dev.attune.training.Training;
import dev.attune.training.TrainingService;

/** What more than one page offers to do with a training. */
final class TrainingActions {

    private TrainingActions() {}

    static void askCancel(TrainingService trainings, Training training) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Cancel the training \"" + training.name() + "\"?");
        dialog.setText("What it has learnt so far is lost. It stays in the list, and you can start another one.");
        dialog.setCancelable(true);
        dialog.setCancelText("Let it go on");
        dialog.setConfirmText("Cancel training");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(event -> trainings.cancel(training.id()));
        dialog.open();
    }
}
