package dev.attune.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Lying bars made of parts, below each other, with a legend of the parts.
 *
 * @param title what a screen reader says first
 * @param valueLabel below the axis, with the unit
 * @param parts names of the parts, in the order of their drawing
 * @param stacks from top to bottom
 */
public record StackedBarChart(String title, String valueLabel, List<String> parts, List<Stack> stacks)
        implements Chart {

    private static final int ROW_HEIGHT = 54;
    /** Near to those of the marks in texts: substitutions amber, deletions reddish, insertions blue. */
    private static final List<Integer> COLOURS = List.of(2, 4, 3, 1, 0);

    /**
     * A bar.
     *
     * @param label names need not differ
     * @param values one a part, at least 0
     */
    public record Stack(String label, List<Double> values) {

        public Stack {
            values = List.copyOf(values);
        }
    }

    public StackedBarChart {
        parts = List.copyOf(parts);
        stacks = List.copyOf(stacks);
        for (Stack stack : stacks) {
            if (stack.values().size() != parts.size()) {
                throw new IllegalArgumentException(
                        "each stack must have " + parts.size() + " values; got " + stack.values());
            }
        }
    }

    @Override
    public String svg(boolean themed) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < stacks.size(); i++) {
            for (int part = 0; part < parts.size(); part++) {
                data.addValue(
                        stacks.get(i).values().get(part),
                        parts.get(part),
                        new NumberedLabel(i, stacks.get(i).label()));
            }
        }
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setMaximumBarWidth(0.5);
        for (int part = 0; part < parts.size(); part++) {
            renderer.setSeriesPaint(part, ChartStyle.series(COLOURS.get(part % COLOURS.size())));
        }
        JFreeChart chart = ChartStyle.chart(data, renderer, valueLabel, true);
        if (stacks.stream().allMatch(stack -> stack.values().stream().allMatch(value -> value == 0))) {
            chart.getCategoryPlot().getRangeAxis().setRange(0, 1);
        }
        return ChartStyle.svg(chart, stacks.size(), ROW_HEIGHT, description(), themed);
    }

    @Override
    public ChartTable table() {
        List<String> headings = new ArrayList<>();
        headings.add(valueLabel);
        headings.addAll(parts);
        List<List<String>> rows = new ArrayList<>();
        for (Stack stack : stacks) {
            List<String> row = new ArrayList<>();
            row.add(stack.label());
            stack.values().forEach(value -> row.add(String.format(Locale.ROOT, "%.1f", value)));
            rows.add(row);
        }
        return new ChartTable(headings, rows);
    }

    private String description() {
        List<String> lines = new ArrayList<>();
        for (Stack stack : stacks) {
            List<String> amounts = new ArrayList<>();
            for (int part = 0; part < parts.size(); part++) {
                amounts.add(String.format(
                        Locale.ROOT, "%s %.1f", parts.get(part), stack.values().get(part)));
            }
            lines.add(stack.label() + ": " + String.join(", ", amounts));
        }
        return lines.stream().collect(Collectors.joining("; ", title + ". ", ""));
    }
}
