package dev.attune.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/** A sentence inside a page that wants to be noticed. */
public class Message extends Div {

    private Message(String tone, VaadinIcon icon, String sentence) {
        addClassNames("message", "message-" + tone);
        add(icon.create(), new Span(sentence));
    }

    public static Message bad(String sentence) {
        Message message = new Message("bad", VaadinIcon.WARNING, sentence);
        message.getElement().setAttribute("role", "alert");
        return message;
    }

    public static Message warning(String sentence) {
        return new Message("warning", VaadinIcon.EXCLAMATION_CIRCLE_O, sentence);
    }

    public static Message good(String sentence) {
        return new Message("good", VaadinIcon.CHECK_CIRCLE_O, sentence);
    }

    public static Message neutral(String sentence) {
        return new Message("neutral", VaadinIcon.INFO_CIRCLE_O, sentence);
    }
}
