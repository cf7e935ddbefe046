package dev.attune.job;

/** Does the jobs of one kind. A Spring bean. */
public interface JobHandler {

    /** The kind of job that it does; unique. */
    String kind();

    /**
     * Does the work in a thread of the job service. A handler that stops because of {@link JobContext#cancellation()} throws
     * {@link java.util.concurrent.CancellationException}; returning normally means that the work is done.
     *
     * <p>Must be fit to run again from the start, or from what it kept in {@link JobContext#folder()}, after the process ended in the midst.
     *
     * @throws dev.attune.shared.ProblemException with a sentence for the user
     * @throws Exception anything else; the user sees that it failed and finds the rest in the log
     */
    void run(JobContext context) throws Exception;

    /**
     * Called when the job ends in a final state, just before the state is stored; also for a job that was cancelled while it was queued.
     * Not called when the process stops, as the job goes on at the next start. May be called twice if the process dies in between.
     */
    default void ended(Job job) {}

    /** False for short work, such as an import, that must not wait behind trainings. */
    default boolean longRunning() {
        return true;
    }
}
