package dev.attune.model.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayFormatter.FailedTest;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.display.DisplayRules;
import dev.attune.speech.display.DisplayText;
import dev.attune.speech.display.ProfanityMode;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import java.util.List;
import java.util.Locale;

/** The display rules of a model, and what becomes of a sentence that one types. */
final class DisplayPanel extends Div {

    /** A table with more rows is no help on a page; the data set has them all. */
    private static final int SHOWN_ROWS = 100;

    private static final int LONGEST_SENTENCE = 1000;

    private final DisplayFormatter formatter;
    private final TextField sentence = new TextField("Try a sentence as it is said");
    private final Select<ProfanityMode> profanity = new Select<>();
    private final Div result = new Div();

    DisplayPanel(DisplayFormatter formatter) {
        this.formatter = formatter;
        addClassName("form");
        sentence.setPlaceholder("move it to bay nine at five thirty p m");
        sentence.setMaxLength(LONGEST_SENTENCE);
        sentence.setWidthFull();
        sentence.setClearButtonVisible(true);
        sentence.setValueChangeMode(ValueChangeMode.LAZY);
        sentence.addValueChangeListener(event -> show());
        profanity.setLabel("Profanity");
        profanity.setItems(ProfanityMode.values());
        profanity.setItemLabelGenerator(DisplayPanel::label);
        profanity.setValue(ProfanityMode.MASKED);
        profanity.addValueChangeListener(event -> show());
        Div fields = new Div(sentence, profanity);
        fields.addClassName("display-try");
        add(fields, result);
        addRules();
    }

    private static String label(ProfanityMode mode) {
        return mode.name().charAt(0) + mode.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private void show() {
        result.removeAll();
        if (sentence.getValue().isBlank()) {
            return;
        }
        DisplayText text = formatter.format(sentence.getValue(), new DisplayOptions(profanity.getValue(), true, true));
        TextTable forms = new TextTable("Form", "Text");
        forms.add("Display", text.display());
        forms.add("Masked ITN", text.maskedItn());
        forms.add("ITN", text.itn());
        forms.add("Lexical", text.lexical());
        result.add(forms);
    }

    private void addRules() {
        DisplayRules rules = formatter.rules();
        if (rules.isEmpty()) {
            Paragraph none = new Paragraph(
                    "No rules of your own: numbers, capitals and punctuation are those of the language. Train with a data set of the"
                            + " kind \"Output format\" to add some.");
            none.addClassName("form-note");
            add(none);
            return;
        }
        List<FailedTest> failed = formatter.failedTests();
        if (!rules.tests().isEmpty()) {
            add(
                    failed.isEmpty()
                            ? Message.good("All " + Formats.count(rules.tests().size(), "test line") + " pass.")
                            : Message.warning(failed.size() + " of "
                                    + Formats.count(rules.tests().size(), "test line") + " fail."));
        }
        addTable(
                "Failed tests",
                List.of("Said", "Expected", "Shown"),
                failed.stream()
                        .map(each -> List.of(each.test().lexical(), each.test().expected(), each.shown()))
                        .toList());
        addTable(
                "Patterns",
                List.of("Pattern"),
                rules.itn().stream().map(each -> List.of(each.text())).toList());
        addTable(
                "Rewrites",
                List.of("Heard", "Shown"),
                rules.rewrites().stream()
                        .map(each -> List.of(each.old(), each.replacement()))
                        .toList());
        addTable(
                "Profanity",
                List.of("Word or phrase"),
                rules.profanity().stream().map(List::of).toList());
    }

    private void addTable(String name, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(heads.toArray(String[]::new));
        rows.stream().limit(SHOWN_ROWS).forEach(row -> table.add(row.toArray(String[]::new)));
        Div content = new Div(table);
        if (rows.size() > SHOWN_ROWS) {
            Paragraph more = new Paragraph("And " + (rows.size() - SHOWN_ROWS) + " more.");
            more.addClassName("form-note");
            content.add(more);
        }
        Details details = new Details(name + " (" + rows.size() + ")", content);
        details.setWidthFull();
        add(details);
    }
}
