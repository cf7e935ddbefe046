package dev.attune.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.attune.Features;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.HeldJobs;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.project.Project;
import dev.attune.project.ProjectService;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.PageTest;
import dev.attune.ui.Player;
import dev.attune.ui.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetPagesTest extends PageTest {

    private Project project;

    @BeforeEach
    void createProject() {
        project = features.get(ProjectService.class).create("Harbour", "", "en-US");
    }

    @Test
    void tellsWhatToBringWhereThereIsNothing() {
        open();

        assertThat(page()).contains("Bring your first data set").contains("Upload data");
    }

    @Test
    void uploadsAnArchiveAndShowsItInTheList() throws IOException {
        open();
        test(button("Upload data")).click();
        assertThat(button("Import").isEnabled()).isFalse();

        test(find(Upload.class).single()).upload("orders.zip", "application/zip", archive());
        roundTrip();

        assertThat(kind().getValue()).isEqualTo(DatasetKind.ACOUSTIC);
        assertThat(find(TextField.class).withLabel("Name").single().getValue()).isEqualTo("orders");
        test(button("Import")).click();

        Dataset started = datasets().list(project.id()).getFirst();
        features.awaitSubject(started.id().toString());
        roundTrip();
        Dataset dataset = datasets().find(started.id()).orElseThrow();
        assertThat(dataset.status()).isEqualTo(DatasetStatus.SUCCEEDED);
        assertThat(dataset.accepted()).isEqualTo(2);
        @SuppressWarnings("unchecked")
        Grid<Dataset> table = find(Grid.class).single();
        assertThat(test(table).size()).isEqualTo(1);
        assertThat(words(test(table).getCellComponent(0, 0))).startsWith("orders orders.zip,");
        assertThat(words(test(table).getCellComponent(0, 1)))
                .isEqualTo("Audio + human-labelled transcript 2 utterances, 2.0 s");
        assertThat(words(test(table).getCellComponent(0, 2))).isEqualTo("Succeeded 1 left out");
        assertThat(find(Dialog.class).exists()).isFalse();
        try (Stream<Path> left = Files.list(home.resolve("home/temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void guessesTheKindOfTextFiles() {
        open();
        test(button("Upload data")).click();

        test(find(Upload.class).single())
                .upload("words.txt", "text/plain", "QR-9\tcue are nine\n".getBytes(StandardCharsets.UTF_8));
        roundTrip();

        assertThat(kind().getValue()).isEqualTo(DatasetKind.PRONUNCIATION);
    }

    @Test
    void throwsAwayAnUploadThatIsNotImported() throws IOException {
        open();
        test(button("Upload data")).click();
        test(find(Upload.class).single())
                .upload("words.txt", "text/plain", "hello there\n".getBytes(StandardCharsets.UTF_8));
        roundTrip();

        test(button("Cancel")).click();
        roundTrip();

        assertThat(datasets().list(project.id())).isEmpty();
        try (Stream<Path> left = Files.list(home.resolve("home/temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void showsOverviewReportAndUtterances() throws IOException {
        Dataset dataset = imported(DatasetKind.ACOUSTIC, "orders.zip", archive());

        open(dataset);

        assertThat(page())
                .contains("2 utterances, 2.0 s")
                .contains("Validation report")
                .contains("Line 3: c.wav is not there. Add the file, or take the line out.")
                .contains("Utterances")
                .contains("Row 17")
                .contains("row seventeen");
        assertThat(findInView(Player.class).all()).hasSize(2);
    }

    @Test
    void showsTheLinesOfText() {
        Dataset dataset = imported(DatasetKind.LANGUAGE, "t.txt", "move the crane\nis bay 14 free\n");

        open(dataset);

        assertThat(page()).contains("Lines").contains("move the crane").contains("Only 2 lines can be used");
    }

    @Test
    void saysWhyAnImportFailed() {
        Dataset dataset = imported(DatasetKind.ACOUSTIC, "orders.zip", "no archive");

        open(dataset);

        assertThat(page())
                .contains("Why it failed")
                .contains("orders.zip is not a zip archive")
                .doesNotContain("Validation report");
    }

    @Test
    void deletesAfterAskingAndGoesBackToTheList() {
        Dataset dataset = imported(DatasetKind.LANGUAGE, "t.txt", "move the crane\n");
        open(dataset);

        test(button("Delete")).click();
        assertThat(datasets().list(project.id())).hasSize(1);
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(datasets().list(project.id())).isEmpty();
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo(Routes.of(Routes.DATA, project.id()));
    }

    @Test
    void leadsFromADeadLinkToTheList() {
        Dataset dataset = imported(DatasetKind.LANGUAGE, "t.txt", "move the crane\n");
        datasets().delete(dataset.id());

        open(dataset);

        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo(Routes.of(Routes.DATA, project.id()));
        assertThat(notifications()).contains("does not exist any more");
    }

    @Test
    void aPageThatIsShownAfterTheImportEndedSaysSo() {
        try (HeldJobs held = new HeldJobs(jobs())) {
            Dataset dataset = importing(held);
            DatasetView view =
                    new DatasetView(features.get(ProjectService.class), datasets(), jobs(), new AudioLinks());
            assertThat(view.open(project, Optional.of(dataset.id().value()))).isTrue();
            assertThat(words(view)).contains("Processing");
            held.awaitEnd(dataset.id().toString());

            UI.getCurrent().add(view);

            assertThat(words(view)).contains("Succeeded").doesNotContain("Processing");
        }
    }

    @Test
    void aListThatIsShownAfterAnImportEndedSaysSo() {
        try (HeldJobs held = new HeldJobs(jobs())) {
            Dataset dataset = importing(held);
            DatasetListView view = list();
            assertThat(view.open(project, Optional.empty())).isTrue();
            held.awaitEnd(dataset.id().toString());

            UI.getCurrent().add(view);

            assertThat(status(view)).isEqualTo("Succeeded");
        }
    }

    @Test
    void aListWhoseRowsAreNotDrawnYetHearsOfTheEnd() {
        try (HeldJobs held = new HeldJobs(jobs())) {
            Dataset dataset = importing(held);
            DatasetListView view = list();
            assertThat(view.open(project, Optional.empty())).isTrue();
            UI.getCurrent().add(view);
            // Told after the list, as it subscribes after it.
            List<Job> told = new CopyOnWriteArrayList<>();
            jobs().subscribe(told::add);
            held.awaitEnd(dataset.id().toString());
            Features.await(() -> told.stream().anyMatch(job -> job.state().isFinal()));
            VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());

            assertThat(status(view)).isEqualTo("Succeeded");
        }
    }

    /** An import that goes on when it is let. */
    private Dataset importing(HeldJobs held) {
        try {
            Path file = Files.writeString(home.resolve("t.txt"), "move the crane\n");
            Dataset dataset = datasets().importFile(project.id(), "Name", "", DatasetKind.LANGUAGE, file, "t.txt");
            held.awaitBegun(dataset.id().toString());
            return dataset;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatasetListView list() {
        return new DatasetListView(
                features.get(ProjectService.class), datasets(), jobs(), features.get(DataDirectory.class));
    }

    @SuppressWarnings("unchecked")
    private String status(DatasetListView view) {
        return words(test((Grid<Dataset>) find(Grid.class, view).single()).getCellComponent(0, 2));
    }

    private void open() {
        UI.getCurrent().navigate(Routes.of(Routes.DATA, project.id()));
    }

    private void open(Dataset dataset) {
        UI.getCurrent().navigate(Routes.of(Routes.DATA_ITEM, project.id(), dataset.id()));
    }

    @SuppressWarnings("unchecked")
    private Select<DatasetKind> kind() {
        return find(Select.class).withLabel("Kind").single();
    }

    private JobService jobs() {
        return features.get(JobService.class);
    }

    private DatasetService datasets() {
        return features.get(DatasetService.class);
    }

    private Dataset imported(DatasetKind kind, String name, String content) {
        return imported(kind, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Dataset imported(DatasetKind kind, String name, byte[] content) {
        try {
            Path file = Files.write(home.resolve(name), content);
            Dataset dataset = datasets().importFile(project.id(), "Name", "", kind, file, name);
            features.awaitSubject(dataset.id().toString());
            return datasets().find(dataset.id()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two utterances, and a line without audio. */
    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"a.wav", "b.wav"}) {
                float[] samples = new float[16_000];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (float) (0.3 * Math.sin(i * (name.equals("a.wav") ? 0.1 : 0.2)));
                }
                zip.putNextEntry(new ZipEntry(name));
                WavWriter.write(new AudioClip(samples, 16_000), zip);
            }
            zip.putNextEntry(new ZipEntry("trans.txt"));
            zip.write("a.wav\tRow 17\nb.wav\ttwo\nc.wav\tthree\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
