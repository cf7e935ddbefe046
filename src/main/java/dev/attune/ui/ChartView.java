package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import dev.attune.chart.Chart;
import dev.attune.chart.ChartTable;
import java.util.List;
import java.util.function.Consumer;

/** A chart in a page, with its figures as a table below that can be unfolded. */
public class ChartView extends Div {

    private static final int MOST_ROWS = 200;
    private static final int MADE_AT_ONCE = 40;
    private static final String PICKED = "event.target.dataset ? event.target.dataset.key || '' : ''";

    private final Div drawing = new Div();

    public ChartView(Chart chart) {
        addClassName("chart-view");
        drawing.addClassName("chart");
        drawing.getElement().setProperty("innerHTML", chart.svg(true));
        NativeDetails details = details(chart.table());
        details.addClassName("chart-table");
        add(drawing, details);
    }

    /** Calls a listener with the key of a point that is clicked, or that has the focus when Enter is pressed. */
    public ChartView onPick(Consumer<String> listener) {
        addClassName("chart-pickable");
        drawing.getElement()
                .addEventListener(
                        "click",
                        event ->
                                listener.accept(event.getEventData().get(PICKED).asString()))
                .addEventData(PICKED)
                .setFilter("(" + PICKED + ") !== ''");
        drawing.getElement()
                .addEventListener(
                        "keydown",
                        event ->
                                listener.accept(event.getEventData().get(PICKED).asString()))
                .addEventData(PICKED)
                .setFilter("event.key === 'Enter' && (" + PICKED + ") !== ''");
        return this;
    }

    /** A long table is made when it is unfolded: its cells would be most of what the browser is sent. */
    private static NativeDetails details(ChartTable figures) {
        if (figures.rows().size() <= MADE_AT_ONCE) {
            return new NativeDetails("Figures as a table", table(figures));
        }
        NativeDetails details = new NativeDetails("Figures as a table");
        details.addToggleListener(event -> {
            if (event.isOpened() && details.getContent() == null) {
                details.setContent(table(figures));
            }
        });
        return details;
    }

    private static Component table(ChartTable figures) {
        ChartTable shown = figures.first(MOST_ROWS);
        NativeTable table = new NativeTable();
        table.addClassName("chart-figures");
        NativeTableRow head = table.getHead().addRow();
        for (String heading : shown.headings()) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(heading);
            cell.getElement().setAttribute("scope", "col");
        }
        for (List<String> figureRow : shown.rows()) {
            NativeTableRow row = table.getBody().addRow();
            figureRow.forEach(cell -> row.addDataCell().setText(cell));
        }
        Div scroll = new Div(table);
        scroll.addClassName("scroll-x");
        if (figures.rows().size() > MOST_ROWS) {
            Paragraph more = new Paragraph("The first " + MOST_ROWS + " of "
                    + Formats.count(figures.rows().size()) + " rows.");
            more.addClassName("form-note");
            scroll.add(more);
        }
        return scroll;
    }
}
