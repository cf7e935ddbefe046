package dev.attune.cli;

import dev.attune.speech.train.TrainingEvent;
import dev.attune.speech.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints what a training tells, one line an event. */
final class TrainingLog implements TrainingListener {

    private final PrintWriter err;

    TrainingLog(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void on(TrainingEvent event) {
        err.println(
                switch (event) {
                    case TrainingEvent.Phase phase -> phase.name();
                    case TrainingEvent.Progress progress ->
                        String.format(
                                Locale.ROOT,
                                "Step %d of %d: loss %.3f a token, %.0f s of audio a second",
                                progress.step(),
                                progress.totalSteps(),
                                progress.loss(),
                                progress.audioSecondsPerSecond());
                    case TrainingEvent.Validation validation -> validation(validation);
                    case TrainingEvent.Mixing mixing -> mixing(mixing);
                    case TrainingEvent.Remark remark -> remark.text();
                });
    }

    private static String mixing(TrainingEvent.Mixing mixing) {
        String sentences = Double.isFinite(mixing.textPerplexity())
                ? String.format(Locale.ROOT, "perplexity %.1f on sentences kept aside", mixing.textPerplexity())
                : "sentences kept aside have words that cannot come with this weight";
        return String.format(
                Locale.ROOT,
                "Weight of the text %.0f %%: %s, perplexity %.1f on general ones",
                100 * mixing.weight(),
                sentences,
                mixing.generalPerplexity());
    }

    private static String validation(TrainingEvent.Validation validation) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "Utterances kept aside after step %d: loss %.3f", validation.step(), validation.loss()));
        if (!Double.isNaN(validation.phoneErrorRate())) {
            line.append(String.format(Locale.ROOT, ", phone errors %.1f %%", 100 * validation.phoneErrorRate()));
        }
        if (!Double.isNaN(validation.letterErrorRate())) {
            line.append(String.format(Locale.ROOT, ", letter errors %.1f %%", 100 * validation.letterErrorRate()));
        }
        return line.append(validation.best() ? ", the best so far" : "").toString();
    }
}
