package dev.attune.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Dialogs that more than one page opens. */
public final class Dialogs {

    private Dialogs() {}

    /** Asks before something is lost. */
    public static void confirmDelete(String what, String consequence, Runnable action) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Delete " + what + "?");
        dialog.setText(consequence);
        dialog.setCancelable(true);
        dialog.setConfirmText("Delete");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(event -> action.run());
        dialog.open();
    }
}
