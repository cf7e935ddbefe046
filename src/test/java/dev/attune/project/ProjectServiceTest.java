package dev.attune.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.Features;
import dev.attune.shared.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectServiceTest {

    @TempDir
    Path home;

    private Features features;
    private ProjectService projects;

    @BeforeEach
    void start() {
        features = Features.start(home);
        projects = features.get(ProjectService.class);
    }

    @AfterEach
    void stop() {
        features.close();
    }

    @Test
    void keepsEveryFieldOverARestart() {
        Project project = projects.create("  Harbour \"Ä\" ", " Cranes and ships ", "en-US");
        assertThat(project.name()).isEqualTo("Harbour \"Ä\"");
        assertThat(project.description()).isEqualTo("Cranes and ships");

        stop();
        start();

        assertThat(projects.find(project.id())).contains(project);
        assertThat(projects.list()).containsExactly(project);
    }

    @Test
    void changesOnlyTheIntendedProject() {
        Project one = projects.create("One", "", "en-US");
        Project other = projects.create("Other", "stays", "de-DE");

        Project changed = projects.update(one.id(), "New", "words");

        assertThat(changed).isEqualTo(new Project(one.id(), "New", "words", "en-US", one.created()));
        assertThat(projects.find(one.id())).contains(changed);
        assertThat(projects.find(other.id())).contains(other);

        projects.delete(one.id());

        assertThat(projects.list()).containsExactly(other);
        projects.delete(one.id());
        assertThatThrownBy(() -> projects.update(one.id(), "x", ""))
                .isInstanceOf(ProblemException.class)
                .hasMessage("This project does not exist any more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void wantsAName(String name) {
        assertThatThrownBy(() -> projects.create(name, "", "en-US"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Give the project a name of 1 to 200 characters.");
        assertThat(projects.list()).isEmpty();
    }

    @Test
    void limitsNameAndDescription() {
        assertThat(projects.create("n".repeat(200), "d".repeat(4000), "en-US").name())
                .hasSize(200);
        assertThatThrownBy(() -> projects.create("n".repeat(201), "", "en-US")).hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> projects.create("n", "d".repeat(4001), "en-US"))
                .hasMessageContaining("4001 characters");
    }

    @ParameterizedTest
    @CsvSource({"en-US, true", "zh-Hant-TW, true", "fil-PH, true", "english, false", "en_US, false", "'', false"})
    void wantsALocale(String locale, boolean good) {
        if (good) {
            assertThat(projects.create("p", "", locale).locale()).isEqualTo(locale);
        } else {
            assertThatThrownBy(() -> projects.create("p", "", locale)).hasMessageContaining("is not a locale");
        }
    }
}
