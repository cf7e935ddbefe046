package dev.attune.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;

/** A small table of texts. */
final class TextTable extends Div {

    private final NativeTable table = new NativeTable();

    TextTable(String... labels) {
        addClassName("scroll-x");
        table.addClassNames("figures", "texts");
        NativeTableRow head = new NativeTableRow();
        for (String label : labels) {
            head.add(new NativeTableHeaderCell(label));
        }
        table.getHead().add(head);
        add(table);
    }

    void add(String... texts) {
        NativeTableRow row = new NativeTableRow();
        for (String text : texts) {
            row.add(new NativeTableCell(text));
        }
        table.getBody().add(row);
    }
}
