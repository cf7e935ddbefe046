package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Stands where there is nothing yet, and says what to do next. */
public class EmptyState extends Div {

    public EmptyState(VaadinIcon icon, String heading, String text, Component... actions) {
        addClassName("empty-state");
        add(icon.create(), new H2(heading), new Paragraph(text));
        Div row = new Div(actions);
        row.addClassName("empty-actions");
        add(row);
    }
}
