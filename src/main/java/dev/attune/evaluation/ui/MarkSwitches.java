package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.attune.speech.score.EditStep;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The legend of the marks, where each kind can be switched off, and which texts are shown. */
final class MarkSwitches extends Div {

    private final Map<EditStep.Kind, Checkbox> kinds = new EnumMap<>(EditStep.Kind.class);
    private final Select<Marks.Text> text = new Select<>();

    /**
     * @param counts how often each kind of error was counted, for instance {@code 12 → 8}; empty to show none
     * @param texts which texts there are; the first is shown
     * @param changed is called after each change
     */
    MarkSwitches(Map<EditStep.Kind, String> counts, List<Marks.Text> texts, Runnable changed) {
        addClassNames("legend", "mark-switches");
        add(kind(EditStep.Kind.SUBSTITUTION, "another word", counts, changed));
        add(kind(EditStep.Kind.DELETION, "missing", counts, changed));
        add(kind(EditStep.Kind.INSERTION, "not said", counts, changed));
        text.setItems(texts);
        text.setItemLabelGenerator(Marks.Text::label);
        text.setAriaLabel("Text");
        text.setValue(texts.getFirst());
        text.setWidth("15rem");
        text.setTooltipText("Only the scored texts have the alignment that was counted; others are aligned anew.");
        text.addValueChangeListener(event -> changed.run());
        add(text);
    }

    Marks marks() {
        Set<EditStep.Kind> shown = EnumSet.noneOf(EditStep.Kind.class);
        kinds.forEach((kind, box) -> {
            if (box.getValue()) {
                shown.add(kind);
            }
        });
        return new Marks(shown, text.getValue());
    }

    private Component kind(EditStep.Kind kind, String meaning, Map<EditStep.Kind, String> counts, Runnable changed) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        // Not of the class "step": marks are counted, and these are none.
        Span sample = new Span(name);
        sample.setTitle(meaning);
        sample.addClassNames("legend-step", "step-" + name);
        Checkbox box = new Checkbox();
        box.setValue(true);
        box.setAriaLabel("Mark " + name + "s");
        Div label = new Div(sample);
        String count = counts.getOrDefault(kind, "");
        if (!count.isEmpty()) {
            Span number = new Span(count);
            number.addClassNames("quiet", "mark-count");
            label.add(number);
        }
        label.addClassName("mark-label");
        box.setLabelComponent(label);
        box.addValueChangeListener(event -> changed.run());
        kinds.put(kind, box);
        return box;
    }
}
