package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.SuggestionService;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Section;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What came out of a test, one tab a question: who is better, where, why. A tab's content is made when it is first opened. */
final class ResultTabs extends Div {

    private final Tabs tabs = new Tabs();
    private final Div panel = new Div();
    private final Map<Tab, Supplier<Component>> makers = new HashMap<>();
    private final Map<Tab, Component> made = new HashMap<>();
    private final Tab utterancesTab;
    private final ComparisonList comparison;

    ResultTabs(
            EvaluationService evaluations,
            EvaluationStatistics statistics,
            SuggestionService suggestions,
            AudioLinks links,
            Evaluation evaluation) {
        addClassName("result-tabs");
        panel.getElement().setAttribute("role", "tabpanel");
        add(tabs, panel);
        comparison = new ComparisonList(evaluations, statistics, links, evaluation);
        boolean judged = evaluation.kind() == EvaluationKind.ACCURACY;
        if (judged) {
            addTab("Summary", () -> new SummaryTab(evaluations, evaluation));
        }
        utterancesTab = addTab("Side by side", () -> new Section("Utterances", comparison));
        if (judged) {
            addTab("Charts", () -> new ChartsTab(statistics, evaluation, this::openUtterances));
            addTab(
                    "Words",
                    () -> new Div(
                            new WordsTab(evaluations, evaluation, this::openUtterances),
                            new SuggestionPanel(suggestions, evaluation).section()));
        }
        tabs.addSelectedChangeListener(event -> show(event.getSelectedTab()));
        show(tabs.getSelectedTab());
    }

    /** Adds a tab behind the others. */
    Tab addTab(String label, Supplier<Component> maker) {
        Tab tab = new Tab(label);
        makers.put(tab, maker);
        tabs.add(tab);
        return tab;
    }

    private void show(Tab tab) {
        panel.removeAll();
        panel.getElement().setAttribute("aria-label", tab.getLabel());
        panel.add(made.computeIfAbsent(tab, key -> makers.get(key).get()));
    }

    /** Goes to the utterances that a chart or a table points at. */
    private void openUtterances(UtteranceQuery query, String meaning) {
        comparison.open(query, meaning);
        tabs.setSelectedTab(utterancesTab);
    }
}
