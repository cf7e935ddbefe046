package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.ModelPair;
import dev.attune.evaluation.TestedModel;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import dev.attune.ui.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands behind the figures: what they are good for, what to do, errors of display text, and every pair of models. */
final class FigureDetails {

    private FigureDetails() {}

    /** For each model what its word error rate is good for, and what to do about the kind of error that prevails. */
    static Div ratings(List<TestedModel> models) {
        Div list = new Div();
        list.addClassName("ratings");
        for (TestedModel model : models) {
            ModelFigures figures = model.figures();
            if (figures != null) {
                Span name = new Span(model.name());
                Span text = new Span(figures.rating().sentence()
                        + figures.advice()
                                .map(advice -> " " + advice.sentence())
                                .orElse(""));
                text.addClassName("quiet");
                Div row = new Div(name, text);
                row.addClassName("rating");
                list.add(row);
            }
        }
        return list;
    }

    /** Token error rate of display text with the edits of each class. */
    static Div tokenErrors(List<TestedModel> models, List<Optional<TokenErrors>> errors) {
        List<String> headings = new ArrayList<>(List.of("Model", "Token error rate"));
        for (TokenErrorClass each : TokenErrorClass.values()) {
            headings.add(label(each));
        }
        NativeTable table = table(headings);
        for (int i = 0; i < models.size(); i++) {
            NativeTableRow row = table.getBody().addRow();
            row.addDataCell().setText(models.get(i).name());
            Optional<TokenErrors> found = errors.get(i);
            row.addDataCell()
                    .setText(found.map(tokens -> Formats.percent(tokens.rate())).orElse("\u2013"));
            for (TokenErrorClass each : TokenErrorClass.values()) {
                row.addDataCell()
                        .setText(
                                found.map(tokens -> Formats.count(tokens.edits().get(each)) + " ("
                                                + Math.round(tokens.percentageOfAllEdits(each)) + " %)")
                                        .orElse("\u2013"));
            }
        }
        return framed(table, "Errors of the display text, capitals and punctuation included, by what they are about.");
    }

    /** Difference, interval and tests of every two models. */
    static Div pairs(Evaluation evaluation) {
        NativeTable table = table(List.of(
                "Pair",
                "Difference in points",
                "95 % interval",
                "Probability of improvement",
                "MAPSSWE p",
                "Sign test p",
                "Utterances better / worse / equal"));
        for (ModelPair pair : evaluation.pairs()) {
            NativeTableRow row = table.getBody().addRow();
            row.addDataCell()
                    .setText(evaluation.models().get(pair.a()).name() + " \u2192 "
                            + evaluation.models().get(pair.b()).name());
            row.addDataCell().setText(Formats.points(pair.difference()));
            row.addDataCell().setText(Formats.points(pair.low()) + " to " + Formats.points(pair.high()));
            row.addDataCell().setText(Formats.percent(pair.probabilityOfImprovement()));
            row.addDataCell().setText(p(pair.pValue()));
            row.addDataCell().setText(p(pair.signPValue()));
            row.addDataCell()
                    .setText(Formats.count(pair.bBetter()) + " / " + Formats.count(pair.aBetter()) + " / "
                            + Formats.count(pair.equal()));
        }
        return framed(
                table, "Matched-pairs test (MAPSSWE) over segments with errors, exact sign test over utterances.");
    }

    private static String label(TokenErrorClass each) {
        return switch (each) {
            case CAPITALIZATION -> "Capitals";
            case PUNCTUATION -> "Punctuation";
            case INVERSE_TEXT_NORMALIZATION -> "Numbers and formats";
            case LEXICAL -> "Words";
            case OTHERS -> "Others";
        };
    }

    private static String p(double value) {
        return value < 0.001 ? "< 0.001" : String.format(Locale.ENGLISH, "%.3f", value);
    }

    private static NativeTable table(List<String> headings) {
        NativeTable table = new NativeTable();
        table.addClassName("chart-figures");
        NativeTableRow head = table.getHead().addRow();
        for (String heading : headings) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(heading);
            cell.getElement().setAttribute("scope", "col");
        }
        return table;
    }

    private static Div framed(NativeTable table, String meaning) {
        Div scroll = new Div(table);
        scroll.addClassName("scroll-x");
        Paragraph note = new Paragraph(meaning);
        note.addClassName("form-note");
        return new Div(scroll, note);
    }
}
