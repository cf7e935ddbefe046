package dev.attune.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.attune.job.Job;
import dev.attune.job.JobService;
import java.util.function.Consumer;

/** Tells a page what happens to jobs for as long as the page is shown. */
public final class LiveJobs {

    private LiveJobs() {}

    /**
     * Calls {@code listener} in the page's own thread, with the page locked, on every news of a job while
     * {@code component} is attached.
     */
    public static void follow(Component component, JobService jobs, Consumer<Job> listener) {
        component.addAttachListener(attach -> {
            UI ui = attach.getUI();
            JobService.Subscription subscription = jobs.subscribe(job -> {
                // A page that was closed without a word is detached later; its jobs are none of its business any more.
                if (!ui.isClosing() && ui.isAttached()) {
                    ui.access(() -> listener.accept(job));
                }
            });
            component.addDetachListener(detach -> {
                detach.unregisterListener();
                subscription.close();
            });
        });
    }
}
