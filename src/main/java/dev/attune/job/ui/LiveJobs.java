package dev.attune.job.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import java.util.List;
import java.util.function.Consumer;

/** Tells a page what happens to jobs for as long as the page is shown. */
public final class LiveJobs {

    private final JobService jobs;
    private final Consumer<Job> listener;
    private long heard;

    private LiveJobs(JobService jobs, Consumer<Job> listener) {
        this.jobs = jobs;
        this.listener = listener;
        heard = jobs.newsCount();
    }

    /**
     * Calls {@code listener} in the page's own thread, with the page locked, on every news of a job while
     * {@code component} is attached. What the page shows of jobs must be read after this call.
     *
     * <p>Jobs that change while the component is not attached, before the first time or between two times, are told when it is attached, as
     * they are then. Subscribing here already would keep for ever what is never attached.
     *
     * <p>A listener must bear to hear the same twice: what happens just after the component is attached may be told with what it missed and
     * again as news, and each attaching tells what changed since the one before, because news that still waits for its turn when a page is
     * closed is never told.
     */
    public static void follow(Component component, JobService jobs, Consumer<Job> listener) {
        component.addAttachListener(new LiveJobs(jobs, listener)::attached);
    }

    private void attached(AttachEvent attach) {
        UI ui = attach.getUI();
        // First of all, so that nothing is lost between what was missed and what is told live.
        JobService.Subscription subscription = jobs.subscribe(job -> {
            // A page that was closed without a word is detached later; its jobs are none of its business any more.
            if (!ui.isClosing() && ui.isAttached()) {
                ui.access(() -> listener.accept(job));
            }
        });
        attach.getSource().addDetachListener(detach -> {
            detach.unregisterListener();
            subscription.close();
        });
        long now = jobs.newsCount();
        List<Job> missed = jobs.changedSince(heard);
        heard = now;
        missed.forEach(listener);
    }
}
