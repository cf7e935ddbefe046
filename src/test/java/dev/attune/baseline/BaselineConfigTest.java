package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselineConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"general", "telephone", "commands"})
    void readsTheShippedConfigurations(String name) throws IOException {
        BaselineConfig config = BaselineConfig.read(Path.of("src", "baseline", name + ".json"));

        assertThat(config.name()).isEqualTo(name);
        assertThat(config.locale()).isEqualTo("en-US");
        assertThat(config.speech().engines().stream()
                        .mapToDouble(BaselineConfig.Engine::share)
                        .sum())
                .isCloseTo(1, within(1e-9));
        for (BaselineConfig.Engine engine : config.speech().engines()) {
            assertThat(engine.trainVoices()).isNotEmpty().noneMatch(engine.devVoices()::contains);
        }
        // Set aside for measuring adaptation, and under licences that a shipped model must not inherit.
        assertThat(config.recordings())
                .noneMatch(
                        each -> each.folder().contains("fsdd") || each.folder().contains("coffee"));
    }

    @Test
    void aConfigurationThatExtendsAnotherSaysOnlyWhatDiffers() throws IOException {
        BaselineConfig first = BaselineConfig.read(Path.of("src", "baseline", "general-1.json"));
        BaselineConfig last = BaselineConfig.read(Path.of("src", "baseline", "general.json"));

        assertThat(last.text()).isEqualTo(first.text());
        assertThat(last.training().channels()).isEqualTo(first.training().channels());
        assertThat(last.training().steps()).isNotEqualTo(first.training().steps());
        assertThat(last.recordings()).hasSizeGreaterThan(first.recordings().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"general-unheard.json", "commands.json"})
    void aMixedLanguageModelReadsEachOfItsTextsOnce(String file, @TempDir Path folder) throws IOException {
        BaselineConfig config = BaselineConfig.read(Path.of("src", "baseline", file));
        assertThat(config.text().alsoRead()).isNotEmpty();
        CorpusBuilder corpus = new CorpusBuilder(config, folder, line -> {});
        List<Path> read = new ArrayList<>();
        for (BaselineConfig.Part part : config.text().mixture()) {
            read.addAll(corpus.texts(part));
        }

        assertThat(config.text().mixture().stream()
                        .mapToDouble(BaselineConfig.Part::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
        int phrases = 1;
        assertThat(read)
                .doesNotHaveDuplicates()
                .hasSize(config.text().sources().size()
                        + config.text().alsoRead().size()
                        + phrases);
    }

    @Test
    void aConfigurationThatExtendsItselfIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"extends\": \"b.json\"}");
        Files.writeString(folder.resolve("b.json"), "{\"extends\": \"a.json\"}");

        assertThatThrownBy(() -> BaselineConfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.json: extends itself");
    }

    @Test
    void multipliesVoicesByVariants() {
        BaselineConfig.Range one = new BaselineConfig.Range(1, 1);
        BaselineConfig.Engine engine = new BaselineConfig.Engine(
                "e", 1, List.of("en", "gb"), List.of("f1", "m1"), List.of("gb+m1"), one, one, one);

        assertThat(engine.trainVoices()).containsExactly("en", "en+f1", "en+m1", "gb", "gb+f1");
    }

    @Test
    void refusesWhatIsNoConfiguration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"lexiconWords\": 1, \"mood\": 1}");

        assertThatThrownBy(() -> BaselineConfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("c.json: not a baseline configuration: ")
                .hasMessageContaining("mood");
        assertThatThrownBy(() -> new BaselineConfig.Range(2, 1)).hasMessageStartingWith("a range must be positive");
        assertThatThrownBy(() -> new BaselineConfig.Source("p", "MIT", List.of(), TextFormat.PATTERN, null, 0))
                .hasMessage("p: pattern belongs to format PATTERN");
    }
}
