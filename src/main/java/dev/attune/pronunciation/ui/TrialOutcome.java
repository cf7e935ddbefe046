package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import dev.attune.speech.WordTrial;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.Tokens;
import dev.attune.ui.Message;
import java.util.List;
import java.util.Locale;

/** Two readings of one recording in columns, the transcript above them where there is one; what differs is marked. */
class TrialOutcome extends Div {

    /**
     * @param reference the transcript as it is scored; empty where there is none
     */
    TrialOutcome(WordTrial.Outcome texts, String reference) {
        addClassName("form");
        boolean same = texts.without().equals(texts.with());
        if (reference.isEmpty()) {
            add(
                    same
                            ? Message.neutral("The word changes nothing in this recording.")
                            : Message.good("The text changes."));
        } else {
            int before = errors(reference, texts.without());
            int after = errors(reference, texts.with());
            String figures = String.format(
                    Locale.ROOT,
                    "%d of %d words wrong without the word, %d with it.",
                    before,
                    Tokens.words(reference).size(),
                    after);
            add(
                    same
                            ? Message.neutral("The word changes nothing in this recording. " + figures)
                            : after < before
                                    ? Message.good(figures)
                                    : after > before ? Message.bad(figures) : Message.neutral(figures));
            Paragraph transcript = new Paragraph("Transcript: " + reference);
            transcript.addClassName("form-note");
            add(transcript);
        }
        Div frame = new Div();
        frame.addClassNames("aligned", "scroll-x");
        frame.getElement()
                .appendChild(table(Aligner.sclite().align(Tokens.words(texts.without()), Tokens.words(texts.with()))));
        add(frame);
    }

    private static int errors(String reference, String text) {
        return Aligner.sclite()
                .align(Tokens.words(reference), Tokens.words(text))
                .counts()
                .errors();
    }

    private static Element table(Alignment difference) {
        Element table = new Element("table");
        table.appendChild(
                row("Without the word", difference.steps(), true), row("With the word", difference.steps(), false));
        return table;
    }

    private static Element row(String label, List<EditStep> steps, boolean without) {
        Element row = new Element("tr");
        Element head = new Element("th");
        head.setText(label);
        head.setAttribute("scope", "row");
        row.appendChild(head);
        for (EditStep step : steps) {
            String text = without ? step.reference() : step.hypothesis();
            Element cell = new Element("td");
            boolean changed = step.kind() != EditStep.Kind.HIT;
            cell.setAttribute("class", changed && text != null ? "step step-changed" : "step");
            cell.setText(text == null ? "" : text);
            row.appendChild(cell);
        }
        return row;
    }
}
