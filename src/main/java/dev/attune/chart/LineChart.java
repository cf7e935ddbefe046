package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Curves over a common axis, from 0 upwards, with a legend.
 *
 * @param title what a screen reader says first
 * @param xLabel below the axis
 * @param yLabel beside the axis, with the unit
 * @param lines in the order of the legend; names differ
 */
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines) {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 270;
    private static final float STROKE = 2;
    private static final double DOT = 6;

    /** With more points than this a line needs no dots. */
    private static final int MOST_DOTS = 40;

    /** As many as there are colours. */
    private static final int MOST_LINES = 5;

    /**
     * A curve.
     *
     * @param points by rising x; those that are not finite are left out
     */
    public record Line(String name, List<Point> points) {

        public Line {
            points = List.copyOf(points);
        }
    }

    /** A point of a curve. */
    public record Point(double x, double y) {}

    public LineChart {
        lines = List.copyOf(lines);
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException(
                    "at most " + MOST_LINES + " lines can be told apart; got " + lines.size());
        }
    }

    /**
     * The chart as an {@code svg} element.
     *
     * @param themed true for pages, whose style variables {@code --attune-chart-...} then give the colours; false for files
     */
    public String svg(boolean themed) {
        return ChartStyle.draw(chart(), WIDTH, HEIGHT, description(), themed);
    }

    static {
        // Otherwise the label of the upright axis becomes outlines that follow no font and cannot be read out.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private JFreeChart chart() {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int i = 0; i < lines.size(); i++) {
            XYSeries series = new XYSeries(lines.get(i).name());
            lines.get(i).points().stream()
                    .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                    .forEach(point -> series.add(point.x(), point.y()));
            data.addSeries(series);
            renderer.setSeriesPaint(i, ChartStyle.series(i));
            renderer.setSeriesStroke(i, new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            renderer.setSeriesShapesVisible(i, series.getItemCount() <= MOST_DOTS);
        }
        NumberAxis across = axis(xLabel);
        across.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        XYPlot plot = new XYPlot(data, across, axis(yLabel), renderer);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(ChartStyle.grid());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, ChartStyle.labels(), plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 2, 2, 14));
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(ChartStyle.labels());
        legend.setItemPaint(ChartStyle.text());
        legend.setBackgroundPaint(null);
        chart.addSubtitle(legend);
        return chart;
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(true);
        axis.setLabelFont(ChartStyle.labels());
        axis.setLabelPaint(ChartStyle.soft());
        axis.setTickLabelFont(ChartStyle.labels());
        axis.setTickLabelPaint(ChartStyle.soft());
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** Each curve by its first and its last value: what a reader takes from the picture. */
    private String description() {
        return lines.stream()
                .filter(line -> !line.points().isEmpty())
                .map(line -> String.format(
                        Locale.ROOT,
                        "%s from %.3g to %.3g",
                        line.name(),
                        line.points().getFirst().y(),
                        line.points().getLast().y()))
                .collect(Collectors.joining("; ", title + ". ", ""));
    }
}
