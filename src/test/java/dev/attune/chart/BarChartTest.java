package dev.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class BarChartTest {

    private static final BarChart CHART = new BarChart(
            "Word error rate",
            "%",
            List.of(
                    new BarChart.Bar("General <en> & \"more\"", 40.5, 38, 43),
                    new BarChart.Bar("Mine", 20.25, 18, 23)));

    @Test
    void aFileIsXmlWithPlainColoursAndADescription() throws Exception {
        String svg = CHART.svg(false);

        Document document = parse(svg);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getAttribute("aria-label"))
                .contains("General <en> & \"more\": 40.5 (38.0 to 43.0)", "Mine: 20.3 (18.0 to 23.0)");
        assertThat(svg).contains("rgb(23,121,109)").doesNotContain("var(--");
        assertThat(texts(document)).contains("40.5", "Mine");
    }

    @Test
    void onAPageTheThemeGivesTheColours() {
        assertThat(CHART.svg(true))
                .contains("var(--attune-chart-1)", "var(--attune-chart-2)", "var(--attune-chart-ink)")
                .doesNotContain("rgb(23,121,109)");
    }

    @Test
    void stacksNameTheirParts() throws Exception {
        StackedBarChart chart = new StackedBarChart(
                "Errors",
                "per 100 words",
                List.of("Substitutions", "Deletions", "Insertions"),
                List.of(
                        new StackedBarChart.Stack("one", List.of(10.0, 5.0, 1.0)),
                        new StackedBarChart.Stack("one", List.of(0.0, 0.0, 0.0))));

        Document document = parse(chart.svg(false));

        assertThat(texts(document)).contains("Substitutions", "Deletions", "Insertions", "one");
        assertThat(document.getDocumentElement().getAttribute("aria-label"))
                .contains("one: Substitutions 10.0, Deletions 5.0, Insertions 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackedBarChart(
                        "", "", List.of("a"), List.of(new StackedBarChart.Stack("one", List.of(1.0, 2.0)))));
    }

    @Test
    void figuresOfZeroStillGiveAChart() throws Exception {
        parse(new BarChart("t", "%", List.of(new BarChart.Bar("a", 0, 0, 0))).svg(false));
        parse(new StackedBarChart("t", "%", List.of("p"), List.of(new StackedBarChart.Stack("a", List.of(0.0))))
                .svg(false));
    }

    private static List<String> texts(Document document) {
        List<String> texts = new java.util.ArrayList<>();
        for (int i = 0; i < document.getElementsByTagName("text").getLength(); i++) {
            texts.add(document.getElementsByTagName("text").item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
