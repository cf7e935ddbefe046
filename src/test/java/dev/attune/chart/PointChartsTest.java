package dev.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PointChartsTest {

    @Test
    void everyPointHasATargetOfItsOwnThatSaysWhatItIs() throws Exception {
        ScatterChart chart = new ScatterChart(
                "Two models",
                "a",
                "b",
                true,
                List.of(
                        new ScatterChart.Group(
                                "x",
                                false,
                                List.of(
                                        new ScatterChart.Point(0, 0, 9, "many & <more>", "k0", false),
                                        new ScatterChart.Point(50, 100, 1, "one", "", true))),
                        new ScatterChart.Group(
                                "x", true, List.of(new ScatterChart.Point(100, 20, 1, "other", "k2", false)))));

        Document svg = parse(chart.svg(false));

        List<Element> targets = targets(svg);
        assertThat(targets)
                .extracting(target -> target.getAttribute("data-key"))
                .containsExactly("k0", "", "k2");
        assertThat(targets.get(0).getTextContent()).isEqualTo("many & <more>");
        assertThat(targets.get(1).hasAttribute("role")).isFalse();
        // To the right and upwards: x grows, and y of the drawing falls.
        assertThat(number(targets.get(1), "cx")).isGreaterThan(number(targets.get(0), "cx"));
        assertThat(number(targets.get(1), "cy")).isLessThan(number(targets.get(2), "cy"));
        assertThat(number(targets.get(0), "r")).isGreaterThan(number(targets.get(1), "r"));
        assertThat(svg.getDocumentElement().getAttribute("aria-label"))
                .contains("x: 1 above the diagonal, 0 below", "x: 0 above the diagonal, 1 below");
        assertThat(chart.table().rows()).contains(List.of("one", "x", "50.0", "100.0"));
        assertThat(chart.svg(true)).contains("var(--attune-chart-1)").doesNotContain("rgb(132,150,160)");
    }

    @Test
    void noPointsStillGiveAChart() throws Exception {
        parse(new ScatterChart("t", "x", "y", false, List.of()).svg(false));
        parse(new DotChart("t", "r", "v", List.of("a"), List.of(), false).svg(false));
    }

    @Test
    void dotsWithoutAValueAreLeftOut() throws Exception {
        DotChart chart = new DotChart(
                "By room",
                "Room",
                "%",
                List.of("a", "b"),
                List.of(
                        new DotChart.Row("hall", "", Arrays.asList(new DotChart.Dot(10, 8, 12), null)),
                        new DotChart.Row("yard", "", Arrays.asList(null, new DotChart.Dot(0, 0, 0)))),
                true);

        Document svg = parse(chart.svg(false));

        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("By room. hall: a 10.0; yard: b 0.0");
        assertThat(chart.table().headings()).containsExactly("Room", "a", "Interval", "b", "Interval");
        assertThat(chart.table().rows().getFirst()).containsExactly("hall", "10.0", "8.0 – 12.0", "–", "–");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DotChart(
                        "t", "r", "v", List.of("a", "b"), List.of(new DotChart.Row("x", "", List.of())), false));
    }

    private static List<Element> targets(Document svg) {
        List<Element> found = new ArrayList<>();
        NodeList circles = svg.getElementsByTagName("circle");
        for (int i = 0; i < circles.getLength(); i++) {
            Element circle = (Element) circles.item(i);
            if (circle.getAttribute("class").equals("chart-point")) {
                found.add(circle);
            }
        }
        return found;
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }
}
