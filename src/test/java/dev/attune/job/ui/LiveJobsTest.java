package dev.attune.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.attune.Features;
import dev.attune.job.FakeHandler;
import dev.attune.job.HeldJobs;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a component hears of jobs, without a browser, on the real job service. */
class LiveJobsTest extends BrowserlessTest {

    @TempDir
    private Path home;

    private final Div component = new Div();
    private final List<String> heard = new ArrayList<>();
    private Features features;
    private JobService jobs;
    private HeldJobs held;

    @BeforeEach
    void start() {
        features = Features.start(home, new FakeHandler("work", true, context -> {}));
        jobs = features.get(JobService.class);
        held = new HeldJobs(jobs);
    }

    @AfterEach
    void stop() {
        held.close();
        features.close();
    }

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.attune.none");
    }

    @Test
    void tellsWhatEndedBeforeTheComponentWasAttached() {
        begin("a");
        follow();
        held.awaitEnd("a");
        hearNews();
        assertThat(heard).isEmpty();

        UI.getCurrent().add(component);

        assertThat(heard).containsExactly("a SUCCEEDED");
        hearNews();
        assertThat(heard).hasSize(1);
    }

    @Test
    void tellsWhatBeganBeforeTheComponentWasAttachedAndThenGoesOn() {
        follow();
        begin("a");

        UI.getCurrent().add(component);

        assertThat(heard).containsExactly("a RUNNING");
        held.awaitEnd("a");
        awaitNews("a SUCCEEDED");
        assertThat(heard).containsExactly("a RUNNING", "a SUCCEEDED");
    }

    @Test
    void tellsWhatEndedWhileTheComponentWasDetached() {
        begin("a");
        follow();
        UI.getCurrent().add(component);
        UI.getCurrent().remove(component);
        held.awaitEnd("a");
        hearNews();
        assertThat(heard).isEmpty();

        UI.getCurrent().add(component);

        assertThat(heard).containsExactly("a SUCCEEDED");
    }

    @Test
    void tellsNothingOfWhatWasOverBefore() {
        begin("a");
        held.awaitEnd("a");
        follow();

        UI.getCurrent().add(component);
        UI.getCurrent().remove(component);
        UI.getCurrent().add(component);
        hearNews();

        assertThat(heard).isEmpty();
    }

    /** As its news may have waited in a page that was closed. */
    @Test
    void tellsOnceMoreWhatChangedWhileTheComponentWasAttached() {
        begin("a");
        follow();
        UI.getCurrent().add(component);
        held.awaitEnd("a");
        awaitNews("a SUCCEEDED");
        UI.getCurrent().remove(component);

        UI.getCurrent().add(component);
        assertThat(heard).containsExactly("a SUCCEEDED", "a SUCCEEDED");

        UI.getCurrent().remove(component);
        UI.getCurrent().add(component);
        assertThat(heard).hasSize(2);
    }

    private void begin(String subject) {
        jobs.submit("work", subject, "");
        held.awaitBegun(subject);
    }

    private void follow() {
        LiveJobs.follow(component, jobs, this::hear);
    }

    private void hear(Job job) {
        boolean locked = UI.getCurrent() != null && VaadinSession.getCurrent().hasLock();
        heard.add(job.subject() + " " + job.state() + (locked ? "" : " outside of the page's thread"));
    }

    private void awaitNews(String news) {
        Features.await(() -> {
            hearNews();
            return heard.contains(news);
        });
    }

    /** Runs what other threads have asked the page to do. */
    private static void hearNews() {
        VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());
    }
}
