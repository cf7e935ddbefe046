package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.attune.chart.DotChart;
import dev.attune.evaluation.Calibration;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationCharts;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.GroupChart;
import dev.attune.evaluation.TestedModel;
import dev.attune.evaluation.UtteranceFigures;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.evaluation.UtteranceScatter;
import dev.attune.ui.ChartView;
import dev.attune.ui.Formats;
import dev.attune.ui.Section;
import java.util.ArrayList;
import java.util.List;

/** Where the models err: utterance by utterance, by what the recordings are like, and by how sure they are. */
final class ChartsTab extends Div {

    /** What can be chosen together; more would make the query unwieldy, and the list unreadable. */
    private static final int MOST_PICKED = 500;

    private final List<String> names;
    private final UtteranceOpener opener;
    private final List<UtteranceFigures> utterances;

    ChartsTab(EvaluationStatistics statistics, Evaluation evaluation, UtteranceOpener opener) {
        this.names = evaluation.models().stream().map(TestedModel::name).toList();
        this.opener = opener;
        this.utterances = statistics.figures(evaluation.id());
        Div charts = new Div();
        charts.addClassName("chart-pair");
        if (names.size() > 1) {
            charts.add(scatter());
        }
        charts.add(calibration(statistics.calibration(evaluation)));
        GroupChart.of(names, utterances).forEach(group -> charts.add(group(group)));
        add(charts);
    }

    private Component scatter() {
        Div place = new Div();
        Section section = new Section("Utterances, one model against the other", place);
        if (names.size() == 2) {
            showScatter(place, 0, 1);
            return section;
        }
        ModelChoice first = new ModelChoice(names, "Model below", 0);
        ModelChoice second = new ModelChoice(names, "Model beside", 1);
        first.addValueChangeListener(event -> showScatter(place, first.getValue(), second.getValue()));
        second.addValueChangeListener(event -> showScatter(place, first.getValue(), second.getValue()));
        showScatter(place, 0, 1);
        return section.withTools(first, new Span("\u2192"), second);
    }

    private void showScatter(Div place, int a, int b) {
        UtteranceScatter scatter = UtteranceScatter.of(names, utterances, a, b);
        place.removeAll();
        place.add(
                new ChartView(scatter.chart()).onPick(key -> open(scatter, Integer.parseInt(key), a, b)),
                note("Below the line the second model is better. Click a point to see its utterances."));
    }

    private void open(UtteranceScatter scatter, int point, int a, int b) {
        List<Integer> rows = scatter.rows().get(point);
        List<Integer> shown = rows.subList(0, Math.min(MOST_PICKED, rows.size()));
        String meaning = Formats.count(shown.size(), "utterance") + " chosen in the chart";
        opener.open(UtteranceQuery.ALL.between(a, b).only(shown), meaning);
    }

    private Component calibration(List<Calibration> calibrations) {
        Section section = new Section("Confidence");
        if (calibrations.stream().allMatch(calibration -> calibration.words() == 0)) {
            section.add(note("No words were recognised, so there is nothing to be sure of."));
            return section;
        }
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            errors.add(names.get(i) + " " + Formats.percent(calibrations.get(i).error()));
        }
        section.add(
                new ChartView(EvaluationCharts.calibration(names, calibrations)),
                note(
                        "On the line, confidence says how many words are right. Mean distance from it (expected calibration"
                                + " error): " + String.join(", ", errors) + "."));
        return section;
    }

    private static Component group(GroupChart group) {
        DotChart chart = group.chart();
        return new Section(group.heading(), chart == null ? note(group.missing()) : new ChartView(chart));
    }

    private static Paragraph note(String sentence) {
        Paragraph note = new Paragraph(sentence);
        note.addClassName("form-note");
        return note;
    }
}
