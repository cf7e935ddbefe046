package dev.attune.training;

import dev.attune.job.JobContext;
import dev.attune.speech.train.TrainingEvent;
import dev.attune.speech.train.TrainingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a running training tells into progress, rows and lines of the log.
 *
 * <p>The network's steps make up most of the bar; the phases before and after share the rest, each taking a part of what is left, because
 * nobody knows how many will come.
 */
final class TrainingRecorder implements TrainingListener {

    private static final double STEPS_FROM = 0.06;
    private static final double STEPS_TO = 0.92;
    private static final double PHASE_SHARE = 0.35;
    private static final int MAX_PHASE = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Training training;
    private final TrainingStore store;
    private final JobContext context;
    private final Clock clock;
    private final boolean hasSteps;
    private String phase = "Preparing";
    private double fraction;
    private boolean measured;
    private @Nullable Instant firstStepAt;

    TrainingRecorder(Training training, TrainingStore store, JobContext context, Clock clock) {
        this.training = training;
        this.store = store;
        this.context = context;
        this.clock = clock;
        this.hasSteps = training.audioSeconds() > 0;
    }

    @Override
    public synchronized void on(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Phase next -> phase(next.name());
            case TrainingEvent.Progress progress -> progress(progress);
            case TrainingEvent.Validation validation -> validation(validation);
            case TrainingEvent.Mixing mixing -> mixing(mixing);
            case TrainingEvent.Remark remark -> log(remark.text());
        }
    }

    /** Begins a stretch of work. */
    synchronized void phase(String name) {
        phase = name.length() <= MAX_PHASE ? name : name.substring(0, MAX_PHASE);
        double end = !hasSteps || firstStepAt != null ? 1 : STEPS_FROM;
        double from = firstStepAt == null ? fraction : Math.max(fraction, STEPS_TO);
        fraction = from + (end - from) * PHASE_SHARE;
        log(name);
        context.progress(fraction, phase);
    }

    synchronized void log(String text) {
        context.log(LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME) + "  " + text);
    }

    private void progress(TrainingEvent.Progress progress) {
        Instant now = clock.instant();
        forgetLater(progress.step());
        if (firstStepAt == null) {
            firstStepAt = now;
        }
        add(TrainingMetric.TRAINING_LOSS, progress.step(), progress.loss(), now);
        add(TrainingMetric.LEARNING_RATE, progress.step(), progress.learningRate(), now);
        double done = progress.totalSteps() > 0 ? progress.step() / (double) progress.totalSteps() : 0;
        if (training.maxMinutes() > 0) {
            // The clock of a resumed training starts anew, as the trainer's does.
            double seconds = Duration.between(firstStepAt, now).toMillis() / 1000.0;
            done = Math.max(done, seconds / (60 * training.maxMinutes()));
        }
        fraction = STEPS_FROM + (STEPS_TO - STEPS_FROM) * Math.min(1, done);
        context.progress(fraction, phase);
    }

    private void validation(TrainingEvent.Validation validation) {
        Instant now = clock.instant();
        forgetLater(validation.step());
        add(TrainingMetric.VALIDATION_LOSS, validation.step(), validation.loss(), now);
        add(TrainingMetric.PHONE_ERROR_RATE, validation.step(), validation.phoneErrorRate(), now);
        add(TrainingMetric.LETTER_ERROR_RATE, validation.step(), validation.letterErrorRate(), now);
        StringBuilder line = new StringBuilder(
                String.format(Locale.ENGLISH, "Step %d: validation loss %.3f", validation.step(), validation.loss()));
        appendRate(line, "phone errors", validation.phoneErrorRate());
        appendRate(line, "letter errors", validation.letterErrorRate());
        log(line.append(validation.best() ? ", the best so far" : "").toString());
    }

    private void mixing(TrainingEvent.Mixing mixing) {
        long percent = Math.round(100 * mixing.weight());
        add(TrainingMetric.TEXT_PERPLEXITY, percent, mixing.textPerplexity(), clock.instant());
        add(TrainingMetric.GENERAL_PERPLEXITY, percent, mixing.generalPerplexity(), clock.instant());
    }

    private static void appendRate(StringBuilder line, String what, double rate) {
        if (Double.isFinite(rate)) {
            line.append(String.format(Locale.ENGLISH, ", %s %.1f %%", what, 100 * rate));
        }
    }

    /** A resumed training does the steps since its last checkpoint again; what they measured before must not stay beside it. */
    private void forgetLater(long step) {
        if (!measured) {
            measured = true;
            store.deleteMetricsFrom(training.id(), step);
        }
    }

    private void add(TrainingMetric metric, long step, double value, Instant at) {
        if (Double.isFinite(value)) {
            store.addMetric(training.id(), metric, step, value, at);
        }
    }
}
