package dev.attune.evaluation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationService;
import dev.attune.evaluation.EvaluationWords;
import dev.attune.evaluation.ModelWords;
import dev.attune.shared.ProblemException;
import dev.attune.speech.score.TermAccuracy;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Section;
import java.util.ArrayList;
import java.util.List;

/** The terms that matter to the project, and how well each model gets them. */
final class TermsSection extends Section {

    private final EvaluationService evaluations;
    private final Evaluation evaluation;
    private final UtteranceOpener opener;
    private final TextArea terms = new TextArea("Terms, one a line");
    private final Div result = new Div();

    TermsSection(EvaluationService evaluations, Evaluation evaluation, UtteranceOpener opener) {
        super("Terms that matter");
        this.evaluations = evaluations;
        this.evaluation = evaluation;
        this.opener = opener;
        terms.setHelperText("Names and products, of one word or several. The list belongs to the project.");
        terms.setValue(String.join("\n", evaluations.terms(evaluation.project())));
        terms.addClassName("terms-field");
        Div input = new Div(terms, new Button("Keep the list", event -> keep()));
        input.addClassName("terms-input");
        Div columns = new Div(input, result);
        columns.addClassName("terms");
        add(columns);
        show(evaluations.words(evaluation.id()));
    }

    private void keep() {
        try {
            evaluations.keepTerms(evaluation.project(), terms.getValue().lines().toList());
            terms.setValue(String.join("\n", evaluations.terms(evaluation.project())));
            Notifications.done("The list of terms was kept.");
            show(evaluations.words(evaluation.id()));
        } catch (ProblemException e) {
            result.removeAll();
            result.add(Message.bad(String.valueOf(e.getMessage())));
        }
    }

    private void show(EvaluationWords words) {
        result.removeAll();
        if (words.models().getFirst().terms().isEmpty()) {
            Paragraph nothing = new Paragraph(
                    "Write down the words that must be right. Recall tells how many of them were recognised, precision how"
                            + " many of those that were recognised had been said.");
            nothing.addClassName("form-note");
            result.add(nothing);
            return;
        }
        List<String> headings = new ArrayList<>(List.of("Term", "Said"));
        for (ModelWords model : words.models()) {
            headings.add(model.name() + ": recall");
            headings.add("precision");
        }
        WordTable table = new WordTable(headings, opener);
        for (int term = 0; term < words.models().getFirst().terms().size(); term++) {
            int place = term;
            row(
                    table,
                    words.models().stream()
                            .map(model -> model.terms().get(place))
                            .toList());
        }
        row(
                table,
                words.models().stream()
                        .map(model -> TermAccuracy.sum(model.terms()))
                        .toList());
        result.add(table);
    }

    private static void row(WordTable table, List<TermAccuracy> models) {
        TermAccuracy first = models.getFirst();
        boolean sum = first.term().equals(TermAccuracy.ALL);
        NativeTableRow row = sum ? table.sum("All terms") : table.row(first.term(), first.term());
        WordTable.number(row, first.inReference());
        for (TermAccuracy model : models) {
            row.addDataCell().setText(Formats.percent(model.recall()));
            row.addDataCell().setText(Formats.percent(model.precision()));
        }
    }
}
