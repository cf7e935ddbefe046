package dev.attune.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Says whether work should stop, because a person cancelled it or the process ends. Thread-safe. */
public final class CancellationToken {

    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean cancelled;

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * @throws CancellationException if the work should stop
     */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }

    /** Runs the action once at the time of cancellation, in the canceller's thread; at once if that has been. Actions must be quick. */
    public void onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Asks for a stop; a second call changes nothing. */
    public void cancel() {
        List<Runnable> due;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }
}
