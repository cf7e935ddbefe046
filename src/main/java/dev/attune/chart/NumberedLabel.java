package dev.attune.chart;

/** The key of a category: equal labels stay apart, and only the label is drawn. */
record NumberedLabel(int number, String label) implements Comparable<NumberedLabel> {

    @Override
    public int compareTo(NumberedLabel other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return ChartStyle.shortened(label);
    }
}
