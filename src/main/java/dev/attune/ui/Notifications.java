package dev.attune.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.orderedlayout.FlexComponent.Alignment;
import com.vaadin.flow.component.orderedlayout.HorizontalLayout;

/** Short messages at the edge of the page. */
public final class Notifications {

    private static final int SHORT_MILLIS = 4000;

    private Notifications() {}

    /** Says that something was done; goes away by itself. */
    public static void done(String message) {
        Notification notification = new Notification(message, SHORT_MILLIS, Notification.Position.BOTTOM_START);
        notification.addThemeVariants(NotificationVariant.SUCCESS);
        notification.open();
    }

    /** Says what went wrong; stays until it is closed, so that it can be read in peace. */
    public static void failed(String message) {
        Notification notification = new Notification();
        notification.setDuration(0);
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.addThemeVariants(NotificationVariant.ERROR);
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> notification.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel("Close");
        HorizontalLayout row = new HorizontalLayout(new Span(message), close);
        row.setAlignItems(Alignment.CENTER);
        notification.add(row);
        notification.open();
    }
}
