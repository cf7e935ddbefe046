package dev.attune.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.dom.Style;

/** A small table of texts. */
final class TextTable extends Div {

    private static final int LONGEST_KEPT_TOGETHER = 8;

    private final NativeTable table = new NativeTable();

    TextTable(String... labels) {
        addClassName("scroll-x");
        table.addClassNames("figures", "texts");
        NativeTableRow head = new NativeTableRow();
        for (String label : labels) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(label);
            keepTogether(cell, label);
            head.add(cell);
        }
        table.getHead().add(head);
        add(table);
    }

    void add(String... texts) {
        NativeTableRow row = new NativeTableRow();
        for (String text : texts) {
            NativeTableCell cell = new NativeTableCell(text);
            keepTogether(cell, text);
            row.add(cell);
        }
        table.getBody().add(row);
    }

    /** Long texts may be broken anywhere, and would leave a column of figures no room but for one character. */
    private static void keepTogether(Component cell, String text) {
        if (text.length() <= LONGEST_KEPT_TOGETHER) {
            cell.getStyle().setWhiteSpace(Style.WhiteSpace.NOWRAP);
        }
    }
}
