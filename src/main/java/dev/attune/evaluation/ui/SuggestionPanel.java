package dev.attune.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.attune.dataset.LineAdder;
import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.Suggestion;
import dev.attune.evaluation.SuggestionService;
import dev.attune.evaluation.TestedModel;
import dev.attune.shared.ProblemException;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Pager;
import dev.attune.ui.Section;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Words that the model of a test should be taught, each with one click to a pronunciation or to related text. */
final class SuggestionPanel extends Div {

    private static final int PAGE_SIZE = 10;

    /** The results of more are read only when somebody asks. */
    private static final int MOST_READ_UNASKED = 2000;

    private final SuggestionService suggestions;
    private final Evaluation evaluation;
    private final Select<Integer> model = new Select<>();
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);
    private List<Suggestion> found = List.of();

    SuggestionPanel(SuggestionService suggestions, Evaluation evaluation) {
        this.suggestions = suggestions;
        this.evaluation = evaluation;
        List<TestedModel> models = evaluation.models();
        model.setItems(IntStream.range(0, models.size()).boxed().toList());
        model.setItemLabelGenerator(i -> models.get(i).name());
        model.setAriaLabel("Model that is to be taught");
        model.setVisible(models.size() > 1);
        model.setValue(models.size() - 1);
        addClassName("form");
        if (evaluation.utterances() > MOST_READ_UNASKED) {
            Button ask = new Button("Find words to add", VaadinIcon.SEARCH.create(), event -> start());
            add(ask);
        } else {
            start();
        }
    }

    /** In a frame with its heading, as the page of a test shows it. */
    Section section() {
        return new Section("Words to teach", this).withTools(model);
    }

    private void start() {
        removeAll();
        Paragraph note = new Paragraph(
                "Words of the transcripts that the model does not have, or gets wrong more often than right. "
                        + "One click adds a line to the data set \"" + SuggestionService.PRONUNCIATIONS + "\" or \""
                        + SuggestionService.SENTENCES
                        + "\"; train with it next. Write sentences of your own, not those of the test: "
                        + "it would then measure what it was taught.");
        note.addClassName("form-note");
        add(note, rows, pager);
        model.addValueChangeListener(event -> read());
        read();
    }

    private void read() {
        found = suggestions.suggestions(evaluation.id(), model.getValue());
        show(0);
    }

    private void show(int offset) {
        rows.removeAll();
        if (found.isEmpty()) {
            rows.add(Message.good("None: the model has every word of the transcripts and gets most of them right."));
        }
        found.stream().skip(offset).limit(PAGE_SIZE).forEach(each -> rows.add(row(each)));
        pager.show(offset, found.size());
    }

    private Component row(Suggestion suggestion) {
        Span word = new Span(suggestion.word());
        word.addClassName("suggestion-word");
        Div facts = new Div((suggestion.outOfVocabulary() ? "New word · " : "") + "wrong " + suggestion.wrong() + " of "
                + suggestion.said());
        facts.addClassNames("quiet", "small");
        Div name = new Div(word, facts);
        if (!suggestion.heard().isEmpty()) {
            Div heard = new Div("Heard as: " + String.join("; ", suggestion.heard()));
            heard.addClassNames("quiet", "small");
            name.add(heard);
        }
        name.addClassNames("suggestion-name", "stack");

        TextField spoken = new TextField();
        spoken.setAriaLabel("How " + suggestion.word() + " is spoken");
        spoken.setPlaceholder("Spoken form");
        // A new word as it is spelt; for one that the model has, what was heard is the better start.
        spoken.setValue(
                suggestion.outOfVocabulary()
                        ? suggestion.word()
                        : suggestion.heard().stream().findFirst().orElse(""));
        Button pronounce = adding(
                "Add pronunciation",
                () -> suggestions.addPronunciation(evaluation.project(), suggestion.word(), spoken.getValue()));

        TextField sentence = new TextField();
        sentence.setAriaLabel("Sentence with " + suggestion.word());
        sentence.setPlaceholder("Sentence");
        sentence.setValue(suggestion.word());
        Button write = adding("Add text", () -> suggestions.addSentence(evaluation.project(), sentence.getValue()));

        Div row = new Div(name, pair(spoken, pronounce), pair(sentence, write));
        row.addClassName("suggestion");
        return row;
    }

    private static Component pair(TextField field, Button button) {
        Div pair = new Div(field, button);
        pair.addClassName("suggestion-add");
        return pair;
    }

    private static Button adding(String label, Supplier<LineAdder.Added> add) {
        Button button = new Button(label, VaadinIcon.PLUS.create());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClickListener(event -> {
            try {
                LineAdder.Added added = add.get();
                Notifications.done("Added to the data set \"" + added.dataset().name() + "\"."
                        + (added.remarks().isEmpty() ? "" : " " + String.join(" ", added.remarks())));
                button.setIcon(VaadinIcon.CHECK.create());
            } catch (ProblemException e) {
                Notifications.failed(String.valueOf(e.getMessage()));
            }
        });
        return button;
    }
}
