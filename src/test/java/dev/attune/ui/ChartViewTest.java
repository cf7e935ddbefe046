package dev.attune.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.NativeTable;
import dev.attune.chart.ScatterChart;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table below a chart. */
class ChartViewTest {

    private static NativeDetails details(int points) {
        ScatterChart chart = new ScatterChart(
                "Points",
                "x",
                "y",
                false,
                List.of(new ScatterChart.Group(
                        "All",
                        false,
                        IntStream.range(0, points)
                                .mapToObj(i -> new ScatterChart.Point(i, i, 1, "point " + i, "", false))
                                .toList())));
        return new ChartView(chart)
                .getChildren()
                .filter(NativeDetails.class::isInstance)
                .map(NativeDetails.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static long rows(Component content) {
        return ((NativeTable) content.getChildren().findFirst().orElseThrow())
                .getBody()
                .getRowCount();
    }

    @Test
    void aShortTableIsThereAtOnce() {
        assertThat(rows(details(3).getContent())).isEqualTo(3);
    }

    @Test
    void aLongTableIsMadeWhenItIsUnfolded() {
        NativeDetails details = details(300);
        assertThat(details.getContent()).isNull();

        details.setOpen(true);
        ComponentUtil.fireEvent(details, new NativeDetails.ToggleEvent(details, true));

        Component content = details.getContent();
        assertThat(rows(content)).isEqualTo(200);
        assertThat(content.getElement().getTextRecursively()).contains("point 199", "The first 200 of 300 rows.");

        ComponentUtil.fireEvent(details, new NativeDetails.ToggleEvent(details, true));
        assertThat(details.getContent()).isSameAs(content);
    }
}
