package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationCharts;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.TestedModel;
import dev.attune.speech.score.TokenErrors;
import dev.attune.ui.ChartView;
import dev.attune.ui.Section;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The figures of a test and what they say. */
final class SummaryTab extends Div {

    SummaryTab(EvaluationService evaluations, Evaluation evaluation) {
        List<String> names = evaluation.models().stream().map(TestedModel::name).toList();
        List<ModelFigures> figures = evaluation.models().stream()
                .map(model -> Objects.requireNonNull(model.figures()))
                .toList();
        Div charts = new Div(
                new Section("Word error rate", new ChartView(EvaluationCharts.wordErrorRates(names, figures))),
                new Section("Errors by kind", new ChartView(EvaluationCharts.errorKinds(names, figures))));
        charts.addClassName("chart-pair");
        add(
                new Section(
                        "Result",
                        new ConclusionList(evaluation.conclusions()),
                        new FigureTable(evaluation.models()),
                        FigureDetails.ratings(evaluation.models())),
                charts);
        if (!evaluation.pairs().isEmpty()) {
            add(new Section("Every two models", FigureDetails.pairs(evaluation)));
        }
        List<Optional<TokenErrors>> tokens = evaluations.tokenErrors(evaluation);
        if (tokens.stream().anyMatch(Optional::isPresent)) {
            add(new Section("Display text", FigureDetails.tokenErrors(evaluation.models(), tokens)));
        }
    }
}
