package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationStatistics;
import dev.attune.evaluation.SuggestionService;
import dev.attune.evaluation.UtteranceQuery;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Section;

/** What came out of a test, one tab a question: who is better, where, why. */
final class ResultTabs extends TabSheet {

    private final Tab utterancesTab;
    private final ComparisonList comparison;

    ResultTabs(
            EvaluationService evaluations,
            EvaluationStatistics statistics,
            SuggestionService suggestions,
            AudioLinks links,
            Evaluation evaluation) {
        addClassName("result-tabs");
        setWidthFull();
        boolean judged = evaluation.kind() == EvaluationKind.ACCURACY;
        comparison = new ComparisonList(evaluations, statistics, links, evaluation);
        if (judged) {
            add("Summary", new SummaryTab(evaluation));
        }
        utterancesTab = add("Side by side", new Section("Utterances", comparison));
        if (judged) {
            add(
                    "Words",
                    new LazyTab(() -> new Div(
                            new WordsTab(evaluations, evaluation, this::openUtterances),
                            new SuggestionPanel(suggestions, evaluation).section())));
            add("Charts", new LazyTab(() -> new ChartsTab(statistics, evaluation, this::openUtterances)));
        }
    }

    /** Goes to the utterances that a chart or a table points at. */
    private void openUtterances(UtteranceQuery query, String meaning) {
        comparison.open(query, meaning);
        setSelectedTab(utterancesTab);
    }
}
