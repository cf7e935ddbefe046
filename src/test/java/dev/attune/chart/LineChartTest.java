package dev.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LineChartTest {

    private static final LineChart.Line FALLING = line("Training", 4, 2, 1);

    private static LineChart.Line line(String name, double... values) {
        return new LineChart.Line(
                name,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new LineChart.Point(10 * i, values[i]))
                        .toList());
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void isASvgElementThatSaysWhatItShows() throws Exception {
        Element svg =
                parse(new LineChart("Loss <a & \"b\">", "Step", "Loss", List.of(FALLING, line("Validation", 5, 3)))
                        .svg(false));

        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getAttribute("aria-label"))
                .isEqualTo("Loss <a & \"b\">. Training from 4.00 to 1.00; Validation from 5.00 to 3.00");
        assertThat(svg.getTextContent()).contains("Training", "Validation", "Step", "Loss");
    }

    @Test
    void takesThePagesColoursOnAPageAndFixedOnesInAFile() {
        LineChart chart = new LineChart("Loss", "Step", "Loss", List.of(FALLING));

        assertThat(chart.svg(true))
                .contains("var(--attune-chart-1)", "var(--attune-chart-grid)")
                .doesNotContain("rgb(132,150,160)");
        assertThat(chart.svg(false)).contains("rgb(132,150,160)").doesNotContain("var(");
    }

    @Test
    void leavesOutWhatIsNoNumber() throws Exception {
        String with = new LineChart("Loss", "Step", "Loss", List.of(line("A", 4, Double.NaN, 1))).svg(false);

        assertThat(with).doesNotContain("NaN");
        parse(with);
    }

    @Test
    void drawsNothingAndOnePointAlike() throws Exception {
        parse(new LineChart("Loss", "Step", "Loss", List.of()).svg(true));
        parse(new LineChart("Loss", "Step", "Loss", List.of(line("A", 3))).svg(true));
    }

    @Test
    void refusesMoreLinesThanColours() {
        List<LineChart.Line> six =
                IntStream.range(0, 6).mapToObj(i -> line("L" + i, i)).toList();

        assertThatThrownBy(() -> new LineChart("Loss", "Step", "Loss", six))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 6");
    }
}
