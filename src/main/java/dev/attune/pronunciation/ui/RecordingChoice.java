package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.dataset.DatasetUtterance;
import dev.attune.project.ProjectId;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Player;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A recording: one of a data set, or one that is uploaded for the occasion and forgotten when the page is left. */
class RecordingChoice extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingChoice.class);
    private static final int MAX_BYTES = 50 << 20;
    private static final int OFFERED = 3000;

    private final DatasetService datasets;
    private final AudioLinks links;
    private final Runnable changed;
    private final Select<Dataset> dataset = new Select<>();
    private final ComboBox<DatasetUtterance> utterance = new ComboBox<>("Recording");
    private final Upload upload;
    private final Div player = new Div();
    /** Recordings that the list offers. */
    private List<DatasetUtterance> offered = List.of();

    private boolean byHand;
    private @Nullable Chosen chosen;
    private @Nullable Path uploaded;

    /**
     * @param changed hears that another recording, or none, is chosen
     */
    RecordingChoice(
            DatasetService datasets, AudioLinks links, DataDirectory home, ProjectId project, Runnable changed) {
        this.datasets = datasets;
        this.links = links;
        this.changed = changed;
        List<Dataset> withAudio = datasets.list(project).stream()
                .filter(each -> each.kind().hasAudio() && each.status() == DatasetStatus.SUCCEEDED)
                .toList();
        dataset.setLabel("Recording from");
        dataset.setItems(withAudio);
        dataset.setItemLabelGenerator(Dataset::name);
        dataset.addValueChangeListener(event -> showUtterances(event.getValue()));
        utterance.setItemLabelGenerator(RecordingChoice::label);
        utterance.addClassName("try-recording");
        utterance.addValueChangeListener(event -> {
            byHand |= event.isFromClient();
            if (event.getValue() != null) {
                choose(new Chosen(
                        event.getValue().id(),
                        event.getValue().audio(),
                        event.getValue().transcript()));
            }
        });
        upload = new Upload(UploadHandler.toFile(
                (metadata, file) -> received(metadata.fileName(), file.toPath()),
                metadata -> home.temporary().resolve("try-" + UUID.randomUUID()).toFile()));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MAX_BYTES);
        upload.setDropLabel(new Span("or drop a recording here"));
        upload.setUploadButton(new com.vaadin.flow.component.button.Button("Upload a recording"));
        Div choice = new Div(dataset, utterance);
        choice.addClassName("try-fields");
        choice.setVisible(!withAudio.isEmpty());
        add(choice, upload, player);
        addClassName("form");
        if (!withAudio.isEmpty()) {
            dataset.setValue(withAudio.getFirst());
        }
        addDetachListener(event -> discard());
    }

    /**
     * A recording.
     *
     * @param transcript empty where there is none
     */
    record Chosen(String name, Path audio, String transcript) {

        /** The transcript as it is scored; empty where there is none. */
        String reference(String locale) {
            return TextNormalizer.forLocale(locale).normalize(transcript);
        }
    }

    Optional<Chosen> audio() {
        return Optional.ofNullable(chosen);
    }

    private static String label(DatasetUtterance each) {
        return each.transcript().isEmpty() ? each.id() : each.id() + " – " + each.transcript();
    }

    private void showUtterances(@Nullable Dataset set) {
        choose(null);
        if (set == null) {
            return;
        }
        // Filtered over what is read of it: enough to find an example, whatever the size of the set.
        offered = datasets.utterances(set.id(), 0, OFFERED);
        utterance.setItems(offered);
        byHand = false;
        if (!offered.isEmpty()) {
            utterance.setValue(offered.getFirst());
        }
    }

    /** Chooses the first recording whose transcript has the word, unless the person has chosen one. */
    void prefer(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        if (!byHand && uploaded == null && !wanted.isEmpty()) {
            offered.stream()
                    .filter(each -> each.transcript().toLowerCase(Locale.ROOT).contains(wanted))
                    .findFirst()
                    .ifPresent(utterance::setValue);
        }
    }

    private void received(String name, Path file) {
        discard();
        uploaded = file;
        utterance.clear();
        choose(new Chosen(name, file, ""));
    }

    private void choose(@Nullable Chosen recording) {
        chosen = recording;
        player.removeAll();
        if (recording != null) {
            player.add(new Player(links.linkTo(recording.audio()), recording.name()));
        }
        changed.run();
    }

    private void discard() {
        Path file = uploaded;
        uploaded = null;
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The upload {} could not be deleted", file, e);
            }
        }
    }
}
