package dev.attune.job;

import dev.attune.Features;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Holds jobs where they begin, before any work is done, until a test lets them go on. */
public final class HeldJobs implements AutoCloseable {

    private final JobService.Subscription subscription;
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    public HeldJobs(JobService jobs) {
        subscription = jobs.subscribe(this::hear);
    }

    /** Waits until the job of a subject is held. */
    public void awaitBegun(String subject) {
        Features.await(() -> begun.contains(subject));
    }

    /** Lets all jobs go on, and waits until the end of a subject's job counts as news; others may not have been told yet. */
    public void awaitEnd(String subject) {
        goOn.countDown();
        Features.await(() -> ended.contains(subject));
    }

    @Override
    public void close() {
        goOn.countDown();
        subscription.close();
    }

    /** In the job's thread, which waits here. */
    private void hear(Job job) {
        if (job.state().isFinal()) {
            ended.add(job.subject());
            return;
        }
        begun.add(job.subject());
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
