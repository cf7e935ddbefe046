package dev.attune.pronunciation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.LineAdder;
import dev.attune.project.ProjectId;
import dev.attune.shared.Problem;
import dev.attune.shared.ProblemException;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.WordTrial;
import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.text.Lexicon;
import dev.attune.training.FakeAdaptation;
import dev.attune.training.Workbench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real services with the test's model. */
class PronunciationServiceTest {

    @TempDir
    private Path home;

    private Workbench workbench;
    private PronunciationService pronunciations;
    private ProjectId project;

    @BeforeEach
    void start() throws Exception {
        workbench = new Workbench(home, FakeAdaptation.working());
        pronunciations = workbench.context.getBean(PronunciationService.class);
        project = workbench.project("en-US");
    }

    @AfterEach
    void stop() {
        workbench.close();
    }

    private List<String> phones(String display, String spoken) {
        return pronunciations.choices(Workbench.BASELINE, display, spoken).stream()
                .map(Guess::phones)
                .toList();
    }

    @Test
    void aWordIsRecognisedWithoutATraining() throws Exception {
        Path audio = TinyModel.wav(home, "soda and kona tibe");

        WordTrial.Outcome outcome =
                pronunciations.tryWord(Workbench.BASELINE, "Xerxes", phones("Xerxes", "kona tibe"), audio);

        assertThat(outcome.with()).isEqualTo("soda and xerxes");
        assertThat(outcome.without()).doesNotContain("xerxes").startsWith("soda and");
    }

    @Test
    void otherRecordingsStayAsTheyWere() throws Exception {
        Path audio = TinyModel.wav(home, "melon and mint");

        WordTrial.Outcome outcome =
                pronunciations.tryWord(Workbench.BASELINE, "Xerxes", phones("Xerxes", "kona tibe"), audio);

        assertThat(outcome.with()).isEqualTo("melon and mint").isEqualTo(outcome.without());
    }

    @Test
    void withoutASpokenFormTheSpellingIsGuessed() {
        List<Guess> choices = pronunciations.choices(Workbench.BASELINE, "Solo", "");

        assertThat(choices.getFirst().phones()).isEqualTo(ToneVoice.phones("solo"));
        assertThat(choices.getFirst().probability()).isGreaterThan(0.5);
        assertThat(choices).doesNotHaveDuplicates();
        assertThat(pronunciations.guessedParts(Workbench.BASELINE, "solo melon b"))
                .containsExactly("solo");
        assertThat(phones("", "")).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsToldWithTheReason() {
        assertThatThrownBy(() -> pronunciations.choices(Workbench.BASELINE, "\u8a9e", ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("U+8A9E");
        assertThatThrownBy(() -> pronunciations.choices("gone", "solo", "")).hasMessageContaining("does not exist");
        assertThatThrownBy(() ->
                        pronunciations.tryWord(Workbench.BASELINE, "Solo", List.of("S"), home.resolve("none.wav")))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> pronunciations.add(project, PronunciationService.ADDED, "Solo", "so 1"))
                .hasMessageContaining("Write digits as words");
        assertThat(workbench.datasets.list(project)).isEmpty();
    }

    @Test
    void keepsWordsInADataSetThatGrows() {
        LineAdder.Added first = pronunciations.add(project, PronunciationService.ADDED, "Xerxes", "melon tibe");
        LineAdder.Added second = pronunciations.add(project, PronunciationService.ADDED, "R2-D2", "");

        assertThat(first.remarks()).singleElement().asString().startsWith("\"tibe\" is guessed from its letters: ");
        Dataset dataset = workbench.datasets.list(project).getFirst();
        assertThat(workbench.datasets.list(project)).hasSize(1);
        assertThat(second.dataset().id()).isEqualTo(first.dataset().id());
        assertThat(dataset.kind()).isEqualTo(DatasetKind.PRONUNCIATION);
        assertThat(dataset.accepted()).isEqualTo(2);
        assertThat(dataset.contentHash())
                .isNotEqualTo(first.dataset().contentHash())
                .isNotEmpty();
        assertThat(workbench.datasets.lines(dataset.id(), 0, 10))
                .containsExactly("Xerxes\tmelon tibe", "R2-D2\tr two d two");
        assertThatThrownBy(() -> pronunciations.add(project, PronunciationService.ADDED, "Xerxes", "melon tibe"))
                .hasMessageContaining("has this line already");
        assertThat(pronunciations.targets(project)).containsExactly(PronunciationService.ADDED);
    }

    /** The baseline with two more words, one as it is spelt and one as somebody said. */
    private String trained() throws Exception {
        ModelPackage baseline = workbench.models.open(Workbench.BASELINE);
        ModelDescription parent = baseline.description();
        Lexicon lexicon = Lexicon.read(baseline.file(PackageEntry.LEXICON));
        lexicon.add("solo", ToneVoice.phones("solo"));
        lexicon.add("xerxes", ToneVoice.phones("konatibe"));
        Path file = home.resolve("lexicon.tsv");
        lexicon.write(file);
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            baseline.find(entry).ifPresent(found -> files.put(entry, found));
        }
        files.put(PackageEntry.LEXICON, file);
        ModelDescription description = new ModelDescription(
                parent.formatVersion(),
                "trained",
                "Salad",
                "custom",
                parent.scenario(),
                parent.locale(),
                parent.created(),
                parent.features(),
                parent.network(),
                parent.decoder(),
                parent.provenance(),
                parent.licence(),
                List.of(),
                Map.of());
        Path zip = home.resolve("trained.zip");
        ModelPackageWriter.write(description, files, zip);
        return workbench.models.register(project, zip).id();
    }

    @Test
    void tellsWhichWordsATrainingHasBrought() throws Exception {
        List<NewWord> words = pronunciations.newWords(trained(), Workbench.BASELINE);

        assertThat(words).extracting(NewWord::word).containsExactly("solo", "xerxes");
        assertThat(words.get(0).guessed()).isTrue();
        assertThat(words.get(0).guesses().getFirst().probability()).isGreaterThan(0.5);
        assertThat(words.get(1).guessed()).isFalse();
        assertThat(words.get(1).phones()).containsExactly(ToneVoice.phones("konatibe"));
        assertThat(pronunciations.newWords(Workbench.BASELINE, Workbench.BASELINE))
                .isEmpty();
        assertThat(pronunciations.newWords(Workbench.BASELINE, "gone")).isEmpty();
    }

    @Test
    void theReportOfAnUploadSaysWhatTheLexiconThinks() throws Exception {
        String lines = "\uFEFFXerxes\tmelon solo\nand\tmelon\nmint\ttomato\nDua\tmelon solo\nIMO\ti m o\n";

        Dataset dataset = workbench.importFile(
                project, "names", DatasetKind.PRONUNCIATION, "names.txt", lines.getBytes(StandardCharsets.UTF_8));

        List<String> found = workbench.datasets.report(dataset.id()).stream()
                .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                .map(problem -> problem.line() + " " + problem.code())
                .toList();
        assertThat(found)
                .containsExactly(
                        "1 UnknownSyllable",
                        "2 CommonWord",
                        "3 ConflictingPronunciation",
                        "4 ConflictingPronunciation",
                        "4 UnknownSyllable");
        assertThat(dataset.accepted()).isEqualTo(5);
    }
}
