package dev.attune.speech.modelpackage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.NetworkDescription;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says of a model.
 *
 * @param formatVersion version of the package format: {@link #FORMAT_VERSION}, with an imported network {@link #IMPORTED_FORMAT_VERSION}, with conformer blocks
 *     {@link #BLOCKS_FORMAT_VERSION}, with several outputs of the phone head in a frame {@link #PHONES_PER_FRAME_FORMAT_VERSION}
 * @param id a UUID, new for each model
 * @param name name for people
 * @param kind {@code baseline}, {@code custom} or {@code imported}
 * @param scenario what the model is meant for, in a few words
 * @param locale language and region, such as {@code en-US}
 * @param created when it was made
 * @param features how audio becomes features
 * @param network the declarative description of the network as JSON text, or null if the network was made elsewhere
 * @param decoder default decoder options by name
 * @param provenance how it came about
 * @param licence SPDX expression or a sentence
 * @param scores what it reached on which set
 * @param entries SHA-256 in lower-case hex of each other entry, by entry name
 * @param imported how the network is fed and read if it was made elsewhere, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelDescription(
        int formatVersion,
        String id,
        String name,
        String kind,
        String scenario,
        String locale,
        Instant created,
        FeatureSettings features,
        @Nullable String network,
        Map<String, Double> decoder,
        Provenance provenance,
        String licence,
        List<Score> scores,
        Map<String, String> entries,
        @Nullable ImportedNetwork imported) {

    /** The version of packages with a network of our own form. */
    public static final int FORMAT_VERSION = 1;

    /** The version of packages with an {@link #imported} network, which readers of version 1 must not take for one of theirs. */
    public static final int IMPORTED_FORMAT_VERSION = 2;

    /** The version of packages whose network has conformer blocks: readers of version 1 would train it without them. */
    public static final int BLOCKS_FORMAT_VERSION = 3;

    /** The version of packages whose phone head has several outputs in a frame of the trunk: earlier readers would mix up its tokens. */
    public static final int PHONES_PER_FRAME_FORMAT_VERSION = 4;

    /** The version of a package with this network. */
    public static int formatVersion(NetworkDescription network) {
        if (network.phonesPerFrame() > 1) {
            return PHONES_PER_FRAME_FORMAT_VERSION;
        }
        return network.blocks().isEmpty() ? FORMAT_VERSION : BLOCKS_FORMAT_VERSION;
    }

    /** A model with a network of our own form. */
    public ModelDescription(
            int formatVersion,
            String id,
            String name,
            String kind,
            String scenario,
            String locale,
            Instant created,
            FeatureSettings features,
            @Nullable String network,
            Map<String, Double> decoder,
            Provenance provenance,
            String licence,
            List<Score> scores,
            Map<String, String> entries) {
        this(
                formatVersion,
                id,
                name,
                kind,
                scenario,
                locale,
                created,
                features,
                network,
                decoder,
                provenance,
                licence,
                scores,
                entries,
                null);
    }

    /**
     * @throws IllegalArgumentException if version and network do not belong together
     */
    @JsonCreator
    public ModelDescription {
        if ((formatVersion == IMPORTED_FORMAT_VERSION) != (imported != null)) {
            throw new IllegalArgumentException("format version " + IMPORTED_FORMAT_VERSION
                    + " is that of packages with an imported network, and only theirs; got " + formatVersion);
        }
        decoder = Collections.unmodifiableMap(new TreeMap<>(decoder));
        scores = List.copyOf(scores);
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** The same with other sums; used by the writer, which computes them. */
    public ModelDescription withEntries(Map<String, String> sums) {
        return new ModelDescription(
                formatVersion,
                id,
                name,
                kind,
                scenario,
                locale,
                created,
                features,
                network,
                decoder,
                provenance,
                licence,
                scores,
                sums,
                imported);
    }

    /** The same with other default options of the decoder, and with how they came about. */
    public ModelDescription withDecoder(Map<String, Double> options, Provenance newProvenance) {
        return new ModelDescription(
                formatVersion,
                id,
                name,
                kind,
                scenario,
                locale,
                created,
                features,
                network,
                options,
                newProvenance,
                licence,
                scores,
                entries,
                imported);
    }

    /** A custom model of this one: another name and id, no scores yet, the rest the same. */
    public ModelDescription derived(String newId, String newName, Instant newCreated, Provenance newProvenance) {
        return new ModelDescription(
                formatVersion,
                newId,
                newName,
                "custom",
                scenario,
                locale,
                newCreated,
                features,
                network,
                decoder,
                newProvenance,
                licence,
                List.of(),
                Map.of(),
                imported);
    }

    /** The same with other scores. */
    public ModelDescription withScores(List<Score> newScores) {
        return new ModelDescription(
                formatVersion,
                id,
                name,
                kind,
                scenario,
                locale,
                created,
                features,
                network,
                decoder,
                provenance,
                licence,
                newScores,
                entries,
                imported);
    }

    /**
     * How audio becomes features.
     *
     * @param sampleRateHz rate that the network was made for
     * @param melBins features per frame
     * @param frameLengthMillis length of a window
     * @param frameShiftMillis time between two windows
     */
    public record FeatureSettings(int sampleRateHz, int melBins, int frameLengthMillis, int frameShiftMillis) {

        /** 16 kHz, 80 bins, 25 ms every 10 ms. */
        public static FeatureSettings standard() {
            return new FeatureSettings(16_000, 80, 25, 10);
        }
    }

    /**
     * A measured figure.
     *
     * @param dataset name of the set
     * @param wordErrorRate as a fraction
     * @param words reference words of the set
     */
    public record Score(String dataset, double wordErrorRate, long words) {}
}
