package dev.attune.chart;

import java.util.List;

/**
 * The figures of a chart as text.
 *
 * @param headings one a column; the first column names what the row is about
 * @param rows as many cells each as there are headings
 */
public record ChartTable(List<String> headings, List<List<String>> rows) {

    public ChartTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException("each row must have " + headings.size() + " cells; got " + row);
            }
        }
    }

    /** The first rows of a long table. */
    public ChartTable first(int limit) {
        return new ChartTable(headings, rows.subList(0, Math.min(limit, rows.size())));
    }
}
