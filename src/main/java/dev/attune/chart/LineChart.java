package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
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
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines) implements Chart {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 270;
    private static final float STROKE = 2;
    private static final double SIDE = 0.02;
    private static final double DOT = 6;
    private static final double MARK = 11;

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

    @Override
    public String svg(boolean themed) {
        return ChartStyle.draw(chart(), WIDTH, HEIGHT, description(), themed);
    }

    @Override
    public ChartTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (Line line : lines) {
            for (Point point : line.points()) {
                rows.add(List.of(line.name(), number(point.x()), number(point.y())));
            }
        }
        return new ChartTable(List.of("Curve", xLabel, yLabel), rows);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e12
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
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
            // A single point marks a place on another curve.
            double dot = series.getItemCount() == 1 ? MARK : DOT;
            renderer.setSeriesShape(i, circle(dot));
            renderer.setLegendShape(i, circle(DOT));
            renderer.setSeriesShapesVisible(i, series.getItemCount() <= MOST_DOTS);
        }
        NumberAxis across = ChartStyle.axis(xLabel);
        across.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        // Room for whole dots at both ends.
        across.setAutoRangeStickyZero(false);
        across.setLowerMargin(SIDE);
        across.setUpperMargin(SIDE);
        XYPlot plot = ChartStyle.plot(data, across, ChartStyle.axis(yLabel), renderer);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        return ChartStyle.chart(plot, true);
    }

    private static Ellipse2D circle(double size) {
        return new Ellipse2D.Double(-size / 2, -size / 2, size, size);
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
