package dev.attune.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does what a test tells it. */
public final class FakeHandler implements JobHandler {

    /** The work of one job. */
    @FunctionalInterface
    public interface Work {
        void run(JobContext context) throws Exception;
    }

    final List<Job> ended = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> resumed = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch begun = new CountDownLatch(1);
    private final String kind;
    private final boolean longRunning;
    private final Work work;
    private volatile @Nullable RuntimeException endedFailure;

    public FakeHandler(String kind, boolean longRunning, Work work) {
        this.kind = kind;
        this.longRunning = longRunning;
        this.work = work;
    }

    FakeHandler failingAtTheEnd(RuntimeException failure) {
        endedFailure = failure;
        return this;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public boolean longRunning() {
        return longRunning;
    }

    @Override
    public void run(JobContext context) throws Exception {
        resumed.add(context.resumed());
        begun.countDown();
        work.run(context);
    }

    @Override
    public void ended(Job job) {
        ended.add(job);
        RuntimeException failure = endedFailure;
        if (failure != null) {
            throw failure;
        }
    }

    /** Works until it is told to stop. */
    static void untilCancelled(JobContext context) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        context.cancellation().onCancel(stop::countDown);
        stop.await();
        context.cancellation().throwIfCancelled();
    }
}
