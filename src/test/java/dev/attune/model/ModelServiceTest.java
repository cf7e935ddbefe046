package dev.attune.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;

class ModelServiceTest {

    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NEW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path home;

    private ConfigurableApplicationContext context;
    private ModelService models;
    private ProjectId project;
    private ProjectId other;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {"dev.attune.shared", "dev.attune.project", "dev.attune.model"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ui\\..*|.*Test(\\$.*)?"))
    static class Program {

        /** Somebody who still needs one of the models. */
        @EventListener
        void onDeleting(ModelDeleting event) {
            if (event.model().equals("needed")) {
                throw new ProblemException("ModelInUse", "It is needed.");
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        Path folder = home.resolve("models");
        PackageFiles.write("base-old", "Old", "baseline", OLD, folder.resolve("old.zip"));
        PackageFiles.write("base-new", "New", "baseline", NEW, folder.resolve("new.zip"));
        context = new SpringApplicationBuilder(Program.class)
                .web(WebApplicationType.NONE)
                .run("--attune.home=" + home, "--logging.level.root=WARN");
        models = context.getBean(ModelService.class);
        project = context.getBean(ProjectService.class).create("A", "", "en-US").id();
        other = context.getBean(ProjectService.class).create("B", "", "en-US").id();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private ModelDescription register(String id, Instant created) throws IOException {
        Path zip = home.resolve(id + "-new.zip");
        PackageFiles.write(id, "Model " + id, "custom", created, zip);
        ModelDescription registered = models.register(project, zip);
        assertThat(zip).doesNotExist();
        return registered;
    }

    @Test
    void listsBaselinesForAllAndOwnModelsForTheirProject() throws IOException {
        register("own-old", OLD);
        register("own-new", NEW);

        assertThat(models.list(project))
                .extracting(ModelDescription::id)
                .containsExactly("base-new", "base-old", "own-new", "own-old");
        assertThat(models.list(other))
                .extracting(ModelDescription::id)
                .contains("base-new", "base-old")
                .doesNotContain("own-new", "own-old");
    }

    @Test
    void knowsFileAndOriginOfAModel() throws IOException {
        ModelDescription registered = register("own-1", NEW);

        assertThat(models.find("own-1")).contains(registered);
        assertThat(models.file("own-1")).isRegularFile();
        assertThat(models.open("own-1").description()).isEqualTo(registered);
        assertThat(models.origin("own-1")).contains(new ModelOrigin(project, "base-id", null));
        assertThat(models.origin("base-new")).isEmpty();
        assertThat(models.find("none")).isEmpty();
        assertThatThrownBy(() -> models.file("none"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("ModelNotFound"));
    }

    @Test
    void registersAModelOnce() throws IOException {
        register("own-1", NEW);
        Path again = home.resolve("again.zip");
        PackageFiles.write("own-1", "Model own-1", "custom", NEW, again);

        models.register(project, again);

        assertThat(models.list(project))
                .extracting(ModelDescription::id)
                .filteredOn("own-1"::equals)
                .hasSize(1);
    }

    @Test
    void refusesWhatIsNoPackageAndAProjectThatIsGone() throws IOException {
        Path noPackage = Files.writeString(home.resolve("no.zip"), "no package");
        Path zip = home.resolve("lost.zip");
        PackageFiles.write("lost", "Lost", "custom", NEW, zip);

        assertThatThrownBy(() -> models.register(project, noPackage))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo("ModelUnreadable");
                    assertThat(problem.getMessage()).contains("no.zip");
                });
        assertThatThrownBy(() -> models.register(ProjectId.random(), zip))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("ProjectNotFound"));
        assertThat(models.find("lost")).isEmpty();
    }

    @Test
    void deletesOnlyWhatMayGo() throws IOException {
        register("own-1", NEW);
        register("needed", NEW);
        Path file = models.file("own-1");

        refusesToDelete(other, "own-1", "ModelNotFound");
        refusesToDelete(project, "base-new", "BaselineStays");
        refusesToDelete(project, "needed", "ModelInUse");
        models.delete(project, "own-1");
        models.delete(project, "own-1");

        assertThat(file).doesNotExist();
        assertThat(models.find("own-1")).isEmpty();
        assertThat(models.find("needed")).isPresent();
        assertThat(models.find("base-new")).isPresent();
    }

    private void refusesToDelete(ProjectId from, String id, String code) {
        assertThatThrownBy(() -> models.delete(from, id))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(code));
        assertThat(models.file(id)).exists();
    }

    @Test
    void deletesTheModelsOfADeletedProject() throws IOException {
        register("own-1", NEW);
        Path file = models.file("own-1");

        context.getBean(ProjectService.class).delete(project);

        assertThat(file).doesNotExist();
        assertThat(models.origin("own-1")).isEmpty();
    }
}
