package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.LineAdder;
import dev.attune.project.Project;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.speech.WordTrial;
import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Formats;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a word, says how it would sound, and lets the model recognise a recording without and with it, at once and without a training. */
class TryWord extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(TryWord.class);

    private final PronunciationService pronunciations;
    private final Project project;
    private final ModelDescription model;
    private final Executor executor;
    private final TextField word = new TextField("Word, as it is written");
    private final TextField spoken = new TextField("Spoken form");
    private final RadioButtonGroup<Guess> sounds = new RadioButtonGroup<>();
    /** What a spoken form gives: nothing to choose from, as all of it is taken. */
    private final Paragraph said = new Paragraph();

    private final Div remarks = new Div();
    private final RecordingChoice recording;
    private final Button tryIt = new Button("Try it", VaadinIcon.PLAY.create(), event -> run());
    private final TargetSelect target;
    private final Button keep = new Button("Add to pronunciations", VaadinIcon.PLUS.create(), event -> keep());
    private final Div outcome = new Div();

    /**
     * @param executor where recognition runs; it takes seconds
     */
    TryWord(
            PronunciationService pronunciations,
            DatasetService datasets,
            AudioLinks links,
            DataDirectory home,
            Project project,
            ModelDescription model,
            Executor executor) {
        this.pronunciations = pronunciations;
        this.project = project;
        this.model = model;
        this.executor = executor;
        this.recording = new RecordingChoice(datasets, links, home, project.id(), this::refreshButtons);
        this.target = new TargetSelect(pronunciations.targets(project.id()));
        addClassName("form");

        word.setMaxLength(200);
        word.setPlaceholder("QR-9");
        word.setValueChangeMode(ValueChangeMode.LAZY);
        word.addValueChangeListener(event -> {
            recording.prefer(event.getValue());
            refreshSounds();
        });
        spoken.setMaxLength(400);
        spoken.setPlaceholder("cue are nine");
        spoken.setHelperText("Words, syllables, single letters. Leave it empty to have it guessed from the spelling.");
        spoken.setValueChangeMode(ValueChangeMode.LAZY);
        spoken.addValueChangeListener(event -> refreshSounds());
        sounds.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        sounds.setLabel(
                spelled()
                        ? "Written by the network as (choose one)"
                        : "Sounds like (guessed from the spelling; choose one)");
        sounds.setItemLabelGenerator(this::label);
        sounds.addValueChangeListener(event -> refreshButtons());
        sounds.setVisible(false);
        said.addClassName("form-note");
        said.setVisible(false);
        tryIt.addThemeVariants(ButtonVariant.PRIMARY);

        Paragraph note = new Paragraph(
                "Adds one word to this model in memory and recognises a recording without and with it. The model itself stays as it is.");
        note.addClassName("form-note");
        Div fields = new Div(word, spoken);
        fields.addClassName("try-fields");
        Div buttons = new Div(tryIt, keep, target);
        buttons.addClassName("try-buttons");
        add(note, fields, sounds, said, remarks, recording, buttons, outcome);
        refreshButtons();
    }

    /** Runs a task in a thread of its own. */
    static void inBackground(Runnable task) {
        Thread.ofPlatform().daemon().name("try-a-word").start(task);
    }

    /** True of an imported network, which writes tokens and not sounds; how likely a division into them is, nobody knows. */
    private boolean spelled() {
        return model.imported() != null;
    }

    private String label(Guess guess) {
        String phones = PhoneText.of(guess.phones());
        return guess.probability() < 1 && !spelled()
                ? phones + " (" + Formats.percent(guess.probability()) + ")"
                : phones;
    }

    private void refreshSounds() {
        remarks.removeAll();
        outcome.removeAll();
        List<Guess> choices = List.of();
        try {
            choices = pronunciations.choices(model.id(), word.getValue(), spoken.getValue());
            boolean asked = !word.isEmpty() || !spoken.isEmpty();
            if (choices.isEmpty() && asked) {
                remarks.add(Message.warning(
                        "This cannot be said: write it in letters, words or syllables of the language."));
            } else if (!spoken.isEmpty()) {
                List<String> guessed = pronunciations.guessedParts(model.id(), spoken.getValue());
                if (!guessed.isEmpty()) {
                    remarks.add(Message.neutral("Guessed from the letters: " + String.join(", ", guessed)
                            + ". If it sounds wrong, write it in words that sound so."));
                }
            }
        } catch (ProblemException e) {
            remarks.add(Message.bad(e.getMessage()));
        }
        sounds.setItems(choices);
        sounds.setVisible(spoken.isEmpty() && !choices.isEmpty());
        said.setVisible(!spoken.isEmpty() && !choices.isEmpty());
        said.setText((spelled() ? "Written by the network as " : "Sounds like ")
                + choices.stream().map(choice -> PhoneText.of(choice.phones())).collect(Collectors.joining(", or ")));
        if (!choices.isEmpty()) {
            sounds.setValue(choices.getFirst());
        }
        refreshButtons();
    }

    private void refreshButtons() {
        boolean ready = !word.isEmpty() && sounds.getValue() != null;
        tryIt.setEnabled(ready && recording.audio().isPresent());
        tryIt.setTooltipText(ready && recording.audio().isEmpty() ? "Choose a recording first" : null);
        boolean firstChoice = sounds.getValue() != null
                && sounds.getListDataView().getItems().findFirst().equals(Optional.of(sounds.getValue()));
        keep.setEnabled(ready && firstChoice);
        keep.setTooltipText(
                ready && !firstChoice
                        ? "A pronunciation is kept as words or syllables, not as sounds: write a spoken form that gives these sounds"
                        : null);
    }

    private void run() {
        UI ui = UI.getCurrent();
        RecordingChoice.Chosen chosen = recording.audio().orElseThrow();
        String display = word.getValue();
        List<String> phones = spoken.isEmpty()
                ? List.of(sounds.getValue().phones())
                : sounds.getListDataView().getItems().map(Guess::phones).toList();
        outcome.removeAll();
        outcome.add(Message.neutral("Recognising " + chosen.name() + " …"));
        tryIt.setEnabled(false);
        executor.execute(() -> {
            Div shown = new Div();
            try {
                WordTrial.Outcome texts = pronunciations.tryWord(model.id(), display, phones, chosen.audio());
                shown.add(new TrialOutcome(texts, chosen.reference(model.locale())));
            } catch (ProblemException e) {
                shown.add(Message.bad(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("A word could not be tried with model {}", model.id(), e);
                shown.add(
                        Message.bad("Something went wrong while the recording was recognised. The log has the cause."));
            }
            try {
                ui.access(() -> {
                    outcome.removeAll();
                    outcome.add(shown);
                    refreshButtons();
                });
            } catch (UIDetachedException e) {
                LOG.debug("The page was left before the word had been tried", e);
            }
        });
    }

    private void keep() {
        try {
            LineAdder.Added added =
                    pronunciations.add(project.id(), target.getValue(), word.getValue(), spoken.getValue());
            Notifications.done("Added to the data set \"" + added.dataset().name() + "\"."
                    + (added.remarks().isEmpty() ? "" : " " + String.join(" ", added.remarks())));
        } catch (ProblemException e) {
            Notifications.failed(e.getMessage());
        }
    }
}
