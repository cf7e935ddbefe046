package dev.attune.chart;

/** A drawing of plain records. Pages, reports and notebooks show the same one. */
public interface Chart {

    /** What the drawing shows, in a few words. */
    String title();

    /**
     * The chart as an {@code svg} element.
     *
     * @param themed true for pages, whose style variables {@code --attune-chart-...} then give the colours; false for files
     */
    String svg(boolean themed);

    /** The same figures as a table, for those who cannot see the drawing or want the numbers. */
    ChartTable table();
}
