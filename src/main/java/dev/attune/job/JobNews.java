package dev.attune.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of jobs, and knows of which jobs there was news lately, for those who were not listening. Thread-safe.
 *
 * <p>News is counted instead of dated: a job's end is dated before it is stored, so that somebody who asks in between for what ended later
 * would miss it.
 */
final class JobNews {

    private static final Logger LOG = LoggerFactory.getLogger(JobNews.class);

    private final int kept;
    private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();
    /** The number of the last news of each job, least first. */
    private final SequencedMap<JobId, Long> last = new LinkedHashMap<>();

    private long count;
    private long dropped;

    /**
     * @param kept of how many jobs the last news is known
     */
    JobNews(int kept) {
        this.kept = kept;
    }

    JobService.Subscription subscribe(Consumer<Job> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Counts the news before it is told, so that who subscribes first and then asks for what was missed misses nothing. */
    void publish(Job job) {
        keep(job.id());
        for (Consumer<Job> listener : listeners) {
            try {
                listener.accept(job);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on job {}", job.id(), e);
            }
        }
    }

    private synchronized void keep(JobId id) {
        count++;
        last.putLast(id, count);
        if (last.size() > kept) {
            dropped = last.pollFirstEntry().getValue();
        }
    }

    /** How much news there has been. */
    synchronized long count() {
        return count;
    }

    /** The jobs that had news after the first {@code heard}, in the order of their last news; empty if that is longer ago than is known. */
    synchronized Optional<List<JobId>> after(long heard) {
        return heard < dropped
                ? Optional.empty()
                : Optional.of(last.entrySet().stream()
                        .filter(news -> news.getValue() > heard)
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
