package dev.attune.model.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.dom.Element;
import dev.attune.model.ModelImportService;
import dev.attune.model.PackageFiles;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.TinyModel;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayRules;
import dev.attune.speech.display.DisplayRulesReader;
import dev.attune.speech.modelimport.ImportedModels;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.training.FakeAdaptation;
import dev.attune.training.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages without a browser, on the real services. */
class ModelPagesTest extends BrowserlessTest {

    private static final String OWN = "00000000-0000-4000-8000-0000000000aa";

    @TempDir
    private Path home;

    private Workbench workbench;
    private ProjectId project;

    @BeforeEach
    void start() throws Exception {
        workbench = new Workbench(home, FakeAdaptation.working());
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

    private void addOwn() throws Exception {
        Path zip = home.resolve("own.zip");
        PackageFiles.write(OWN, "Crème & Co.", "custom", Instant.parse("2026-02-01T00:00:00Z"), zip);
        workbench.models.register(project, zip);
    }

    private Project theProject() {
        return workbench.projects.find(project).orElseThrow();
    }

    private ModelListView showList() {
        ModelListView view = new ModelListView(
                workbench.projects,
                workbench.models,
                workbench.context.getBean(ModelImportService.class),
                workbench.context.getBean(DataDirectory.class));
        UI.getCurrent().add(view);
        assertThat(view.open(theProject(), Optional.empty())).isTrue();
        return view;
    }

    private Optional<ModelView> show(String id) {
        ModelView view = new ModelView(workbench.projects, workbench.models, List.of());
        UI.getCurrent().add(view);
        return view.open(theProject(), Optional.of(UUID.fromString(id))) ? Optional.of(view) : Optional.empty();
    }

    @Test
    void theListTellsWhatToDoNextAndShowsTheBaselines() throws Exception {
        assertThat(words(showList())).contains("No model of your own yet", "Go to Training", "Baselines");

        addOwn();
        assertThat(words(showList())).doesNotContain("No model of your own yet");
    }

    @Test
    void theCardTellsWhatAModelIs() {
        ModelView view = show(Workbench.BASELINE).orElseThrow();

        assertThat(words(view))
                .contains(
                        "tiny",
                        "Baseline",
                        "en-US",
                        "From scratch",
                        "Audio, text, pronunciations, display rules",
                        "16 kHz, 80 mel bins");
        assertThat(find(Markdown.class, view).single().getContent()).contains("A model of tones for tests.");
        assertThat(find(Button.class, view).withText("Delete").all()).isEmpty();
    }

    @Test
    void aSentenceCanBeTriedInTheModelsDisplayText() {
        DisplayPanel panel = new DisplayPanel(DisplayFormatter.of("en-US", DisplayRules.NONE));
        UI.getCurrent().add(panel);
        assertThat(words(panel)).contains("No rules of your own");

        test(find(TextField.class, panel).single()).setValue("gate nine is open");

        assertThat(words(panel)).contains("Display", "Gate 9 is open.", "Lexical", "gate nine is open");
    }

    @Test
    void thePanelShowsTheModelsRulesAndTheTestsThatFail() {
        DisplayRules rules = DisplayRulesReader.read(
                        DisplayRulesReader.number(List.of(
                                "#itn",
                                "BX-\\d",
                                "#rewrite",
                                "oh\tO",
                                "#profanity",
                                "blimey",
                                "#test",
                                "a\tA",
                                "b\tc")),
                        "en-US")
                .rules();
        DisplayPanel panel = new DisplayPanel(DisplayFormatter.of("en-US", rules));
        UI.getCurrent().add(panel);

        assertThat(words(panel)).contains("1 of 2 test lines fail.", "BX-\\d", "blimey");
        assertThat(find(Details.class, panel).all())
                .extracting(Details::getSummaryText)
                .containsExactly("Failed tests (1)", "Patterns (1)", "Rewrites (1)", "Profanity (1)");
    }

    @Test
    void aPackageIsDownloadedUnderATellingName() throws Exception {
        addOwn();
        ModelView view = show(OWN).orElseThrow();

        Anchor download = find(Anchor.class, view).withId("download-package").single();
        assertThat(download.getElement().hasAttribute("download")).isTrue();
        assertThat(ModelTexts.fileName(workbench.models.find(OWN).orElseThrow()))
                .isEqualTo("cr-me-co-en-US-00000000.zip");
        assertThat(find(Button.class, view).withText("Delete").all()).hasSize(1);
    }

    @Test
    void aModelOfAnotherProjectIsNotShown() throws Exception {
        addOwn();
        project = workbench.project("en-US");

        assertThat(show(OWN)).isEmpty();
    }

    @Test
    void aForeignModelIsTriedShownAndThenKept() throws Exception {
        ImportedModels foreign = ImportedModels.nemo(home);
        showList();
        test(button("Import a model")).click();
        Dialog dialog = find(Dialog.class).single();
        assertThat(button("Try the model").isEnabled()).isFalse();

        upload("Network", "conformer.onnx", foreign.onnx());
        upload("Tokens", "vocabulary.txt", foreign.tokens());
        upload("Recording to try it with", "mine.wav", TinyModel.wav(home, "tuna salad and lemon soda"));
        roundTrip();
        find(TextField.class)
                .withLabel("What is said in the recording")
                .single()
                .setValue("Tuna salad and lemon soda.");
        assertThat(find(TextField.class).withLabel("Name").single().getValue()).isEqualTo("conformer");
        test(button("Try the model")).click();
        awaitButton("Import");

        assertThat(words(dialog))
                .contains(
                        "What was found",
                        "Stride",
                        "4 frames, 40 ms a frame",
                        "tuna salad and lemon soda",
                        "100 %",
                        "id 28");
        assertThat(workbench.models.list(project)).hasSize(1);

        test(button("Import")).click();
        await(() -> workbench.models.list(project).size() == 2);
        await(() -> !dialog.isOpened());

        ModelDescription model = workbench.models.list(project).stream()
                .filter(each -> each.name().equals("conformer"))
                .findFirst()
                .orElseThrow();
        assertThat(model.kind()).isEqualTo("imported");
        assertThat(words(show(model.id()).orElseThrow()))
                .contains(
                        "Imported baseline",
                        "Elsewhere",
                        "Text, pronunciations",
                        "16 kHz, Kaldi log-mel (icefall, zipformer)",
                        "Not calibrated");
        try (Stream<Path> left = Files.list(home.resolve("temporary"))) {
            assertThat(left).isEmpty();
        }
        workbench.models.delete(project, model.id());
        assertThat(workbench.models.list(project)).hasSize(1);
    }

    @Test
    void aRefusalStaysInTheDialogWithItsReason() throws Exception {
        showList();
        test(button("Import a model")).click();
        Path text = Files.writeString(home.resolve("readme.txt"), "no network");

        upload("Network", "model.onnx", text);
        upload("Tokens", "tokens.txt", Files.writeString(home.resolve("tokens.txt"), "<blk> 0\na 1\n"));
        roundTrip();
        test(button("Try the model")).click();
        Dialog dialog = find(Dialog.class).single();
        await(() -> words(dialog).contains("this is not an ONNX file"));

        assertThat(words(dialog))
                .contains("model.onnx: this is not an ONNX file")
                .doesNotContain("upload-");
        assertThat(dialog.isOpened()).isTrue();
        assertThat(button("Try the model").isEnabled()).isTrue();

        // What was refused can be replaced, and the next refusal takes the place of the first.
        upload("Tokens", "words.txt", Files.writeString(home.resolve("gap.txt"), "<blk> 0\na 2\n"));
        roundTrip();
        test(button("Try the model")).click();
        await(() -> words(dialog).contains("words.txt: there is no token with the id 1"));
        assertThat(words(dialog)).doesNotContain("this is not an ONNX file").doesNotContain("upload-");
        test(button("Cancel")).click();
        roundTrip();
        try (Stream<Path> left = Files.list(home.resolve("temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    private void upload(String label, String name, Path file) throws Exception {
        Upload upload = find(Upload.class).all().stream()
                .filter(each -> label.equals(each.getElement().getAttribute("aria-label")))
                .findFirst()
                .orElseThrow();
        test(upload).upload(name, "application/octet-stream", Files.readAllBytes(file));
    }

    private Button button(String text) {
        return find(Button.class)
                .withCondition(button -> button.getText().equals(text))
                .single();
    }

    private void awaitButton(String text) throws Exception {
        await(() -> find(Button.class)
                .withCondition(button -> button.getText().equals(text) && button.isEnabled())
                .exists());
    }

    /** News from the background come in when the page is asked for something. */
    private void await(BooleanSupplier condition) throws Exception {
        Workbench.await(() -> {
            roundTrip();
            assertThat(find(Button.class).all()).isNotNull();
            return condition.getAsBoolean() ? true : null;
        });
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
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(ModelPagesTest::elements));
    }
}
