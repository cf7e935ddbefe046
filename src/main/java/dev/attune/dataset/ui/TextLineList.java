package dev.attune.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetService;
import dev.attune.ui.Pager;

/** The accepted lines of a text data set, a page at a time. */
class TextLineList extends Div {

    private static final int PAGE_SIZE = 50;

    private final DatasetService datasets;
    private final Dataset dataset;
    private final OrderedList lines = new OrderedList();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);

    TextLineList(DatasetService datasets, Dataset dataset) {
        this.datasets = datasets;
        this.dataset = dataset;
        lines.addClassName("text-lines");
        add(lines, pager);
        show(0);
    }

    private void show(int offset) {
        lines.removeAll();
        lines.getStyle().set("--first-line", Integer.toString(offset));
        datasets.lines(dataset.id(), offset, PAGE_SIZE).forEach(line -> lines.add(new ListItem(line)));
        pager.show(offset, dataset.accepted());
    }
}
