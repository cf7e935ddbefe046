package dev.attune.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that decides what a shipped baseline is made of. Read from a JSON file; the same file and seed give the same material as
 * long as the packages and synthesizers have the same versions.
 *
 * @param name name of the baseline, for instance {@code general}
 * @param locale for instance {@code en-US}
 * @param scenario what the baseline is for, as the pages show it
 * @param seed seed of all random choices
 * @param text where the text comes from
 * @param lexiconWords number of words of the lexicon at most
 * @param speech what is spoken and by whom
 * @param channel what all speech passes through; {@link Channel#WIDEBAND} unless given
 * @param recordings real speech that is imported; folders that are absent are skipped with a message
 * @param training the network and its training
 * @param decoder weights of the beam search where builds that kept other recordings aside have found them; null to tune them on the speakers kept
 *     aside of the first recordings
 * @param sets what recordings are, by their name, in a few words for people; also of some that are only measured
 */
public record BaselineConfig(
        String name,
        String locale,
        String scenario,
        long seed,
        Text text,
        int lexiconWords,
        Speech speech,
        Channel channel,
        List<Recordings> recordings,
        Training training,
        @Nullable Decoder decoder,
        Map<String, String> sets) {

    /**
     * Weights of the beam search, see {@link dev.attune.speech.decode.BeamOptions}.
     *
     * @param chosenBy recordings that were looked at when these weights, or those of the language model's parts, were chosen: figures on them flatter, and the card says so
     */
    public record Decoder(double lmWeight, double wordBonus, double blankPenalty, List<String> chosenBy) {
        public Decoder {
            chosenBy = chosenBy == null ? List.of() : List.copyOf(chosenBy);
        }
    }

    public BaselineConfig {
        channel = channel == null ? Channel.WIDEBAND : channel;
        recordings = recordings == null ? List.of() : List.copyOf(recordings);
        sets = sets == null ? Map.of() : Map.copyOf(sets);
        require(lexiconWords >= 1, "lexiconWords must be >= 1; got " + lexiconWords);
    }

    /**
     * The same with recordings that are kept aside as a whole, to measure what this baseline does on speech that it was not trained on.
     *
     * @param names of recordings
     * @throws IllegalArgumentException if there are no recordings of such a name
     */
    public BaselineConfig keepingAside(Collection<String> names) {
        for (String wanted : names) {
            require(
                    recordings.stream().anyMatch(each -> each.name().equals(wanted)),
                    "there are no recordings \"" + wanted + "\" in the configuration");
        }
        List<Recordings> changed = recordings.stream()
                .map(each -> names.contains(each.name()) ? each.keptAside() : each)
                .toList();
        return new BaselineConfig(
                name, locale, scenario, seed, text, lexiconWords, speech, channel, changed, training, decoder, sets);
    }

    /**
     * Texts.
     *
     * @param sources files of Debian packages, for the lexicon, the synthetic speech and the language model
     * @param phrases number of everyday phrases made from templates
     * @param wordLists files with words that belong into the lexicon even if no text has them
     * @param alsoRead files of Debian packages that only the language model reads
     * @param mixture parts of the language model; empty for a single model of all sources and phrases
     */
    public record Text(
            List<Source> sources, int phrases, List<Source> wordLists, List<Source> alsoRead, List<Part> mixture) {
        public Text {
            wordLists = wordLists == null ? List.of() : List.copyOf(wordLists);
            alsoRead = alsoRead == null ? List.of() : List.copyOf(alsoRead);
            mixture = mixture == null ? List.of() : List.copyOf(mixture);
            double sum = mixture.stream().mapToDouble(Part::weight).sum();
            require(
                    mixture.isEmpty() || Math.abs(sum - 1) < 1e-6,
                    "the weights of the language model's parts must sum to 1; got " + sum);
            require(
                    alsoRead.isEmpty() || !mixture.isEmpty(),
                    "alsoRead needs a mixture that says what its texts count");
        }
    }

    /**
     * A part of the language model, estimated by itself, so that much text of one kind does not drown what there is little of.
     *
     * @param weight share of the mixture, 0 to 1
     * @param pruning trigrams that its texts have at most so often are left out
     * @param packages whose texts it has; {@link #PHRASES} stands for the phrases
     */
    public record Part(String name, double weight, int pruning, List<String> packages) {
        public static final String PHRASES = "phrases";

        public Part {
            packages = List.copyOf(packages);
            require(weight > 0 && weight <= 1, name + ": a weight must be in (0, 1]; got " + weight);
        }
    }

    /**
     * Text files of one Debian package.
     *
     * @param packageName the package, written {@code package} in the file
     * @param licence short name of the licence of the text
     * @param files glob patterns relative to the package's root, for instance {@code usr/share/games/fortunes/*}
     * @param format how the files hold the text
     * @param pattern regular expression with one group, only for {@link TextFormat#PATTERN}
     * @param maximumWords words taken at most, in random order of passages; 0 = all
     */
    public record Source(
            @com.fasterxml.jackson.annotation.JsonProperty("package") String packageName,
            String licence,
            List<String> files,
            TextFormat format,
            @Nullable String pattern,
            int maximumWords) {
        public Source {
            require(
                    (format == TextFormat.PATTERN) == (pattern != null),
                    packageName + ": pattern belongs to format PATTERN");
        }
    }

    /**
     * Synthetic speech.
     *
     * @param hours length of all shards together
     * @param shardHours length of a shard
     * @param sentences number of sentences chosen for being spoken, single words among them
     * @param singleWords of the sentences, how many are a word by itself; 0 unless given
     * @param pairShare share of utterances that join two sentences
     * @param devShare share of the audio that is spoken by voices kept aside
     */
    public record Speech(
            double hours,
            double shardHours,
            int sentences,
            int singleWords,
            double pairShare,
            double devShare,
            List<Engine> engines) {
        public Speech {
            require(
                    singleWords >= 0 && singleWords <= sentences,
                    "speech.singleWords must lie between 0 and speech.sentences; got " + singleWords + " of "
                            + sentences);
        }

        public int shards() {
            return (int) Math.ceil(hours / shardHours - 1e-9);
        }
    }

    /**
     * The voices of one synthesizer. Ranges are factors, drawn uniformly for each utterance.
     *
     * @param engine {@code espeak-ng}, {@code flite} or {@code festival}
     * @param share share of the audio
     * @param voices voices for training; a name more than once is drawn more often
     * @param variants each voice is also spoken in each of these variants, written {@code voice+variant}
     * @param devVoices full names of voices kept aside for development figures; removed from the training voices
     * @param rate speed
     * @param pitch pitch, where the engine can set it
     * @param shift pitch and formants together, see {@link VoiceShift}
     */
    public record Engine(
            String engine,
            double share,
            List<String> voices,
            List<String> variants,
            List<String> devVoices,
            Range rate,
            Range pitch,
            Range shift) {
        public Engine {
            variants = variants == null ? List.of() : List.copyOf(variants);
            devVoices = devVoices == null ? List.of() : List.copyOf(devVoices);
        }

        List<String> trainVoices() {
            List<String> names = new ArrayList<>();
            for (String voice : voices) {
                names.add(voice);
                variants.forEach(variant -> names.add(voice + "+" + variant));
            }
            names.removeAll(devVoices);
            return names;
        }
    }

    /** From and to, both included. */
    public record Range(double from, double to) {
        public Range {
            require(from > 0 && from <= to, "a range must be positive and in order; got " + from + " to " + to);
        }

        double at(double fraction) {
            return from + (to - from) * fraction;
        }
    }

    /**
     * The network and its training.
     *
     * @param channels width of the residual layers
     * @param depth number of residual layers
     * @param wide width of the last layer
     * @param conformerBlocks blocks with attention before the last layer, 0 for none
     * @param phonesPerFrame outputs of the phone head in each frame of 40 ms; 1 unless given
     * @param steps optimiser steps
     * @param batchSeconds audio in a batch
     * @param learningRate highest learning rate
     * @param averagedShare share of the steps, the last ones, whose weights are averaged while the learning rate stays; 0 lets it fall and takes the last weights
     * @param crfWeight share of CTC-CRF in the loss of the phones, 0 to 1; 0 for CTC alone
     * @param repeats how often a recording of a person counts for one of a synthesizer
     * @param augmentation strength of augmentation, 1 is usual
     * @param telephoneShare share of the utterances that are learnt as a telephone would carry them, 0 to 1, so that a network for microphones is at a loss
     *     with 8 kHz less often; 0 unless given
     * @param lmPruning trigrams seen at most so often are left out of the language model
     * @param replayMinutes synthetic speech that the package carries, to be heard again when the baseline is adapted; 0 for none
     * @param start model package whose network the training starts from, relative to the working folder; null for random weights
     * @param weights safetensors file with the weights that {@code src/baseline/network_kinds.py} has learnt with these settings, relative to the working
     *     folder; null to learn here
     */
    public record Training(
            int channels,
            int depth,
            int wide,
            int conformerBlocks,
            int phonesPerFrame,
            int steps,
            double batchSeconds,
            double learningRate,
            double averagedShare,
            double crfWeight,
            int repeats,
            double augmentation,
            double telephoneShare,
            int lmPruning,
            double replayMinutes,
            @Nullable String start,
            @Nullable String weights) {
        public Training {
            phonesPerFrame = Math.max(1, phonesPerFrame);
            require(
                    telephoneShare >= 0 && telephoneShare <= 1,
                    "training.telephoneShare must lie between 0 and 1; got " + telephoneShare);
        }
    }

    /**
     * A folder with recordings: {@code audio/} and {@code transcripts.tsv} ({@code file TAB transcript}); an optional {@code speakers.tsv}
     * ({@code file TAB speaker TAB ...}) tells who speaks, otherwise the folder counts as one speaker.
     *
     * @param devShare share of whole speakers kept aside, chosen by hash
     * @param repeats how often a recording counts for one of a synthesizer; 0 for {@link Training#repeats}
     * @param files regular expression that the names of the files must match; null for all files
     * @param transcribedBy model package that transcribes recordings without transcripts, relative to the working folder; null where people have done
     *     so. What a machine wrote is learnt from, never measured on
     */
    public record Recordings(
            String name,
            String folder,
            String licence,
            double devShare,
            int repeats,
            @Nullable String files,
            @Nullable String transcribedBy) {
        public Recordings {
            require(
                    transcribedBy == null || devShare == 0,
                    "recordings \"" + name
                            + "\" are transcribed by a model, so none of them can be kept aside to measure with;"
                            + " set devShare to 0");
        }

        /** Recordings that people have transcribed. */
        public Recordings(
                String name, String folder, String licence, double devShare, int repeats, @Nullable String files) {
            this(name, folder, licence, devShare, repeats, files, null);
        }

        Recordings keptAside() {
            return new Recordings(name, folder, licence, 1, repeats, files, transcribedBy);
        }
    }

    /**
     * Reads a configuration. One that says {@code "extends": "other.json"} has everything of that file beside it except what it says itself: objects
     * are merged, lists and values replaced.
     *
     * @throws IOException if the file cannot be read or is not a configuration, naming the place
     */
    public static BaselineConfig read(Path file) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        try {
            return mapper.treeToValue(merged(file, mapper, new LinkedHashSet<>()), BaselineConfig.class);
        } catch (JacksonException e) {
            throw new IOException(file + ": not a baseline configuration: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode merged(Path file, JsonMapper mapper, Set<Path> seen) throws IOException {
        if (!seen.add(file.normalize())) {
            throw new IOException(file + ": extends itself");
        }
        JsonNode own = mapper.readTree(Files.readString(file));
        if (own instanceof ObjectNode object && object.remove("extends") instanceof JsonNode other) {
            return merge(merged(file.resolveSibling(other.asString()), mapper, seen), own);
        }
        return own;
    }

    private static JsonNode merge(JsonNode inherited, JsonNode own) {
        if (inherited instanceof ObjectNode target && own instanceof ObjectNode changes) {
            changes.properties().forEach(change -> {
                JsonNode before = target.get(change.getKey());
                target.set(change.getKey(), before == null ? change.getValue() : merge(before, change.getValue()));
            });
            return target;
        }
        return own;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
