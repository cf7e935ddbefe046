package dev.attune.pronunciation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.project.Project;
import dev.attune.project.ProjectId;
import dev.attune.pronunciation.PronunciationService;
import dev.attune.shared.DataDirectory;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.training.FakeAdaptation;
import dev.attune.training.Workbench;
import dev.attune.ui.AudioLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panel without a browser, on the real services and the test's model. */
class TryWordTest extends BrowserlessTest {

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

    private TryWord panel() {
        Project theProject = workbench.projects.find(project).orElseThrow();
        TryWord panel = new TryWord(
                workbench.context.getBean(PronunciationService.class),
                workbench.datasets,
                new AudioLinks(),
                workbench.context.getBean(DataDirectory.class),
                theProject,
                workbench.models.find(Workbench.BASELINE).orElseThrow(),
                Runnable::run);
        UI.getCurrent().add(panel);
        return panel;
    }

    private static String words(Component component) {
        return texts(component.getElement())
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Stream<String> texts(Element element) {
        return element.isTextNode()
                ? Stream.of(element.getText())
                : element.getChildren().flatMap(TryWordTest::texts);
    }

    /** In the model's own voice. */
    private byte[] recording(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("0.wav"));
            Files.copy(TinyModel.wav(home, text), zip);
            zip.putNextEntry(new ZipEntry("trans.txt"));
            zip.write(("0.wav\t" + text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Button button(String text) {
        return find(Button.class).withText(text).single();
    }

    private void write(String label, String value) {
        test(find(TextField.class).withLabel(label).single()).setValue(value);
    }

    @Test
    void triesAWordOnARecordingAndKeepsIt() throws Exception {
        workbench.importFile(project, "Orders", DatasetKind.ACOUSTIC, "orders.zip", recording("soda and kona tibe"));
        TryWord panel = panel();
        assertThat(button("Try it").isEnabled()).isFalse();

        write("Word, as it is written", "Xerxes");
        write("Spoken form", "kona tibe");
        assertThat(words(panel)).contains("Guessed from the letters: kona, tibe");
        test(button("Try it")).click();
        VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());

        assertThat(words(panel)).contains("Without the word", "With the word", "Transcript: soda and kona tibe");
        assertThat(words(panel)).contains("soda and xerxes");
        test(button("Add to pronunciations")).click();
        Dataset kept = workbench.datasets.list(project).getFirst();
        assertThat(kept.name()).isEqualTo(PronunciationService.ADDED);
        assertThat(workbench.datasets.lines(kept.id(), 0, 5)).containsExactly("Xerxes\tkona tibe");
    }

    @Test
    void offersTheGuessAndNeedsARecording() {
        TryWord panel = panel();
        write("Word, as it is written", "solo");

        @SuppressWarnings("unchecked")
        RadioButtonGroup<Guess> sounds = find(RadioButtonGroup.class).single();
        List<Guess> choices = sounds.getListDataView().getItems().toList();
        assertThat(choices).extracting(Guess::phones).contains(ToneVoice.phones("solo"));
        assertThat(sounds.getValue()).isEqualTo(choices.getFirst());
        assertThat(button("Try it").isEnabled()).isFalse();
        assertThat(button("Add to pronunciations").isEnabled()).isTrue();

        write("Word, as it is written", "\u8a9e");
        assertThat(words(panel)).contains("cannot be spoken");
    }
}
