package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real services with a real database in a folder, and models whose answers are given. No pages. */
public final class Workbench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    public final ConfigurableApplicationContext context;
    public final EvaluationService evaluations;
    public final JobService jobs;

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
            basePackages = {
                "dev.attune.shared",
                "dev.attune.job",
                "dev.attune.project",
                "dev.attune.dataset",
                "dev.attune.evaluation"
            },
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LibraryModels.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ui\\..*|.*Test(\\$.*)?|.*Workbench\\$.*")
            })
    static class Program {}

    /** What the library of models brings. */
    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "dev.attune.model",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*\\.ui\\..*|.*Test(\\$.*)?|.*Workbench\\$.*"))
    @Import(LibraryModels.class)
    static class Library {}

    public Workbench(Path home, FakeModels models) {
        this(home, new SpringApplicationBuilder(Program.class).initializers(starting -> ((GenericApplicationContext)
                        starting)
                .registerBean(ModelSource.class, () -> models)));
    }

    /** With the models that lie in the home folder. */
    Workbench(Path home) {
        this(home, new SpringApplicationBuilder(Program.class, Library.class));
    }

    private Workbench(Path home, SpringApplicationBuilder builder) {
        this.home = home;
        this.context = builder.web(WebApplicationType.NONE).run("--attune.home=" + home, "--logging.level.root=WARN");
        this.evaluations = context.getBean(EvaluationService.class);
        this.jobs = context.getBean(JobService.class);
    }

    public ProjectId project() {
        return context.getBean(ProjectService.class)
                .create("Harbour", "", "en-US")
                .id();
    }

    /** A data set of audio with transcripts; clip n is silence of {@code FIRST_SAMPLES + n} samples. */
    public DatasetId dataset(ProjectId project, List<String> transcripts) throws IOException {
        return dataset(
                project,
                transcripts,
                IntStream.range(0, transcripts.size())
                        .mapToObj(i -> new AudioClip(new float[FakeModels.FIRST_SAMPLES + i], 16_000))
                        .toList());
    }

    /** A data set of audio with transcripts. */
    DatasetId dataset(ProjectId project, List<String> transcripts, List<AudioClip> clips) throws IOException {
        DatasetId id = DatasetId.random();
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        OffsetDateTime created = Instant.parse("2026-01-01T00:00:00Z").atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        "insert into datasets (id, project_id, name, description, kind, locale, status, file_name, bytes,"
                                + " content_hash, accepted, rejected, warnings, audio_seconds, created)"
                                + " values (?, ?, 'Harbour test', '', 'ACOUSTIC', 'en-US', 'SUCCEEDED', 'harbour.zip', 1, '', ?, 0, 0, 9, ?)")
                .params(id.value(), project.value(), transcripts.size(), created)
                .update();
        Path audio = Files.createDirectories(
                home.resolve("datasets").resolve(id.toString()).resolve("audio"));
        for (int i = 0; i < transcripts.size(); i++) {
            jdbc.sql("insert into dataset_utterances (dataset_id, row_index, file_name, transcript, normalized,"
                            + " seconds, sample_rate_hz, audio_hash) values (?, ?, ?, ?, ?, ?, 16000, ?)")
                    .params(
                            id.value(),
                            i,
                            i + ".wav",
                            transcripts.get(i),
                            TextNormalizer.forLocale("en-US").normalize(transcripts.get(i)),
                            1.0 + i,
                            "hash" + i)
                    .update();
            WavWriter.write(clips.get(i), audio.resolve(i + ".wav"));
        }
        return id;
    }

    /** Gives every utterance of a data set a content in a column. */
    public void columns(DatasetId dataset, String name, IntFunction<String> content) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        int rows = jdbc.sql("select count(*) from dataset_utterances where dataset_id = ?")
                .param(dataset.value())
                .query(Integer.class)
                .single();
        for (int i = 0; i < rows; i++) {
            jdbc.sql("insert into dataset_columns (dataset_id, row_index, name, content) values (?, ?, ?, ?)")
                    .params(dataset.value(), i, name, content.apply(i))
                    .update();
        }
    }

    /** Waits until the evaluation's job has ended, and returns it. */
    public Job await(EvaluationId id) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Job job = jobs.latestFor(id.toString()).orElseThrow();
            if (job.state().isFinal()) {
                return job;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the evaluation did not end in " + PATIENCE);
    }

    public Evaluation find(EvaluationId id) {
        return evaluations.find(id).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
