package dev.attune.speech.train;

import dev.attune.speech.modelpackage.PackageEntry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What one training tells and notes down as it goes: phases and remarks for its listener, figures, settings and files for the package. The time counts
 * from its creation. Not thread-safe.
 */
final class TrainingRun {

    private final TrainingListener listener;
    private final BooleanSupplier cancelled;
    private final long started = System.nanoTime();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);

    /** @param cancelled whether the training is to stop */
    TrainingRun(TrainingListener listener, BooleanSupplier cancelled) {
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /**
     * Tells of a new phase.
     *
     * @throws CancellationException if the training is to stop
     */
    void begin(String phase) {
        stopIfCancelled();
        listener.on(new TrainingEvent.Phase(phase));
    }

    /** @throws CancellationException if the training is to stop */
    void stopIfCancelled() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled");
        }
    }

    void remark(String format, Object... values) {
        listener.on(new TrainingEvent.Remark(String.format(Locale.ROOT, format, values)));
    }

    void figure(String name, double value) {
        figures.put(name, value);
    }

    void setting(String name, String value) {
        settings.put(name, value);
    }

    /** Names a file for the package; it takes the place of an earlier one. */
    void file(PackageEntry entry, Path file) {
        files.put(entry, file);
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    TrainingListener listener() {
        return listener;
    }

    BooleanSupplier cancelled() {
        return cancelled;
    }

    /** By name, in the order in which they were noted. */
    Map<String, Double> figures() {
        return Collections.unmodifiableMap(figures);
    }

    /** By name, in the order in which they were noted. */
    Map<String, String> settings() {
        return Collections.unmodifiableMap(settings);
    }

    Map<PackageEntry, Path> files() {
        return Collections.unmodifiableMap(files);
    }
}
