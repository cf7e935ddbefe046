package dev.attune.model.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.attune.model.ModelImportService;
import dev.attune.project.Project;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.modelimport.ModelImporter;
import dev.attune.speech.modelimport.ProbeReport;
import dev.attune.speech.modelimport.ProbeRequest;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Message;
import dev.attune.ui.Notifications;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the files of a model that was made elsewhere, has it tried, shows what was found, and keeps it if the user agrees. */
final class ImportModelDialog extends Dialog {

    private final ModelImportService imports;
    private final Project project;
    private final Runnable afterwards;
    private final TextField name = new TextField("Name");
    private final TextField licence = new TextField("Licence");
    private final Select<FeatureRecipe> features = new Select<>();
    private final UploadedFile network;
    private final UploadedFile tokens;
    private final UploadedFile language;
    private final UploadedFile sample;
    private final TextField sampleText = new TextField("What is said in the recording");
    private final Div form = new Div();
    private final Div result = new Div();
    private final Div problem = new Div();
    private final Paragraph step = new Paragraph();
    private final ProgressBar working = new ProgressBar();
    private final Button proceed = new Button("Try the model");
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private @Nullable ProbeReport report;
    private boolean busy;

    ImportModelDialog(ModelImportService imports, DataDirectory home, Project project, Runnable afterwards) {
        this.imports = imports;
        this.project = project;
        this.afterwards = afterwards;
        setHeaderTitle("Import a model");
        setWidth("40rem");
        setCloseOnOutsideClick(false);

        name.setWidthFull();
        name.setMaxLength(200);
        name.setRequiredIndicatorVisible(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(event -> changed());
        licence.setWidthFull();
        licence.setMaxLength(200);
        licence.setHelperText("Kept with the model and all that is made from it.");
        features.setLabel("Input");
        features.setItems(FeatureRecipe.values());
        features.setEmptySelectionAllowed(true);
        features.setEmptySelectionCaption("Find out by trying");
        features.setItemLabelGenerator(recipe -> recipe == null ? "Find out by trying" : recipe.label());
        features.setWidthFull();
        features.addValueChangeListener(event -> changed());
        sampleText.setWidthFull();
        sampleText.setVisible(false);

        network = new UploadedFile(home, "Network", "The model's .onnx file", this::networkChanged, ".onnx");
        tokens = new UploadedFile(home, "Tokens", "tokens.txt or vocab.json", this::changed, ".txt", ".json");
        language = new UploadedFile(home, "Language model", languageNote(), this::changed, ".arpa", ".lm");
        sample = new UploadedFile(
                home,
                "Recording to try it with",
                "Best of your own; without one, an English sentence is used",
                this::sampleChanged,
                ".wav",
                ".flac",
                ".mp3",
                ".ogg",
                ".m4a");
        form.add(note(), network, tokens, name, licence, language, sample, sampleText, features);
        form.addClassName("form");
        result.addClassName("form");
        step.addClassName("form-note");
        step.setVisible(false);
        working.setIndeterminate(true);
        working.setVisible(false);
        Div all = new Div(form, step, working, result, problem);
        all.addClassName("form");
        add(all);

        proceed.addThemeVariants(ButtonVariant.PRIMARY);
        proceed.addClickListener(event -> proceed());
        getFooter().add(new Button("Cancel", event -> close()), proceed);
        addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                cancelled.set(true);
                if (!busy) {
                    discard();
                }
            }
        });
        changed();
    }

    private String languageNote() {
        try {
            return imports.lender(project.locale())
                    .map(lender -> "Optional, ARPA; without one, that of \"" + lender + "\" is used")
                    .orElse("ARPA; there is no baseline for " + project.locale() + " that could lend its own");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Paragraph note() {
        Paragraph note = new Paragraph(
                "A CTC model for speech recognition that was made elsewhere (zipformer, NeMo, wav2vec2 and their kin), as ONNX. It is tried"
                        + " before it is kept. It can be adapted with text and pronunciations; recordings cannot train it.");
        note.addClassName("form-note");
        return note;
    }

    private void networkChanged() {
        if (name.isEmpty() && network.path() != null) {
            name.setValue(network.fileName().replaceFirst("\\.onnx$", ""));
        }
        changed();
    }

    private void sampleChanged() {
        sampleText.setVisible(sample.path() != null);
        changed();
    }

    /** What was found belongs to the files that were tried. */
    private void changed() {
        report = null;
        result.removeAll();
        problem.removeAll();
        proceed.setText("Try the model");
        proceed.setEnabled(!busy && network.path() != null && tokens.path() != null && !name.isEmpty());
    }

    private void proceed() {
        problem.removeAll();
        ProbeReport found = report;
        Path onnx = network.path();
        Path tokenFile = tokens.path();
        if (onnx == null || tokenFile == null) {
            return;
        }
        try {
            imports.requireName(name.getValue().strip());
        } catch (ProblemException | IOException e) {
            problem.add(Message.bad(String.valueOf(e.getMessage())));
            return;
        }
        setBusy(true);
        if (found == null) {
            ProbeRequest request = new ProbeRequest(
                    onnx, tokenFile, project.locale(), features.getValue(), sample.path(), sampleText.getValue());
            imports.tryOut(request, new Work<>(this::show), cancelled::get);
        } else {
            ModelImporter.About about = new ModelImporter.About(
                    name.getValue().strip(),
                    project.locale(),
                    name.getValue().strip(),
                    licence.isEmpty() ? "unknown" : licence.getValue().strip());
            imports.keep(found, onnx, tokenFile, language.path(), language.fileName(), about, new Work<>(this::kept));
        }
    }

    private void setBusy(boolean is) {
        busy = is;
        form.setEnabled(!is);
        working.setVisible(is);
        step.setVisible(is);
        step.setText("");
        proceed.setEnabled(!is);
    }

    private void show(ProbeReport found) {
        report = found;
        result.removeAll();
        TextTable facts = new TextTable("What was found", "");
        found.findings().forEach(finding -> facts.add(finding.name(), finding.value()));
        TextTable trials = new TextTable("Input", "Right", "What it wrote of the recording");
        found.trials()
                .forEach(trial -> trials.add(
                        trial.features().label(),
                        Math.round(100 * trial.merit()) + " %",
                        trial.text().isBlank() ? "nothing" : trial.text()));
        result.add(facts, new H3("Kinds of input that were tried, the chosen one first"), trials);
        found.warnings().forEach(warning -> result.add(Message.warning(warning)));
        result.add(Message.neutral(
                "The confidence of its words will not be calibrated; \"import --calibrate\" on the command line does that with recordings"
                        + " and transcripts."));
        result.add(Message.good("The model can be imported. Look whether it wrote what is said; then import it."));
        proceed.setText("Import");
        proceed.setEnabled(true);
    }

    private void kept(ModelDescription model) {
        close();
        Notifications.done("The model \"" + model.name() + "\" can now be trained with text and pronunciations.");
        afterwards.run();
    }

    /** Uploads lie under names of ours, which tell the user nothing. */
    private String inUsersNames(String sentence) {
        String named = sentence;
        for (UploadedFile file : List.of(network, tokens, language, sample)) {
            Path path = file.path();
            if (path != null) {
                named = named.replace(String.valueOf(path.getFileName()), file.fileName());
            }
        }
        return named;
    }

    private void discard() {
        network.discard();
        tokens.discard();
        language.discard();
        sample.discard();
    }

    /** Brings news from the background into the page. */
    private final class Work<T> implements ModelImportService.Listener<T> {

        private final Consumer<T> then;
        private final UI ui = UI.getCurrent();

        Work(Consumer<T> then) {
            this.then = then;
        }

        @Override
        public void step(String now) {
            inPage(() -> step.setText(now + " ..."));
        }

        @Override
        public void done(T value) {
            end(() -> then.accept(value));
        }

        @Override
        public void refused(String sentence) {
            end(() -> problem.add(Message.bad(inUsersNames(sentence))));
        }

        @Override
        public void cancelled() {
            end(() -> {});
        }

        private void end(Runnable action) {
            // Files of a dialog that was closed meanwhile were in use until now.
            if (cancelled.get()) {
                discard();
            }
            inPage(() -> {
                setBusy(false);
                action.run();
            });
        }

        private void inPage(Runnable action) {
            if (!ui.isClosing() && ui.isAttached()) {
                ui.access(action::run);
            }
        }
    }
}
