package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** A page of the workbench: a title with what it is for, actions beside it, the content below. */
public abstract class Page extends Div {

    private final Div trail = new Div();
    private final H1 title = new H1();
    private final Paragraph purpose = new Paragraph();
    private final Div actions = new Div();

    protected Page() {
        addClassName("page");
        trail.addClassName("page-trail");
        trail.setVisible(false);
        purpose.addClassName("page-purpose");
        actions.addClassName("page-actions");
        Div words = new Div(title, purpose);
        words.addClassName("page-words");
        Div header = new Div(words, actions);
        header.addClassName("page-header");
        add(trail, header);
    }

    /** Sets heading and the line below it; an empty line is left out. */
    protected void setHeading(String heading, String line) {
        title.setText(heading);
        purpose.setText(line);
        purpose.setVisible(!line.isEmpty());
    }

    /** Puts something, a status for instance, behind the heading. */
    protected void setHeading(String heading, String line, Component behind) {
        setHeading(heading, line);
        title.removeAll();
        title.add(new Span(heading), behind);
    }

    /** Shows the way back above the heading. */
    protected void setTrail(String label, String address) {
        Anchor back = new Anchor(address, label);
        trail.removeAll();
        trail.add(back);
        trail.setVisible(true);
    }

    /** Replaces the buttons beside the heading. */
    protected void setActions(Component... components) {
        actions.removeAll();
        actions.add(components);
    }
}
