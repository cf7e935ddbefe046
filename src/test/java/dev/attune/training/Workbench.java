package dev.attune.training;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetStatus;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import dev.attune.model.ModelService;
import dev.attune.project.ProjectId;
import dev.attune.project.ProjectService;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.train.ModelAdaptation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;

/** The real services with a real database in a folder, and an engine of the test's choice. No pages. */
public final class Workbench implements AutoCloseable {

    /** Id of {@link TinyModel}, the baseline. */
    public static final String BASELINE = "00000000-0000-4000-8000-000000000001";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    public final ConfigurableApplicationContext context;
    public final TrainingService trainings;
    public final ModelService models;
    public final DatasetService datasets;
    public final ProjectService projects;
    public final JobService jobs;
    public final List<TrainingSucceeded> successes = new CopyOnWriteArrayList<>();

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
                "dev.attune.model",
                "dev.attune.pronunciation",
                "dev.attune.export",
                "dev.attune.training"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ui\\..*|.*Test(\\$.*)?"))
    static class Program {}

    /** Starts on what is in the folder; with the first start there is a baseline. */
    public Workbench(Path home, ModelAdaptation adaptation) throws IOException {
        this.home = home;
        Path baseline = home.resolve("models").resolve("baseline.zip");
        if (!Files.exists(baseline)) {
            Files.createDirectories(baseline.getParent());
            Files.move(TinyModel.write(Files.createTempDirectory(home, "tiny")), baseline);
        }
        ApplicationListener<PayloadApplicationEvent<TrainingSucceeded>> listener =
                event -> successes.add(event.getPayload());
        this.context = new SpringApplicationBuilder(Program.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> {
                    ((GenericApplicationContext) starting).registerBean(ModelAdaptation.class, () -> adaptation);
                    starting.addApplicationListener(new Successes(listener));
                })
                .run("--attune.home=" + home, "--logging.level.root=WARN");
        this.trainings = context.getBean(TrainingService.class);
        this.models = context.getBean(ModelService.class);
        this.datasets = context.getBean(DatasetService.class);
        this.projects = context.getBean(ProjectService.class);
        this.jobs = context.getBean(JobService.class);
    }

    /** A class of its own, because Spring reads the event's type from the class. */
    private record Successes(ApplicationListener<PayloadApplicationEvent<TrainingSucceeded>> target)
            implements ApplicationListener<PayloadApplicationEvent<TrainingSucceeded>> {

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<TrainingSucceeded> event) {
            target.onApplicationEvent(event);
        }
    }

    public ProjectId project(String locale) {
        return projects.create("Salad bar", "", locale).id();
    }

    public Dataset text(ProjectId project, String name, String text) throws Exception {
        return importFile(project, name, DatasetKind.LANGUAGE, name + ".txt", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Recordings of these sentences with their transcripts. */
    public Dataset audio(ProjectId project, String name, List<String> sentences) throws Exception {
        Path folder = Files.createTempDirectory(home, "audio");
        Path zip = folder.resolve("audio.zip");
        StringBuilder transcript = new StringBuilder();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < sentences.size(); i++) {
                Path wav = TinyModel.wav(folder.resolve(i + ".wav"), sentences.get(i), new ToneVoice(i, 1.1));
                out.putNextEntry(new ZipEntry(i + ".wav"));
                Files.copy(wav, out);
                transcript.append(i).append(".wav\t").append(sentences.get(i)).append('\n');
            }
            out.putNextEntry(new ZipEntry("trans.txt"));
            out.write(transcript.toString().getBytes(StandardCharsets.UTF_8));
        }
        return importFile(project, name, DatasetKind.ACOUSTIC, "audio.zip", Files.readAllBytes(zip));
    }

    /** A recording without its transcript. */
    public Dataset sounds(ProjectId project, String name, String sentence) throws Exception {
        Path folder = Files.createTempDirectory(home, "sounds");
        Path zip = folder.resolve("sounds.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.wav"));
            Files.copy(TinyModel.wav(folder.resolve("a.wav"), sentence, new ToneVoice(1, 1.1)), out);
        }
        return importFile(project, name, DatasetKind.AUDIO_FILES, "sounds.zip", Files.readAllBytes(zip));
    }

    /** Waits for the end of the import, whatever it is. */
    public Dataset importFile(ProjectId project, String name, DatasetKind kind, String fileName, byte[] content)
            throws Exception {
        Path file = Files.write(Files.createTempFile(home, "upload", ""), content);
        DatasetId id =
                datasets.importFile(project, name, "", kind, file, fileName).id();
        return await(() -> {
            Dataset dataset = datasets.find(id).orElseThrow();
            return dataset.status() == DatasetStatus.PROCESSING ? null : dataset;
        });
    }

    public static TrainingOrder order(ProjectId project, Dataset... datasets) {
        return new TrainingOrder(
                project,
                "Salad",
                "",
                BASELINE,
                List.of(datasets).stream().map(Dataset::id).toList(),
                null,
                0,
                0,
                1);
    }

    /** Waits until the training's job has ended, and returns the training. */
    public Training awaitEnd(TrainingId id) throws Exception {
        await(() -> jobs.latestFor(id.toString())
                .map(Job::state)
                .filter(state -> state.isFinal())
                .orElse(null));
        return trainings.find(id).orElseThrow();
    }

    public static <T> T await(Callable<T> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            T value = condition.call();
            if (value != null) {
                return value;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("it did not happen in " + PATIENCE);
    }

    @Override
    public void close() {
        context.close();
    }
}
