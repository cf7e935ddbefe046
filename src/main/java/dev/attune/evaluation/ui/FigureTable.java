package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.TestedModel;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.ui.Formats;
import java.util.List;

/** The figures of each model, one a line. */
final class FigureTable extends Div {

    private static final List<String> HEADINGS = List.of(
            "Model", "WER", "95 % interval", "Insertions", "Deletions", "Substitutions", "Sentence errors", "CER");
    private static final List<String> EXPLANATIONS = List.of(
            "",
            "Word error rate: wrong words per word of the transcripts",
            "Other recordings of this kind would give a rate in here, 19 times out of 20",
            "Words that were recognised but not said",
            "Words that were said but not recognised",
            "Words that were recognised as others",
            "Share of the utterances with at least one wrong word",
            "Character error rate");

    FigureTable(List<TestedModel> models) {
        addClassName("scroll-x");
        NativeTable table = new NativeTable();
        table.addClassName("figures");
        NativeTableRow head = table.getHead().addRow();
        for (int i = 0; i < HEADINGS.size(); i++) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(HEADINGS.get(i));
            cell.setTitle(EXPLANATIONS.get(i));
        }
        double best = models.stream()
                .map(TestedModel::figures)
                .mapToDouble(figures -> figures == null ? Double.NaN : figures.wordErrorRate())
                .min()
                .orElse(Double.NaN);
        for (TestedModel model : models) {
            ModelFigures figures = model.figures();
            if (figures != null) {
                addRow(
                        table.getBody().addRow(),
                        model.name(),
                        figures,
                        models.size() > 1 && figures.wordErrorRate() == best);
            }
        }
        add(table);
    }

    private static void addRow(NativeTableRow row, String name, ModelFigures figures, boolean best) {
        ErrorCounts words = figures.words();
        row.addDataCell().setText(name);
        NativeTableCell rate = row.addDataCell();
        rate.setText(Formats.percent(figures.wordErrorRate()));
        if (best) {
            rate.addClassName("best");
        }
        row.addDataCell().setText(Formats.percent(figures.low()) + " – " + Formats.percent(figures.high()));
        row.addDataCell().setText(Formats.count(words.insertions()));
        row.addDataCell().setText(Formats.count(words.deletions()));
        row.addDataCell().setText(Formats.count(words.substitutions()));
        row.addDataCell().setText(Formats.percent(figures.sentenceErrorRate()));
        row.addDataCell().setText(Formats.percent(figures.characterErrorRate()));
    }
}
