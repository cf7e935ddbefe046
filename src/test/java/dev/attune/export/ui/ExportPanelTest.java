package dev.attune.export.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.dom.Element;
import dev.attune.dataset.Dataset;
import dev.attune.export.ExportService;
import dev.attune.export.ModelExport;
import dev.attune.job.JobState;
import dev.attune.model.PackageFiles;
import dev.attune.project.ProjectId;
import dev.attune.speech.TinyModel;
import dev.attune.training.FakeAdaptation;
import dev.attune.training.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of a model's page that exports it, without a browser, on the real services. */
class ExportPanelTest extends BrowserlessTest {

    private static final String OWN = "00000000-0000-4000-8000-0000000000bb";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path home;

    private Workbench workbench;
    private ExportService exports;
    private ProjectId project;

    @BeforeEach
    void start() throws Exception {
        workbench = new Workbench(home, FakeAdaptation.working());
        exports = workbench.context.getBean(ExportService.class);
        project = workbench.project("en-US");
    }

    @AfterEach
    void stop() {
        workbench.close();
    }

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.none");
    }

    private ExportPanel show(String model) {
        ExportPanel panel = new ExportPanel(
                exports,
                workbench.datasets.list(project),
                workbench.jobs,
                workbench.models.find(model).orElseThrow());
        UI.getCurrent().add(panel);
        return panel;
    }

    private ModelExport await(String model) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            ModelExport export = exports.latest(model).orElseThrow();
            if (export.job().state().isFinal()) {
                return export;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the export did not end in " + PATIENCE);
    }

    @Test
    @SuppressWarnings("unchecked")
    void offersWhatItMadeWithWhatTheCheckFound() throws Exception {
        Dataset dataset = workbench.audio(project, "Salad bar", TinyModel.sentences(3, 4));
        ExportPanel panel = show(Workbench.BASELINE);
        find(Checkbox.class, panel).withId("export-int8").single().setValue(true);
        find(Select.class, panel).withId("export-check").single().setValue(Optional.of(dataset));
        find(Button.class, panel).withId("export-make").single().click();
        ModelExport export = await(Workbench.BASELINE);

        assertThat(export.job().failure()).isNull();
        ExportPanel done = show(Workbench.BASELINE);
        assertThat(words(done))
                .contains("Checked on 3 recordings", "Salad bar", "int8: word error rate", "Make it again");
        Anchor download =
                find(Anchor.class, done).withId("download-sherpa-onnx").single();
        assertThat(download.getElement().hasAttribute("download")).isTrue();
        try (ZipFile zip = new ZipFile(export.zip().toFile())) {
            Set<String> names = new TreeSet<>();
            zip.stream().forEach(entry -> names.add(entry.getName()));
            assertThat(names).contains("model.onnx", "model.int8.onnx", "tokens.txt", "README.md", "SHA256SUMS");
        }
        try (Stream<Path> files = Files.list(export.zip().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("sherpa-onnx.zip", "found.txt", "log.txt");
        }
    }

    @Test
    void saysWhyAModelCannotBeExported() throws Exception {
        Path zip = home.resolve("own.zip");
        PackageFiles.write(OWN, "Elsewhere", "imported", Instant.parse("2026-02-01T00:00:00Z"), zip);
        workbench.models.register(project, zip);

        ExportPanel panel = show(OWN);

        assertThat(words(panel)).contains("its network was made elsewhere");
        assertThat(find(Button.class, panel).all()).isEmpty();
    }

    @Test
    void tellsWhyAnExportFailedAndLeavesNothing() throws Exception {
        Dataset dataset = workbench.audio(project, "Gone", TinyModel.sentences(2, 4));
        workbench.datasets.delete(dataset.id());
        exports.start(Workbench.BASELINE, false, dataset.id());
        ModelExport export = await(Workbench.BASELINE);

        assertThat(export.job().state()).isEqualTo(JobState.FAILED);
        assertThat(export.zip()).isNull();
        ExportPanel panel = show(Workbench.BASELINE);
        assertThat(words(panel)).contains("The data set to check on does not exist any more; choose another one.");
        assertThat(find(Anchor.class, panel).all()).isEmpty();
    }

    @Test
    void aNewExportReplacesTheOneBefore() throws Exception {
        Dataset dataset = workbench.audio(project, "Salad bar", TinyModel.sentences(2, 4));
        exports.start(Workbench.BASELINE, false, dataset.id());
        Path first = await(Workbench.BASELINE).zip();
        exports.start(Workbench.BASELINE, false, dataset.id());
        Path second = await(Workbench.BASELINE).zip();

        assertThat(first).doesNotExist();
        assertThat(second).exists();
    }

    private static String words(Component view) {
        return String.join(
                " ",
                elements(view.getElement())
                        .filter(Element::isTextNode)
                        .map(Element::getText)
                        .toList());
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(ExportPanelTest::elements));
    }
}
