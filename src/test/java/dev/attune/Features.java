package dev.attune;

import dev.attune.job.Job;
import dev.attune.job.JobHandler;
import dev.attune.job.JobId;
import dev.attune.job.JobService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
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
import org.springframework.context.support.GenericApplicationContext;

/** Projects, data sets and jobs with a real database in a folder, without a server. A second one on the same folder is a restart. */
public final class Features implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;

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
                "dev.attune.ui"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test(\\$.*)?"))
    static class Program {}

    private Features(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param handlers of jobs, besides those of the features
     */
    public static Features start(Path home, JobHandler... handlers) {
        return new Features(new SpringApplicationBuilder(Program.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> IntStream.range(0, handlers.length)
                        .forEach(i -> ((GenericApplicationContext) starting)
                                .registerBean("handler" + i, JobHandler.class, () -> handlers[i])))
                .run("--attune.home=" + home, "--logging.level.root=OFF"));
    }

    public AutowireCapableBeanFactory beans() {
        return context.getAutowireCapableBeanFactory();
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Waits until a job has ended, and returns it. */
    public Job await(JobId id) {
        JobService jobs = get(JobService.class);
        await(() -> jobs.find(id).orElseThrow().state().isFinal());
        return jobs.find(id).orElseThrow();
    }

    /** Waits until the newest job of a subject has ended, and returns it. */
    public Job awaitSubject(String subject) {
        return await(get(JobService.class).latestFor(subject).orElseThrow().id());
    }

    /** Waits until something holds. */
    public static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited in vain for " + PATIENCE);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
