/** Charts: plain records in, SVG out, drawn by JFreeChart. The same charts stand in pages and in reports. Knows no feature. */
@NullMarked
package dev.attune.chart;

import org.jspecify.annotations.NullMarked;
