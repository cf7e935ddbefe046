package dev.attune.baseline;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.ReplaySpeech;
import dev.attune.speech.train.TrainingExample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All utterances of a work folder, parted into those to learn from, those that choose the best weights, and whole voices kept aside. */
final class BaselineMaterial implements AutoCloseable {

    /** Utterances of voices kept aside that choose the best weights; more would only cost time. */
    private static final int VALIDATION_UTTERANCES = 300;

    private static final int MEASURED_UTTERANCES = 200;

    private final List<ShardReader> shards = new ArrayList<>();
    private final List<TrainingExample> training = new ArrayList<>();
    private final List<TrainingExample> validation = new ArrayList<>();
    private final Map<String, Summary> summaries = new LinkedHashMap<>();
    private final Map<String, BaselineConfig.Recordings> recordings = new LinkedHashMap<>();
    private final Map<String, List<Aside>> keptAside = new LinkedHashMap<>();
    private final List<Aside> synthetic = new ArrayList<>();

    private final Channel channel;

    private record Aside(ShardReader shard, ShardReader.Entry entry) {}

    /**
     * What an engine or a folder of recordings contributed to the training.
     *
     * @param voices different voices or speakers
     */
    record Summary(int utterances, double hours, int voices) {}

    /**
     * @param folders complete shards
     * @param spelling guesses how the words of recordings sound that the lexicon lacks: people are too precious to leave out a sentence for a
     *     name, while synthesizers say nothing but words of the lexicon
     */
    BaselineMaterial(
            List<Path> folders,
            Lexicon lexicon,
            TokenSet phones,
            TokenSet letters,
            LetterToSound spelling,
            BaselineConfig config)
            throws IOException {
        channel = config.channel();
        config.recordings().forEach(each -> recordings.put(each.name(), each));
        BaselineExamples spoken = new BaselineExamples(lexicon, phones, letters, config.channel(), null);
        BaselineExamples recorded = new BaselineExamples(lexicon, phones, letters, config.channel(), spelling);
        Random calls = new Random(config.seed());
        Map<String, Set<String>> voices = new LinkedHashMap<>();
        List<TrainingExample> aside = new ArrayList<>();
        for (Path folder : folders) {
            ShardReader shard = new ShardReader(folder);
            shards.add(shard);
            for (ShardReader.Entry entry : shard.entries()) {
                BaselineConfig.Recordings real = recordings.get(entry.engine());
                TrainingExample example =
                        (real != null ? recorded : spoken).of(shard, entry).orElse(null);
                // The configuration decides, not the shard, so that the same shards serve builds that keep other
                // recordings aside.
                if (real != null ? RecordingsImporter.isDev(entry.voice(), real.devShare()) : entry.dev()) {
                    // Also what has words outside the lexicon: leaving it out would flatter the figures.
                    keptAside
                            .computeIfAbsent(entry.engine(), key -> new ArrayList<>())
                            .add(new Aside(shard, entry));
                    // Recordings that are kept aside as a whole measure the baseline: they must not choose its weights.
                    if (example != null && real != null && real.devShare() < 1) {
                        aside.add(example);
                    }
                    continue;
                }
                if (example == null) {
                    continue;
                }
                for (int i = 0; i < repeats(real, config); i++) {
                    training.add(
                            calls.nextDouble() < config.training().telephoneShare() ? overTelephone(example) : example);
                }
                if (real == null) {
                    synthetic.add(new Aside(shard, entry));
                }
                voices.computeIfAbsent(entry.engine(), key -> new HashSet<>()).add(entry.voice());
                Summary before = summaries.getOrDefault(entry.engine(), new Summary(0, 0, 0));
                summaries.put(
                        entry.engine(),
                        new Summary(
                                before.utterances() + 1,
                                before.hours() + entry.seconds() / 3600,
                                voices.get(entry.engine()).size()));
            }
        }
        int every = Math.max(1, aside.size() / VALIDATION_UTTERANCES);
        for (int i = 0; i < aside.size(); i += every) {
            validation.add(aside.get(i));
        }
    }

    private static TrainingExample overTelephone(TrainingExample example) {
        return new TrainingExample(
                example.id(),
                () -> Channel.TELEPHONE.apply(example.source().read()),
                example.seconds(),
                example.phones(),
                example.letters());
    }

    private static int repeats(BaselineConfig.@Nullable Recordings real, BaselineConfig config) {
        if (real == null) {
            return 1;
        }
        return real.repeats() > 0 ? real.repeats() : config.training().repeats();
    }

    List<TrainingExample> training() {
        return training;
    }

    /** Recordings of people that are not in {@link #training()}. */
    List<TrainingExample> validation() {
        return validation;
    }

    /** By engine or folder of recordings. */
    Map<String, Summary> summaries() {
        return summaries;
    }

    /**
     * The voices kept aside, by engine or folder of recordings, at most {@value #MEASURED_UTTERANCES} utterances each.
     *
     * @param untouched true for recordings that are kept aside as a whole, false for the others
     */
    Map<String, BaselineMeasurement> measurements(AcousticModel network, boolean untouched) throws IOException {
        Map<String, BaselineMeasurement> measurements = new LinkedHashMap<>();
        for (Map.Entry<String, List<Aside>> set : keptAside.entrySet()) {
            BaselineConfig.Recordings real = recordings.get(set.getKey());
            if ((real != null && real.devShare() >= 1) != untouched) {
                continue;
            }
            List<Aside> entries = set.getValue();
            int every = (entries.size() + MEASURED_UTTERANCES - 1) / MEASURED_UTTERANCES;
            BaselineMeasurement measurement = new BaselineMeasurement();
            for (int i = 0; i < entries.size(); i += every) {
                Aside each = entries.get(i);
                measurement.add(network, each.entry.text(), channel.apply(each.shard.read(each.entry)));
            }
            measurements.put(set.getKey(), measurement);
        }
        return measurements;
    }

    /**
     * Synthetic speech of the training, as it is heard, drawn at random. Recordings of people stay out: a package must not carry them on.
     *
     * @param seconds of speech, or a little more
     */
    List<ReplaySpeech.Sentence> replay(double seconds, long seed) throws IOException {
        List<Aside> shuffled = new ArrayList<>(synthetic);
        Collections.shuffle(shuffled, new Random(seed));
        List<ReplaySpeech.Sentence> sentences = new ArrayList<>();
        double total = 0;
        for (Aside each : shuffled) {
            if (total < seconds) {
                sentences.add(new ReplaySpeech.Sentence(each.entry.text(), channel.apply(each.shard.read(each.entry))));
                total += each.entry.seconds();
            }
        }
        return sentences;
    }

    /** Recordings of people kept aside, as they are heard. */
    List<AudioClip> keptAsideSpeech(int maximum) throws IOException {
        List<AudioClip> clips = new ArrayList<>();
        for (Map.Entry<String, List<Aside>> set : keptAside.entrySet()) {
            if (recordings.containsKey(set.getKey())) {
                for (Aside each : set.getValue()) {
                    if (clips.size() < maximum) {
                        clips.add(channel.apply(each.shard.read(each.entry)));
                    }
                }
            }
        }
        return clips;
    }

    @Override
    public void close() throws IOException {
        for (ShardReader shard : shards) {
            shard.close();
        }
    }
}
