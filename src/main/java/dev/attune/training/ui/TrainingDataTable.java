package dev.attune.training.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.attune.training.Training;
import dev.attune.training.TrainingDataset;
import dev.attune.ui.Routes;

/** What a training was made of, with the sums that tell one version of a file from another. */
final class TrainingDataTable extends Div {

    private static final int SHORT_HASH = 12;

    TrainingDataTable(Training training) {
        addClassName("scroll-x");
        NativeTable table = new NativeTable();
        table.addClassNames("figures", "texts");
        NativeTableRow head = new NativeTableRow();
        for (String label : new String[] {"Data set", "Kind", "Amount", "SHA-256 of its file"}) {
            head.add(new NativeTableHeaderCell(label));
        }
        table.getHead().add(head);
        training.datasets().forEach(dataset -> table.getBody().add(row(training, dataset)));
        add(table);
    }

    private static NativeTableRow row(Training training, TrainingDataset dataset) {
        Anchor name = new Anchor(Routes.of(Routes.DATA_ITEM, training.project(), dataset.id()), dataset.name());
        Span hash = new Span(
                dataset.contentHash().length() > SHORT_HASH
                        ? dataset.contentHash().substring(0, SHORT_HASH) + "…"
                        : dataset.contentHash());
        hash.addClassName("hash");
        hash.setTitle(dataset.contentHash());
        return new NativeTableRow(
                new NativeTableCell(name),
                new NativeTableCell(dataset.kind().label()),
                new NativeTableCell(TrainingTexts.amount(dataset)),
                new NativeTableCell(hash));
    }
}
