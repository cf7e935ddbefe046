package dev.attune.evaluation;

import dev.attune.shared.ProblemException;
import dev.attune.speech.Recognizer;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.tune.HeardSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.springframework.stereotype.Component;

/**
 * Sets of speech as models hear them. Those used last stay in memory, so that the network runs once for any number of trials. Thread-safe.
 *
 * <p>In memory and not on disk: the network is far quicker than the search, and files would have to follow every change and end of models, data
 * sets and tests.
 */
@Component
class HeardSets {

    /** Some 10 hours of speech; more than one set only as long as they fit. */
    private static final long MOST_BYTES = 256L << 20;

    /** Each also holds a language model and a lexicon. */
    private static final int MOST_SETS = 3;

    private final ModelSource models;
    private final Map<Key, Heard> kept = new LinkedHashMap<>(16, 0.75f, true);

    HeardSets(ModelSource models) {
        this.models = models;
    }

    /**
     * A set and the model that heard it.
     *
     * @param recognizer closed: good for decoding what was heard, as {@link Recognizer#beamDecoder(dev.attune.speech.decode.BeamOptions, List)} says
     */
    record Heard(Recognizer recognizer, HeardSet set) {}

    /**
     * An utterance that is to be heard.
     *
     * @param reference normalised
     */
    record Source(String id, Path audio, String reference) {}

    /** The description tells whether the package has changed meanwhile. */
    private record Key(ModelDescription model, String set) {}

    /**
     * Hears a set, or takes it from memory.
     *
     * @param name of the set, with all that makes it another one
     * @param progress gets the fraction that is heard
     * @throws ProblemException if the model or a recording is gone or unfit, with a sentence for the person
     * @throws CancellationException if it was stopped
     */
    Heard get(String modelId, String name, List<Source> sources, BooleanSupplier stopped, DoubleConsumer progress) {
        ModelDescription model = models.find(modelId)
                .orElseThrow(() -> new ProblemException(
                        "ModelNotFound", "This model does not exist any more, so nothing can be tried with it."));
        Key key = new Key(model, name);
        synchronized (kept) {
            Heard known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        Heard heard = hear(model, sources, stopped, progress);
        synchronized (kept) {
            kept.put(key, heard);
            dropOldest();
        }
        return heard;
    }

    private void dropOldest() {
        Iterator<Heard> oldest = kept.values().iterator();
        while (kept.size() > 1 && (kept.size() > MOST_SETS || bytes() > MOST_BYTES)) {
            oldest.next();
            oldest.remove();
        }
    }

    private long bytes() {
        return kept.values().stream().mapToLong(heard -> heard.set().bytes()).sum();
    }

    private Heard hear(ModelDescription model, List<Source> sources, BooleanSupplier stopped, DoubleConsumer progress) {
        TextNormalizer normalizer = TextNormalizer.forLocale(model.locale());
        List<HeardSet.Utterance> utterances = new ArrayList<>();
        try (ModelSource.OpenModel open = models.open(model.id())) {
            Recognizer recognizer = open.recognizer()
                    .filter(candidate -> candidate.beamDecoder().isPresent())
                    .orElseThrow(
                            () -> new ProblemException(
                                    "NoBeamSearch",
                                    "The model \u201c" + model.name()
                                            + "\u201d writes letters without lexicon and language model, so its decoder has no settings."));
            for (Source source : sources) {
                if (stopped.getAsBoolean()) {
                    throw new CancellationException("stopped");
                }
                utterances.add(new HeardSet.Utterance(
                        source.id(), source.reference(), recognizer.hear(read(source.audio(), source.id()))));
                progress.accept(utterances.size() / (double) sources.size());
            }
            return new Heard(recognizer, new HeardSet(utterances, normalizer::normalize));
        } catch (IOException e) {
            throw new ProblemException(
                    "ModelUnreadable",
                    "The model \u201c" + model.name() + "\u201d cannot be opened (" + e.getMessage() + ").",
                    e);
        }
    }

    /**
     * @throws ProblemException if the file is gone or unreadable, with its name
     */
    static AudioClip read(Path audio, String id) {
        if (!Files.isRegularFile(audio)) {
            throw new ProblemException(
                    "AudioMissing",
                    "The recording " + id + " is gone; its data set was probably deleted. Choose another one.");
        }
        try {
            return AudioFiles.read(audio);
        } catch (IOException e) {
            throw new ProblemException(
                    "AudioUnreadable",
                    "The recording " + id + " cannot be read (" + e.getMessage() + "). Upload its data set again.",
                    e);
        }
    }
}
