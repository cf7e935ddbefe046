package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
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
import org.jfree.svg.SVGGraphics2D;

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
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final float STROKE = 2;
    private static final double DOT = 6;

    /** With more points than this a line needs no dots. */
    private static final int MOST_DOTS = 40;

    private static final Ink TEXT = new Ink("--attune-chart-ink", new Color(0x2c3a40));
    private static final Ink SOFT = new Ink("--attune-chart-soft", new Color(0x6a7a82));
    private static final Ink GRID = new Ink("--attune-chart-grid", new Color(0xdfe5e8));
    private static final List<Ink> SERIES = List.of(
            new Ink("--attune-chart-1", new Color(0x8496a0)),
            new Ink("--attune-chart-2", new Color(0x17796d)),
            new Ink("--attune-chart-3", new Color(0xb8741a)),
            new Ink("--attune-chart-4", new Color(0x4a67b5)),
            new Ink("--attune-chart-5", new Color(0x9a4a86)));

    /** A colour of the light theme and the style variable that holds it on pages. */
    private record Ink(String variable, Color light) {}

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
        if (lines.size() > SERIES.size()) {
            throw new IllegalArgumentException(
                    "at most " + SERIES.size() + " lines can be told apart; got " + lines.size());
        }
    }

    /**
     * The chart as an {@code svg} element.
     *
     * @param themed true for pages, whose style variables {@code --attune-chart-...} then give the colours; false for files
     */
    public String svg(boolean themed) {
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
        chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        String svg = graphics.getSVGElement(null, true, null, null, null);
        String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT + "\" width=\""
                + WIDTH + "\" height=\"" + HEIGHT + "\" role=\"img\" aria-label=\"" + escape(description()) + "\">";
        String body = svg.substring(svg.indexOf('>') + 1);
        return head + (themed ? themed(body) : body);
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
            renderer.setSeriesPaint(i, SERIES.get(i).light());
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
        plot.setRangeGridlinePaint(GRID.light());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, LABELS, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 2, 2, 14));
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(LABELS);
        legend.setItemPaint(TEXT.light());
        legend.setBackgroundPaint(null);
        chart.addSubtitle(legend);
        return chart;
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(true);
        axis.setLabelFont(LABELS);
        axis.setLabelPaint(SOFT.light());
        axis.setTickLabelFont(LABELS);
        axis.setTickLabelPaint(SOFT.light());
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

    private static String themed(String body) {
        String out = body;
        for (Ink ink : SERIES) {
            out = replace(out, ink);
        }
        return replace(replace(replace(out, TEXT), SOFT), GRID);
    }

    private static String replace(String svg, Ink ink) {
        Color colour = ink.light();
        return svg.replace(
                "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")",
                "var(" + ink.variable() + ")");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
