package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import dev.attune.ui.Formats;
import java.util.List;

/** A table about words; the words are buttons that lead to their utterances. */
final class WordTable extends Div {

    private final NativeTable table = new NativeTable();
    private final UtteranceOpener opener;

    WordTable(List<String> headings, UtteranceOpener opener) {
        this.opener = opener;
        addClassName("scroll-x");
        table.addClassName("words");
        NativeTableRow head = table.getHead().addRow();
        for (String heading : headings) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(heading);
            cell.getElement().setAttribute("scope", "col");
        }
        add(table);
    }

    /** A row for one word or pair; the query finds its utterances. */
    NativeTableRow row(String label, String word) {
        NativeTableRow row = table.getBody().addRow();
        row.addDataCell().add(link(label, word, opener));
        return row;
    }

    /** The row below that sums up the others. */
    NativeTableRow sum(String label) {
        NativeTableRow row = table.getBody().addRow();
        row.addClassName("words-sum");
        row.addDataCell().setText(label);
        return row;
    }

    static Component link(String label, String word, UtteranceOpener opener) {
        Button button = new Button(label, event -> opener.open(WordQueries.of(word), ""));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("word-link");
        button.setAriaLabel("Show the utterances with " + label);
        return button;
    }

    static void number(NativeTableRow row, int number) {
        row.addDataCell().setText(Formats.count(number));
    }

    /** A change with its sign; fewer errors are good. */
    static void change(NativeTableRow row, int change) {
        NativeTableCell cell = row.addDataCell();
        cell.setText(change == 0 ? "0" : (change > 0 ? "+" : "\u2212") + Formats.count(Math.abs(change)));
        if (change != 0) {
            cell.addClassName(change < 0 ? "tag-good" : "tag-bad");
        }
    }
}
