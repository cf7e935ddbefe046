package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.entity.XYItemEntity;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Points over two axes from 0 upwards. Points with a key can be picked: the element over the point has it as {@code data-key}, and takes
 * clicks and the Enter key.
 *
 * @param title what a screen reader says first
 * @param xLabel below the axis, with the unit
 * @param yLabel beside the axis, with the unit
 * @param diagonal whether both axes have the same range and a line shows where x equals y
 * @param groups at most five, told apart by colour and shape; more than one gives a legend
 */
public record ScatterChart(String title, String xLabel, String yLabel, boolean diagonal, List<Group> groups)
        implements Chart {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 420;
    private static final double SMALLEST = 7;
    private static final double LARGEST = 30;
    /** The least weight that is drawn at the largest size, so that two of a kind are not ten times as large as one. */
    private static final int HEAVY = 20;

    private static final double HEADROOM = 1.05;
    private static final float ALPHA = 0.62f;

    /** With more named points than this names would cover each other. */
    private static final int MOST_NAMES = 12;

    /**
     * Points of one kind.
     *
     * @param joined whether a line joins them in their order
     */
    public record Group(String name, boolean joined, List<Point> points) {

        public Group {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param weight what it stands for, at least 1: areas grow with it
     * @param label shown when the pointer is over it, and in the table
     * @param key of what is opened; empty for none
     * @param named whether its label is written beside it
     */
    public record Point(double x, double y, int weight, String label, String key, boolean named) {}

    public ScatterChart {
        groups = List.copyOf(groups);
        if (groups.size() > ChartStyle.MOST_SERIES) {
            throw new IllegalArgumentException(
                    "at most " + ChartStyle.MOST_SERIES + " groups can be told apart; got " + groups.size());
        }
    }

    @Override
    public String svg(boolean themed) {
        ChartRenderingInfo places = new ChartRenderingInfo();
        String svg = ChartStyle.draw(chart(), WIDTH, HEIGHT, description(), themed, places);
        int end = svg.lastIndexOf("</svg");
        return svg.substring(0, end) + targets(places) + svg.substring(end);
    }

    @Override
    public ChartTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (Group group : groups) {
            for (Point point : group.points()) {
                List<String> row = new ArrayList<>(List.of(point.label(), number(point.x()), number(point.y())));
                if (groups.size() > 1) {
                    row.add(1, group.name());
                }
                rows.add(row);
            }
        }
        return new ChartTable(
                groups.size() > 1 ? List.of("Point", "Series", xLabel, yLabel) : List.of("Point", xLabel, yLabel),
                rows);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private JFreeChart chart() {
        XYSeriesCollection data = new XYSeriesCollection();
        PointRenderer renderer = new PointRenderer(groups);
        int heaviest = groups.stream()
                .flatMap(group -> group.points().stream())
                .mapToInt(Point::weight)
                .max()
                .orElse(1);
        for (int i = 0; i < groups.size(); i++) {
            // Names of series must differ; those of models need not.
            XYSeries series = new XYSeries(new NumberedLabel(i, groups.get(i).name()), false, true);
            groups.get(i).points().forEach(point -> series.add(point.x(), point.y()));
            data.addSeries(series);
        }
        renderer.heaviest = heaviest;
        NumberAxis across = ChartStyle.axis(xLabel);
        NumberAxis upward = ChartStyle.axis(yLabel);
        double right = highest(true);
        double top = highest(false);
        if (diagonal) {
            right = Math.max(right, top);
            top = right;
        }
        across.setRange(-right * (HEADROOM - 1), right * HEADROOM);
        upward.setRange(-top * (HEADROOM - 1), top * HEADROOM);
        XYPlot plot = ChartStyle.plot(data, across, upward, renderer);
        plot.setDomainGridlinesVisible(true);
        // The order in which the keyboard goes through the points.
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        if (diagonal) {
            plot.addAnnotation(new XYLineAnnotation(
                    0,
                    0,
                    right,
                    right,
                    new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {4, 4}, 0),
                    ChartStyle.soft()));
        }
        names(plot, right);
        return ChartStyle.chart(plot, groups.size() > 1);
    }

    private void names(XYPlot plot, double right) {
        groups.stream()
                .flatMap(group -> group.points().stream())
                .filter(Point::named)
                .limit(MOST_NAMES)
                .forEach(point -> {
                    boolean left = point.x() > 0.75 * right;
                    XYTextAnnotation name = new XYTextAnnotation(
                            left ? point.label() + "  " : "  " + point.label(), point.x(), point.y());
                    name.setTextAnchor(left ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
                    name.setFont(ChartStyle.labels().deriveFont(Font.PLAIN, 12f));
                    name.setPaint(ChartStyle.text());
                    plot.addAnnotation(name);
                });
    }

    private double highest(boolean x) {
        double highest = groups.stream()
                .flatMap(group -> group.points().stream())
                .mapToDouble(point -> x ? point.x() : point.y())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return highest > 0 ? highest : 1;
    }

    /** Invisible circles over the points, which tell what they are and can be picked. */
    private String targets(ChartRenderingInfo places) {
        StringBuilder out = new StringBuilder("<g class=\"chart-points\">");
        for (Object entity : places.getEntityCollection().getEntities()) {
            if (entity instanceof XYItemEntity item) {
                Point point = groups.get(item.getSeriesIndex()).points().get(item.getItem());
                Rectangle2D bounds = item.getArea().getBounds2D();
                out.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"chart-point\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"transparent\"",
                        bounds.getCenterX(),
                        bounds.getCenterY(),
                        Math.max(bounds.getWidth(), SMALLEST) / 2 + 2));
                if (!point.key().isEmpty()) {
                    out.append(" role=\"button\" tabindex=\"0\" data-key=\"")
                            .append(ChartStyle.escape(point.key()))
                            .append("\" aria-label=\"")
                            .append(ChartStyle.escape(point.label()))
                            .append('"');
                }
                out.append("><title>").append(ChartStyle.escape(point.label())).append("</title></circle>");
            }
        }
        return out.append("</g>").toString();
    }

    private String description() {
        int points = groups.stream().mapToInt(group -> group.points().size()).sum();
        String axes = title + ". " + xLabel + " against " + yLabel + ", ";
        if (!diagonal) {
            return axes + points + " points";
        }
        return axes
                + groups.stream()
                        .map(group -> {
                            long above = group.points().stream()
                                    .filter(point -> point.y() > point.x())
                                    .mapToInt(Point::weight)
                                    .sum();
                            long below = group.points().stream()
                                    .filter(point -> point.y() < point.x())
                                    .mapToInt(Point::weight)
                                    .sum();
                            return (groups.size() > 1 ? group.name() + ": " : "") + above + " above the diagonal, "
                                    + below + " below";
                        })
                        .collect(Collectors.joining("; "));
    }

    /** Areas by weight, and a little transparency where points lie over each other. */
    private static final class PointRenderer extends XYLineAndShapeRenderer {

        private static final long serialVersionUID = 1L;

        private final transient List<Group> groups;
        private int heaviest = 1;

        PointRenderer(List<Group> groups) {
            this.groups = groups;
            for (int i = 0; i < groups.size(); i++) {
                Color colour = ChartStyle.series(groups.size() == 1 ? 1 : i);
                boolean joined = groups.get(i).joined();
                setSeriesLinesVisible(i, joined);
                setSeriesStroke(i, new BasicStroke(1.75f));
                setSeriesPaint(
                        i,
                        joined
                                ? colour
                                : new Color(
                                        colour.getRed(), colour.getGreen(), colour.getBlue(), Math.round(255 * ALPHA)));
                setSeriesShape(i, ChartStyle.mark(i, SMALLEST));
            }
        }

        @Override
        public Shape getItemShape(int series, int item) {
            int weight = groups.get(series).points().get(item).weight();
            double share = (Math.sqrt(weight) - 1) / (Math.sqrt(Math.max(heaviest, HEAVY)) - 1);
            return ChartStyle.mark(series, SMALLEST + share * (LARGEST - SMALLEST));
        }
    }
}
