package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Lying bars, each with its interval, below each other.
 *
 * @param title what a screen reader says first
 * @param valueLabel below the axis, with the unit
 * @param bars from top to bottom
 */
public record BarChart(String title, String valueLabel, List<Bar> bars) implements Chart {

    private static final int ROW_HEIGHT = 54;
    private static final double WHISKER = 5;
    private static final double HEADROOM = 1.24;

    /**
     * A bar.
     *
     * @param label names need not differ
     * @param value length of the bar, at least 0
     * @param low lower end of its interval
     * @param high upper end of its interval
     */
    public record Bar(String label, double value, double low, double high) {}

    public BarChart {
        bars = List.copyOf(bars);
    }

    @Override
    public String svg(boolean themed) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < bars.size(); i++) {
            data.addValue(
                    bars.get(i).value(), "", new NumberedLabel(i, bars.get(i).label()));
        }
        JFreeChart chart = ChartStyle.chart(data, new WhiskerRenderer(bars), valueLabel, false);
        NumberAxis axis = (NumberAxis) chart.getCategoryPlot().getRangeAxis();
        double highest = bars.stream()
                .mapToDouble(bar -> Math.max(bar.value(), bar.high()))
                .max()
                .orElse(0);
        axis.setRange(0, highest > 0 ? highest * HEADROOM : 1);
        return ChartStyle.svg(chart, bars.size(), ROW_HEIGHT, description(), themed);
    }

    @Override
    public ChartTable table() {
        return new ChartTable(
                List.of("Name", valueLabel, "Interval"),
                bars.stream()
                        .map(bar -> List.of(
                                bar.label(),
                                String.format(Locale.ROOT, "%.1f", bar.value()),
                                String.format(Locale.ROOT, "%.1f \u2013 %.1f", bar.low(), bar.high())))
                        .toList());
    }

    private String description() {
        return title + ". "
                + bars.stream()
                        .map(bar -> String.format(
                                Locale.ROOT,
                                "%s: %.1f (%.1f to %.1f)",
                                bar.label(),
                                bar.value(),
                                bar.low(),
                                bar.high()))
                        .collect(Collectors.joining("; "));
    }

    /** Draws the interval over each bar and writes the value behind it. */
    private static final class WhiskerRenderer extends BarRenderer {

        private static final long serialVersionUID = 1L;

        private final transient List<Bar> bars;

        WhiskerRenderer(List<Bar> bars) {
            this.bars = bars;
            setBarPainter(new StandardBarPainter());
            setShadowVisible(false);
            setDrawBarOutline(false);
            setMaximumBarWidth(0.5);
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return ChartStyle.series(column);
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
            super.drawItem(graphics, state, area, plot, domainAxis, rangeAxis, data, row, column, pass);
            Bar bar = bars.get(column);
            double middle = domainAxis.getCategoryMiddle(column, data.getColumnCount(), area, plot.getDomainAxisEdge());
            double low = rangeAxis.valueToJava2D(bar.low(), area, plot.getRangeAxisEdge());
            double high = rangeAxis.valueToJava2D(bar.high(), area, plot.getRangeAxisEdge());
            graphics.setPaint(ChartStyle.text());
            graphics.setStroke(new BasicStroke(1.5f));
            graphics.draw(new Line2D.Double(low, middle, high, middle));
            graphics.draw(new Line2D.Double(low, middle - WHISKER, low, middle + WHISKER));
            graphics.draw(new Line2D.Double(high, middle - WHISKER, high, middle + WHISKER));
            graphics.setFont(ChartStyle.labels());
            graphics.drawString(
                    String.format(Locale.ROOT, "%.1f", bar.value()), (float) high + 8, (float) middle + 4.5f);
        }
    }
}
