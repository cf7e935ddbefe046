package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.xy.XYDataset;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** The look that all charts share, and how they become SVG. */
final class ChartStyle {

    /** A colour of the light theme and the style variable that holds it on pages. */
    private record Ink(String variable, Color light) {}

    private static final Ink TEXT = new Ink("--attune-chart-ink", new Color(0x2c3a40));
    private static final Ink SOFT = new Ink("--attune-chart-soft", new Color(0x6a7a82));
    private static final Ink GRID = new Ink("--attune-chart-grid", new Color(0xdfe5e8));
    private static final List<Ink> SERIES = List.of(
            new Ink("--attune-chart-1", new Color(0x8496a0)),
            new Ink("--attune-chart-2", new Color(0x17796d)),
            new Ink("--attune-chart-3", new Color(0xb8741a)),
            new Ink("--attune-chart-4", new Color(0x4a67b5)),
            new Ink("--attune-chart-5", new Color(0x9a4a86)));

    /** As many series as there are colours and marks. */
    static final int MOST_SERIES = SERIES.size();

    static {
        // Otherwise the label of the upright axis becomes outlines that follow no font and cannot be read out.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final int WIDTH = 500;
    private static final int EDGES = 62;
    private static final int LONGEST_LABEL = 40;

    private ChartStyle() {}

    static Color text() {
        return TEXT.light();
    }

    static Color soft() {
        return SOFT.light();
    }

    static Color grid() {
        return GRID.light();
    }

    /** The colour of the n-th series, from 0; they repeat after five. */
    static Color series(int index) {
        return SERIES.get(index % SERIES.size()).light();
    }

    /** The mark of the n-th series around the origin: circle, square, triangle, diamond, bar; they repeat after five. */
    static Shape mark(int index, double size) {
        double half = size / 2;
        return switch (index % MOST_SERIES) {
            case 0 -> new Ellipse2D.Double(-half, -half, size, size);
            case 1 -> new Rectangle2D.Double(-0.9 * half, -0.9 * half, 0.9 * size, 0.9 * size);
            case 2 -> polygon(0, -1.1 * half, 1.1 * half, 0.9 * half, -1.1 * half, 0.9 * half);
            case 3 -> polygon(0, -1.25 * half, 1.25 * half, 0, 0, 1.25 * half, -1.25 * half, 0);
            default -> new Rectangle2D.Double(-1.3 * half, -0.45 * half, 1.3 * size, 0.45 * size);
        };
    }

    private static Shape polygon(double... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }

    static Font labels() {
        return LABELS;
    }

    /** A label that leaves room for the bars. */
    static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "\u2026";
    }

    /** A chart of lying bars with room for the names of what they stand for. */
    static JFreeChart chart(CategoryDataset data, CategoryItemRenderer renderer, String valueLabel, boolean legend) {
        CategoryAxis names = new CategoryAxis();
        names.setTickLabelFont(LABELS);
        names.setTickLabelPaint(text());
        names.setAxisLineVisible(false);
        names.setTickMarksVisible(false);
        names.setMaximumCategoryLabelWidthRatio(0.36f);
        names.setMaximumCategoryLabelLines(2);
        names.setCategoryMargin(0.35);
        names.setLowerMargin(0.06);
        names.setUpperMargin(0.06);
        NumberAxis values = new NumberAxis(valueLabel);
        values.setLabelFont(LABELS);
        values.setLabelPaint(soft());
        values.setTickLabelFont(LABELS);
        values.setTickLabelPaint(soft());
        values.setAxisLineVisible(false);
        values.setTickMarksVisible(false);
        values.setAutoRangeIncludesZero(true);
        CategoryPlot plot = new CategoryPlot(data, names, values, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID.light());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, LABELS, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 2, 2, 14));
        if (legend) {
            LegendTitle title = new LegendTitle(plot);
            title.setPosition(RectangleEdge.TOP);
            title.setItemFont(LABELS);
            title.setItemPaint(text());
            title.setBackgroundPaint(null);
            chart.addSubtitle(title);
        }
        return chart;
    }

    /** A number axis without lines of its own. */
    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(true);
        axis.setLabelFont(LABELS);
        axis.setLabelPaint(soft());
        axis.setTickLabelFont(LABELS);
        axis.setTickLabelPaint(soft());
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** A plot of points or curves. */
    static XYPlot plot(XYDataset data, NumberAxis across, NumberAxis upward, XYItemRenderer renderer) {
        XYPlot plot = new XYPlot(data, across, upward, renderer);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setDomainGridlinePaint(grid());
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(grid());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** The chart around a plot of points or curves. */
    static JFreeChart chart(XYPlot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, LABELS, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 2, 2, 14));
        if (legend) {
            LegendTitle title = new LegendTitle(plot);
            title.setPosition(RectangleEdge.TOP);
            title.setHorizontalAlignment(HorizontalAlignment.LEFT);
            title.setItemFont(LABELS);
            title.setItemPaint(text());
            title.setBackgroundPaint(null);
            chart.addSubtitle(title);
        }
        return chart;
    }

    /**
     * Draws a chart.
     *
     * @param rows bars below each other
     * @param description what a screen reader says
     * @param themed true for pages: colours follow the page's theme
     */
    static String svg(JFreeChart chart, int rows, int rowHeight, String description, boolean themed) {
        int height = EDGES + (chart.getSubtitleCount() > 0 ? 28 : 0) + rows * rowHeight;
        return draw(chart, WIDTH, height, description, themed);
    }

    /** Draws a chart of a given size. */
    static String draw(JFreeChart chart, int width, int height, String description, boolean themed) {
        return draw(chart, width, height, description, themed, null);
    }

    /**
     * Draws a chart of a given size.
     *
     * @param places gets told where what lies; may be null
     */
    static String draw(
            JFreeChart chart,
            int width,
            int height,
            String description,
            boolean themed,
            @Nullable ChartRenderingInfo places) {
        SVGGraphics2D graphics = new SVGGraphics2D(context(description), false);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), places);
        String svg = written(graphics);
        int end = svg.indexOf('>', svg.indexOf("<svg"));
        String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\""
                + width + "\" height=\"" + height + "\" role=\"img\" aria-label=\"" + escape(description) + "\">";
        // Batik gives this name to an empty element in every drawing; nothing refers to it.
        String body = svg.substring(end + 1).replace(" id=\"genericDefs\"", "");
        return head + (themed ? themed(body) : body);
    }

    /** Names of clips begin with a mark of the chart, as a page shows several charts and its names are one space. */
    private static SVGGeneratorContext context(String description) {
        String mark = "chart-" + Integer.toHexString(description.hashCode()) + "-";
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG_NAMESPACE, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setIDGenerator(new SVGIDGenerator() {
                @Override
                public String generateID(String prefix) {
                    return super.generateID(mark + prefix);
                }
            });
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java cannot make XML documents", e);
        }
    }

    private static String written(SVGGraphics2D graphics) {
        StringWriter text = new StringWriter();
        try {
            graphics.stream(text, false);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("a chart could not be written into memory", e);
        }
        return text.toString();
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

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
