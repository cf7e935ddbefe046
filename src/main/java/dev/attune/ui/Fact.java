package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A figure with its name; several in a row make the head of a detail page. */
public class Fact extends Div {

    public Fact(String name, String value) {
        this(name, new Span(value));
    }

    public <C extends Component & HasStyle> Fact(String name, C value) {
        addClassName("fact");
        Span label = new Span(name);
        label.addClassName("fact-name");
        value.addClassName("fact-value");
        add(label, value);
    }

    /** Facts side by side, wrapping where there is no room. */
    public static Div row(Fact... facts) {
        Div row = new Div(facts);
        row.addClassName("facts");
        return row;
    }
}
