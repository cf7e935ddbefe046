package dev.attune.job;

import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The queue of jobs and the threads that do them. Thread-safe.
 *
 * <p>Two lanes: long work (trainings, tests) and short work (imports), each first in, first out. Jobs that were queued or running when the
 * process ended are started again with the next start.
 */
@Service
public class JobService implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
    private static final int STOP_SECONDS = 20;
    private static final int MAX_FAILURE = 4000;
    private static final int KEPT_NEWS = 100;

    private final JobStore store;
    private final ObjectProvider<JobHandler> handlerBeans;
    private final DataDirectory directory;
    private final Clock clock;
    private final int longThreads;
    private final int shortThreads;
    private final Map<String, JobHandler> handlers = new HashMap<>();
    private final Map<JobId, RunningJob> running = new ConcurrentHashMap<>();
    private final JobNews news = new JobNews(KEPT_NEWS);
    private final Object transition = new Object();
    private @Nullable ExecutorService longLane;
    private @Nullable ExecutorService shortLane;
    private volatile boolean stopping;
    private volatile boolean started;

    JobService(
            JobStore store,
            ObjectProvider<JobHandler> handlers,
            DataDirectory directory,
            Clock clock,
            @Value("${attune.jobs.long:1}") int longThreads,
            @Value("${attune.jobs.short:1}") int shortThreads) {
        this.store = store;
        this.handlerBeans = handlers;
        this.directory = directory;
        this.clock = clock;
        this.longThreads = longThreads;
        this.shortThreads = shortThreads;
    }

    /**
     * Puts a job into the queue. Inside a transaction it starts after the commit.
     *
     * @param subject id of what it works on, at most 60 characters
     * @param parameters handed to the handler as it is, usually JSON
     */
    public Job submit(String kind, String subject, String parameters) {
        Job job = new Job(JobId.random(), kind, subject, JobState.NOT_STARTED, 0, "", null, null, now(), null, null);
        store.insert(job, parameters);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    enqueue(job);
                }
            });
        } else {
            enqueue(job);
        }
        return job;
    }

    public Optional<Job> find(JobId id) {
        RunningJob live = running.get(id);
        return live != null ? Optional.of(live.job()) : store.find(id);
    }

    /** The newest job that works on something. */
    public Optional<Job> latestFor(String subject) {
        return store.latestFor(subject).map(this::live);
    }

    /** All jobs, newest first. */
    public List<Job> list() {
        return store.list().stream().map(this::live).toList();
    }

    /** Asks a job to stop; one that is queued ends at once, one that has ended stays as it is. Returns without waiting. */
    public void cancel(JobId id) {
        Job ended;
        synchronized (transition) {
            RunningJob live = running.get(id);
            if (live != null) {
                live.cancellation().cancel();
                return;
            }
            Job job = store.find(id).orElse(null);
            if (job == null || job.state().isFinal()) {
                return;
            }
            ended = job.ended(JobState.CANCELLED, null, now());
            end(ended);
        }
        news.publish(ended);
    }

    /** Cancels and forgets all jobs of a subject, with their logs. */
    public void forget(String subject) {
        for (Job job : store.ofSubject(subject)) {
            cancel(job.id());
            store.delete(job.id());
            try {
                DataDirectory.deleteTree(folder(job.id()));
            } catch (IOException e) {
                LOG.warn("The folder of job {} could not be deleted", job.id(), e);
            }
        }
    }

    /**
     * The lines of a job's log.
     *
     * @param fromLine 0-based number of the first line wanted
     */
    public List<String> log(JobId id, int fromLine) {
        return new JobLog(folder(id)).lines(fromLine);
    }

    /**
     * Calls the listener, in a worker's thread, whenever a job begins, gets on or ends, until the handle is closed. Listeners must be quick; one
     * that throws is logged and stays.
     */
    public Subscription subscribe(Consumer<Job> listener) {
        return news.subscribe(listener);
    }

    /** How much news of jobs there has been since the program began; for {@link #changedSince}. */
    public long newsCount() {
        return news.count();
    }

    /**
     * The jobs that began, got on or ended since {@link #newsCount} was {@code heard}, as they are now, in the order of their last news. All
     * jobs, oldest first, if so many changed that this is not known any more.
     *
     * <p>A change can be read before it counts as news. So nothing is missed by reading the count, then the state of things, then subscribing, then
     * asking here.
     */
    public List<Job> changedSince(long heard) {
        return news.after(heard)
                .map(ids -> ids.stream().flatMap(id -> find(id).stream()).toList())
                .orElseGet(() -> list().reversed());
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void start() {
        handlerBeans.forEach(handler -> handlers.put(handler.kind(), handler));
        stopping = false;
        longLane = Executors.newFixedThreadPool(longThreads, named("attune-job-long-"));
        shortLane = Executors.newFixedThreadPool(shortThreads, named("attune-job-short-"));
        List<Job> unfinished = store.unfinished();
        started = true;
        unfinished.forEach(this::enqueue);
    }

    /** Stops the workers; what they were doing goes on at the next start. */
    @Override
    public void stop() {
        stopping = true;
        started = false;
        List<ExecutorService> lanes = lanes();
        // Waiting tasks go first, so that none begins while the running one ends.
        lanes.forEach(ExecutorService::shutdownNow);
        running.values().forEach(job -> job.cancellation().cancel());
        for (ExecutorService lane : lanes) {
            try {
                if (!lane.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("A job did not stop within {} s", STOP_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    private List<ExecutorService> lanes() {
        ExecutorService first = longLane;
        ExecutorService second = shortLane;
        return first == null || second == null ? List.of() : List.of(first, second);
    }

    private void enqueue(Job job) {
        JobHandler handler = handlers.get(job.kind());
        List<ExecutorService> lanes = lanes();
        if (!started || lanes.isEmpty()) {
            // start() takes it from the table.
            return;
        }
        try {
            lanes.get(handler == null || handler.longRunning() ? 0 : 1).execute(() -> work(job, handler));
        } catch (RejectedExecutionException e) {
            LOG.info("Job {} waits for the next start", job.id());
        }
    }

    private void work(Job queued, @Nullable JobHandler handler) {
        RunningJob context;
        synchronized (transition) {
            Job stored = store.find(queued.id()).orElse(null);
            // It may have been cancelled or forgotten while it was waiting.
            if (stopping || stored == null || stored.state().isFinal()) {
                return;
            }
            boolean resumed = stored.state() == JobState.RUNNING;
            Job begun = stored.running(now());
            context = new RunningJob(
                    begun, store.parameters(queued.id()), resumed, folder(queued.id()), clock, this::changed);
            running.put(queued.id(), context);
            store.update(begun);
        }
        news.publish(context.job());
        Job ended = attempt(context, handler);
        if (ended == null) {
            running.remove(queued.id());
            return;
        }
        synchronized (transition) {
            end(ended);
            running.remove(queued.id());
        }
        news.publish(ended);
    }

    /** Returns the job in its final state, or null if the process stops and the job shall go on later. */
    private @Nullable Job attempt(RunningJob context, @Nullable JobHandler handler) {
        try {
            if (handler == null) {
                throw new ProblemException(
                        "UnknownJobKind",
                        "This version of Attune does not know jobs of kind "
                                + context.job().kind() + ".");
            }
            handler.run(context);
            return context.job().ended(JobState.SUCCEEDED, null, now());
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (stopping) {
                return null;
            }
            if (context.cancellation().isCancelled()) {
                return context.job().ended(JobState.CANCELLED, null, now());
            }
            FailureReason failure = FailureReason.of(e);
            if (failure.unexpected()) {
                LOG.error(
                        "Job {} ({}) failed", context.job().id(), context.job().kind(), e);
            }
            logQuietly(context, failure.message());
            String sentence = failure.message();
            return context.job()
                    .ended(
                            JobState.FAILED,
                            sentence.length() <= MAX_FAILURE ? sentence : sentence.substring(0, MAX_FAILURE),
                            now());
        }
    }

    private static void logQuietly(RunningJob context, String line) {
        try {
            context.log(line);
        } catch (RuntimeException e) {
            // A full disk may be the very reason of the failure; the reason itself is stored in the row.
            LOG.warn("The log of job {} could not be written", context.job().id(), e);
        }
    }

    /** The handler first: if the process dies in between, the job runs again rather than leaving its subject without an end. */
    private void end(Job ended) {
        JobHandler handler = handlers.get(ended.kind());
        if (handler != null) {
            try {
                handler.ended(ended);
            } catch (RuntimeException e) {
                LOG.error("The end of job {} ({}) could not be noted by its handler", ended.id(), ended.kind(), e);
            }
        }
        store.update(ended);
    }

    private void changed(Job job, boolean keep) {
        if (keep) {
            store.update(job);
        }
        news.publish(job);
    }

    private Job live(Job stored) {
        RunningJob live = running.get(stored.id());
        return live != null ? live.job() : stored;
    }

    private Path folder(JobId id) {
        return directory.jobs().resolve(id.toString());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
