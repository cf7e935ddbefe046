package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.attune.evaluation.Conclusion;
import dev.attune.ui.Message;
import java.util.List;

/** What may be concluded, one sentence a pair, and what the test set is too small for. */
final class ConclusionList extends Div {

    ConclusionList(List<Conclusion> conclusions) {
        addClassName("conclusions");
        for (Conclusion conclusion : conclusions) {
            String sentence = conclusion.sentence();
            Message message =
                    switch (conclusion.verdict()) {
                        case BETTER -> Message.good(sentence);
                        case WORSE -> Message.warning(sentence);
                        case UNDECIDED -> Message.neutral(sentence);
                    };
            message.addClassName("verdict");
            add(message);
        }
        conclusions.stream()
                .map(Conclusion::caution)
                .filter(caution -> caution != null)
                .distinct()
                .forEach(caution -> {
                    Paragraph small = new Paragraph(caution);
                    small.addClassName("form-note");
                    add(small);
                });
    }
}
