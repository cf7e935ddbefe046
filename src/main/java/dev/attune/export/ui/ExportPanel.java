package dev.attune.export.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetStatus;
import dev.attune.export.ExportService;
import dev.attune.export.ModelExport;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.job.JobState;
import dev.attune.job.ui.LiveJobs;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.ui.Formats;
import dev.attune.ui.JobMeter;
import dev.attune.ui.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the download for sherpa-onnx: what to check on, how far it is, what the check found. */
final class ExportPanel extends Div {

    private static final String PACKAGE =
            "The package above holds all of the model; another Attune serves it as it is. For apps, browsers and other programs"
                    + " there is sherpa-onnx: a zip with the network, a guide with calls in Python, JavaScript, Java and C, and the"
                    + " language model, lexicon and letter-to-sound model as text files. sherpa-onnx decodes letters alone, without the"
                    + " language model, and makes more errors than Attune.";

    private static final String BUILT_IN = "Speech that comes with Attune";

    private final ExportService exports;
    private final ModelDescription model;
    private final Div state = new Div();
    private final JobMeter meter = new JobMeter();
    private final Checkbox int8 = new Checkbox("Also a smaller, faster file with weights of 8 bits (int8)");
    private final Select<Optional<Dataset>> check = new Select<>();

    ExportPanel(ExportService exports, List<Dataset> datasets, JobService jobs, ModelDescription model) {
        this.exports = exports;
        this.model = model;
        addClassName("form");
        Paragraph about = new Paragraph(PACKAGE);
        about.addClassName("form-note");
        add(about);
        Optional<String> obstacle = exports.obstacle(model.id());
        if (obstacle.isPresent()) {
            add(Message.neutral(obstacle.get()));
            return;
        }
        state.addClassName("form");
        add(state);
        int8.setId("export-int8");
        int8.setHelperText("What it costs in accuracy and brings in size and speed is measured and told.");
        check.setId("export-check");
        check.setLabel("Check it on");
        check.setItems(choices(datasets));
        check.setItemLabelGenerator(choice -> choice.map(Dataset::name).orElse(BUILT_IN));
        check.setValue(Optional.empty());
        check.setHelperText("The files are offered only if they give the same text and times as this model there.");
        LiveJobs.follow(this, jobs, this::jobChanged);
        refresh();
    }

    private static List<Optional<Dataset>> choices(List<Dataset> datasets) {
        List<Optional<Dataset>> choices = new ArrayList<>(List.of(Optional.empty()));
        datasets.stream()
                .filter(dataset ->
                        dataset.kind() == DatasetKind.ACOUSTIC && dataset.status() == DatasetStatus.SUCCEEDED)
                .map(Optional::of)
                .forEach(choices::add);
        return choices;
    }

    private void jobChanged(Job job) {
        if (!exports.isOf(job, model.id())) {
            return;
        }
        if (job.state() == JobState.RUNNING && meter.isAttached()) {
            meter.show(job.progress(), job.phase(), job.remaining());
        } else {
            refresh();
        }
    }

    private void refresh() {
        state.removeAll();
        Optional<ModelExport> export = exports.latest(model.id());
        if (export.isPresent() && !export.get().job().state().isFinal()) {
            Job job = export.get().job();
            meter.show(job.progress(), job.phase(), job.remaining());
            Button cancel = new Button("Cancel", VaadinIcon.BAN.create(), event -> exports.cancel(job.id()));
            state.add(meter, row(cancel));
            return;
        }
        export.ifPresent(this::showResult);
        Button make = new Button(
                export.isPresent() ? "Make it again" : "Make files for sherpa-onnx",
                VaadinIcon.PACKAGE.create(),
                event -> {
                    exports.start(
                            model.id(),
                            int8.getValue(),
                            check.getValue().map(Dataset::id).orElse(null));
                    refresh();
                });
        make.setId("export-make");
        state.add(int8, check, row(make));
    }

    private void showResult(ModelExport export) {
        if (export.zip() != null) {
            // The first says that the check was passed; what follows is for the reader to judge.
            for (int i = 0; i < export.found().size(); i++) {
                String sentence = export.found().get(i);
                state.add(i == 0 ? Message.good(sentence) : Message.neutral(sentence));
            }
            Button button = new Button(
                    "Download for sherpa-onnx (" + Formats.bytes(size(export.zip())) + ")",
                    VaadinIcon.DOWNLOAD.create());
            button.addThemeVariants(ButtonVariant.PRIMARY);
            button.setTabIndex(-1);
            Anchor download =
                    new Anchor(DownloadHandler.forFile(export.zip().toFile(), fileName()), AttachmentType.DOWNLOAD, "");
            download.setRouterIgnore(true);
            download.setId("download-sherpa-onnx");
            download.add(button);
            state.add(row(download));
        } else if (export.job().failure() != null) {
            state.add(Message.bad(export.job().failure()));
        } else {
            state.add(Message.neutral("The export was cancelled; nothing was made."));
        }
    }

    private static Div row(Component component) {
        return new Div(component);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fileName() {
        String plain = model.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return (plain.isEmpty() ? "model" : plain) + "-sherpa-onnx.zip";
    }
}
