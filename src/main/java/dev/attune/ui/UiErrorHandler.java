package dev.attune.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import dev.attune.shared.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Shows what went wrong in one calm sentence and leaves the page as it was. A {@link ProblemException} speaks for
 * itself; anything else is logged once with its cause, because its message is not fit for the page.
 */
@Component
public class UiErrorHandler implements ErrorHandler, VaadinServiceInitListener {

    private static final Logger log = LoggerFactory.getLogger(UiErrorHandler.class);

    static final String UNEXPECTED =
            "That did not work, and nothing was changed. Try again; the workbench's log says more.";

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(session -> session.getSession().setErrorHandler(this));
    }

    @Override
    public void error(ErrorEvent event) {
        String message = messageFor(event.getThrowable());
        if (message.equals(UNEXPECTED)) {
            log.error("Unexpected failure in the workbench's pages", event.getThrowable());
        }
        UI ui = UI.getCurrent();
        if (ui != null) {
            ui.access(() -> Notifications.failed(message));
        }
    }

    /** The sentence for a failure: the first problem in the chain of causes, or the general sentence. */
    static String messageFor(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem.getMessage();
            }
        }
        return UNEXPECTED;
    }
}
