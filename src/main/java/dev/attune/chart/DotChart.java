package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/**
 * Rows with one dot a series, each with its interval: many groups and several series stay readable where bars would not. Series differ in
 * colour and in shape.
 *
 * <p>Source: Cleveland and McGill, Graphical perception, J. Am. Stat. Assoc. 79, 1984.
 *
 * @param title what a screen reader says first
 * @param rowLabel what the rows are, heading of the table's first column
 * @param valueLabel below the axis, with the unit
 * @param series names, at most five; they may be alike
 * @param rows from top to bottom
 * @param joined whether lines join the dots of a series from row to row, for rows with a natural order
 */
public record DotChart(
        String title, String rowLabel, String valueLabel, List<String> series, List<Row> rows, boolean joined)
        implements Chart {

    private static final int LEAST_ROW = 32;
    private static final int DOT_ROOM = 18;
    private static final double ROW_GAP = 0.4;
    private static final double HEADROOM = 1.06;

    /**
     * A row.
     *
     * @param label names need not differ
     * @param size how much stands behind it, such as {@code 12 utterances}; may be empty
     * @param dots one a series; null where it has none
     */
    public record Row(String label, String size, List<@Nullable Dot> dots) {

        public Row {
            dots = Collections.unmodifiableList(new ArrayList<>(dots));
        }
    }

    /**
     * A dot.
     *
     * @param value at least 0
     * @param low lower end of its interval
     * @param high upper end of its interval
     */
    public record Dot(double value, double low, double high) {}

    public DotChart {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.dots().size() != series.size()) {
                throw new IllegalArgumentException("each row must have " + series.size() + " dots; got " + row);
            }
        }
    }

    @Override
    public String svg(boolean themed) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < series.size(); i++) {
            NumberedLabel name = new NumberedLabel(i, series.get(i));
            for (int row = 0; row < rows.size(); row++) {
                Dot dot = rows.get(row).dots().get(i);
                data.addValue(
                        dot == null ? null : dot.value(),
                        name,
                        new NumberedLabel(row, rows.get(row).label()));
            }
        }
        JFreeChart chart =
                ChartStyle.chart(data, new DotRenderer(rows, series.size(), joined), valueLabel, series.size() > 1);
        chart.getCategoryPlot().setDomainGridlinesVisible(true);
        chart.getCategoryPlot().setDomainGridlinePaint(ChartStyle.grid());
        chart.getCategoryPlot().setDomainGridlineStroke(new BasicStroke(1));
        CategoryAxis names = chart.getCategoryPlot().getDomainAxis();
        // The dots of a row stand nearer to each other than to those of the next.
        int gaps = Math.max(1, rows.size());
        names.setCategoryMargin(ROW_GAP * (gaps - 1) / gaps);
        names.setLowerMargin(ROW_GAP / (2 * gaps));
        names.setUpperMargin(ROW_GAP / (2 * gaps));
        NumberAxis axis = (NumberAxis) chart.getCategoryPlot().getRangeAxis();
        double highest = rows.stream()
                .flatMap(row -> row.dots().stream())
                .filter(Objects::nonNull)
                .mapToDouble(dot -> Math.max(dot.value(), dot.high()))
                .max()
                .orElse(0);
        // A little room, so that a dot at zero is whole.
        double end = highest > 0 ? highest * HEADROOM : 1;
        axis.setRange(-0.02 * end, end);
        int rowHeight = Math.max(LEAST_ROW, (joined ? 2 : series.size()) * DOT_ROOM);
        return ChartStyle.svg(chart, rows.size(), rowHeight, description(), themed);
    }

    @Override
    public ChartTable table() {
        boolean sized = rows.stream().anyMatch(row -> !row.size().isEmpty());
        List<String> headings = new ArrayList<>();
        headings.add(rowLabel);
        if (sized) {
            headings.add("Size");
        }
        series.forEach(name -> {
            headings.add(name);
            headings.add("Interval");
        });
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            line.add(row.label());
            if (sized) {
                line.add(row.size());
            }
            for (Dot dot : row.dots()) {
                line.add(dot == null ? "\u2013" : String.format(Locale.ROOT, "%.1f", dot.value()));
                line.add(
                        dot == null ? "\u2013" : String.format(Locale.ROOT, "%.1f \u2013 %.1f", dot.low(), dot.high()));
            }
            cells.add(line);
        }
        return new ChartTable(headings, cells);
    }

    private String description() {
        return rows.stream()
                .map(row -> {
                    List<String> parts = new ArrayList<>();
                    for (int i = 0; i < series.size(); i++) {
                        Dot dot = row.dots().get(i);
                        if (dot != null) {
                            parts.add(series.get(i) + " " + String.format(Locale.ROOT, "%.1f", dot.value()));
                        }
                    }
                    return row.label() + ": " + String.join(", ", parts);
                })
                .collect(Collectors.joining("; ", title + ". ", ""));
    }

    /** Draws the interval below each dot. */
    private static final class DotRenderer extends LineAndShapeRenderer {

        private static final long serialVersionUID = 1L;
        private static final double SIZE = 9;

        private final transient List<Row> rows;
        private final boolean joined;

        DotRenderer(List<Row> rows, int series, boolean joined) {
            super(joined, true);
            this.rows = rows;
            this.joined = joined;
            setUseSeriesOffset(!joined && series > 1);
            setItemMargin(0);
            for (int i = 0; i < series; i++) {
                setSeriesPaint(i, ChartStyle.series(i));
                setSeriesShape(i, ChartStyle.mark(i, SIZE));
                setSeriesStroke(i, new BasicStroke(1.5f));
            }
        }

        @Override
        public void drawItem(
                Graphics2D graphics,
                CategoryItemRendererState state,
                Rectangle2D area,
                CategoryPlot plot,
                CategoryAxis domainAxis,
                ValueAxis rangeAxis,
                CategoryDataset data,
                int row,
                int column,
                int pass) {
            Dot dot = rows.get(column).dots().get(row);
            if (dot != null && pass == 0) {
                double middle = getUseSeriesOffset()
                        ? domainAxis.getCategorySeriesMiddle(
                                column,
                                data.getColumnCount(),
                                row,
                                data.getRowCount(),
                                getItemMargin(),
                                area,
                                plot.getDomainAxisEdge())
                        : domainAxis.getCategoryMiddle(column, data.getColumnCount(), area, plot.getDomainAxisEdge());
                double low = rangeAxis.valueToJava2D(dot.low(), area, plot.getRangeAxisEdge());
                double high = rangeAxis.valueToJava2D(dot.high(), area, plot.getRangeAxisEdge());
                graphics.setPaint(joined ? ChartStyle.soft() : ChartStyle.series(row));
                graphics.setStroke(new BasicStroke(1.5f));
                graphics.draw(new Line2D.Double(low, middle, high, middle));
            }
            super.drawItem(graphics, state, area, plot, domainAxis, rangeAxis, data, row, column, pass);
        }
    }
}
