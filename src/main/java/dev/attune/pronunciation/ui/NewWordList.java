package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.dataset.LineAdder;
import dev.attune.project.ProjectId;
import dev.attune.pronunciation.NewWord;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import dev.attune.ui.Pager;
import dev.attune.ui.Section;
import java.util.List;
import java.util.Optional;

/** The words that a training has brought into a model, how they were taken to sound, and a field to say it better. */
public final class NewWordList extends Div {

    private static final int PAGE_SIZE = 15;

    private final PronunciationService pronunciations;
    private final ProjectId project;
    private final String model;
    private final List<NewWord> words;
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);

    private NewWordList(PronunciationService pronunciations, ProjectId project, String model, List<NewWord> words) {
        this.pronunciations = pronunciations;
        this.project = project;
        this.model = model;
        this.words = words;
        Paragraph note = new Paragraph(
                "Sounds are in ARPAbet. Where a guess is wrong, write the word as it is spoken, in words or syllables: the line goes into the data set \""
                        + PronunciationService.ADDED + "\". Add that to the next training.");
        note.addClassName("form-note");
        addClassName("form");
        add(note, rows, pager);
        show(0);
    }

    /**
     * The section for a page; empty if there are no new words, or if model or baseline are gone.
     *
     * @param model id of the trained model
     * @param baseline id of the model it was trained from
     */
    public static Optional<Section> section(
            PronunciationService pronunciations, ProjectId project, String model, String baseline) {
        List<NewWord> words;
        try {
            words = pronunciations.newWords(model, baseline);
        } catch (ProblemException e) {
            return Optional.of(new Section("New words", Message.bad(e.getMessage())));
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "New words (" + Formats.count(words.size()) + ")",
                        new NewWordList(pronunciations, project, model, words)));
    }

    private void show(int offset) {
        rows.removeAll();
        words.stream().skip(offset).limit(PAGE_SIZE).forEach(word -> rows.add(row(word)));
        pager.show(offset, words.size());
    }

    private Component row(NewWord word) {
        Span name = new Span(word.word());
        name.addClassName("suggestion-word");
        Span sounds = new Span(sounds(word));
        sounds.addClassNames("quiet", "small");
        Div left = new Div(name, sounds);
        left.addClassNames("suggestion-name", "stack");

        TextField spoken = new TextField();
        spoken.setPlaceholder("Spoken form");
        spoken.setAriaLabel("How " + word.word() + " is spoken");
        spoken.setValueChangeMode(ValueChangeMode.LAZY);
        Div preview = new Div();
        preview.addClassNames("quiet", "small");
        Button add = new Button("Add pronunciation", VaadinIcon.PLUS.create(), event -> keep(word, spoken));
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add.setEnabled(false);
        spoken.addValueChangeListener(event -> {
            add.setEnabled(!spoken.isEmpty());
            preview.setText(preview(word, spoken.getValue()));
        });
        Div pair = new Div(spoken, add);
        pair.addClassName("suggestion-add");
        Div right = new Div(pair, preview);
        Div row = new Div(left, right);
        row.addClassNames("suggestion", "suggestion-two");
        return row;
    }

    private static String sounds(NewWord word) {
        String usual = word.phones().getFirst();
        for (Guess guess : word.guesses()) {
            if (guess.phones().equals(usual)) {
                return PhoneText.of(usual) + " · guessed, " + Formats.percent(guess.probability()) + " sure";
            }
        }
        return PhoneText.of(usual) + " · from your pronunciations";
    }

    private String preview(NewWord word, String spoken) {
        try {
            return pronunciations.choices(model, word.word(), spoken).stream()
                    .findFirst()
                    .map(guess -> PhoneText.of(guess.phones()))
                    .orElse("");
        } catch (ProblemException e) {
            return e.getMessage();
        }
    }

    private void keep(NewWord word, TextField spoken) {
        try {
            LineAdder.Added added =
                    pronunciations.add(project, PronunciationService.ADDED, word.word(), spoken.getValue());
            Notifications.done("Added to the data set \"" + added.dataset().name() + "\"."
                    + (added.remarks().isEmpty() ? "" : " " + String.join(" ", added.remarks())));
        } catch (ProblemException e) {
            Notifications.failed(e.getMessage());
        }
    }
}
