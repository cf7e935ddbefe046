package dev.attune.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.w3c.dom.Document;

/** The look that all bar charts share, and how they become SVG. */
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
        SVGGraphics2D graphics = new SVGGraphics2D(context(description), false);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        String svg = written(graphics);
        int end = svg.indexOf('>', svg.indexOf("<svg"));
        String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\""
                + width + "\" height=\"" + height + "\" role=\"img\" aria-label=\"" + escape(description) + "\">";
        String body = svg.substring(end + 1);
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

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
