package dev.attune.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.IntConsumer;

/** Steps through a long list page by page; the list itself is fetched by the owner. */
public class Pager extends Div {

    private final int pageSize;
    private final IntConsumer listener;
    private final Span place = new Span();
    private final Button back = button(VaadinIcon.ANGLE_LEFT, "Previous page", -1);
    private final Button forth = button(VaadinIcon.ANGLE_RIGHT, "Next page", 1);
    private int offset;

    /**
     * @param listener gets the offset of the first entry to show
     */
    public Pager(int pageSize, IntConsumer listener) {
        this.pageSize = pageSize;
        this.listener = listener;
        addClassName("pager");
        add(place, back, forth);
    }

    private Button button(VaadinIcon icon, String label, int direction) {
        Button button = new Button(icon.create(), event -> listener.accept(offset + direction * pageSize));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(label);
        return button;
    }

    /** Shows where the list stands; invisible while everything fits one page. */
    public void show(int shownOffset, int total) {
        offset = shownOffset;
        int last = Math.min(total, offset + pageSize);
        place.setText(
                Formats.count(Math.min(total, offset + 1)) + "–" + Formats.count(last) + " of " + Formats.count(total));
        back.setEnabled(offset > 0);
        forth.setEnabled(last < total);
        setVisible(total > pageSize);
    }
}
