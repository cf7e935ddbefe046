package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;

/** A part of a page with a heading and a frame of its own. */
public class Section extends Div {

    private final Div tools = new Div();

    public Section(String heading, Component... content) {
        addClassName("section");
        tools.addClassName("section-tools");
        Div header = new Div(new H2(heading), tools);
        header.addClassName("section-header");
        add(header);
        add(content);
    }

    /** Puts filters or buttons at the heading's right. */
    public Section withTools(Component... components) {
        tools.add(components);
        return this;
    }
}
