package dev.attune.speech.modelpackage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model came about; with the same version, data, settings and seed the same model comes out again.
 *
 * @param dataHashes what went in: name to SHA-256 of its content
 * @param settings every setting that held, by name
 * @param seed seed of all random choices
 * @param codeVersion version of Attune that made it
 * @param parents ids of the models it was made from, the nearest first; empty for one trained from scratch
 */
public record Provenance(
        Map<String, String> dataHashes,
        Map<String, String> settings,
        long seed,
        String codeVersion,
        List<String> parents) {

    public Provenance {
        // Sorted, so that equal content is written as equal text.
        dataHashes = Collections.unmodifiableMap(new TreeMap<>(dataHashes));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        parents = List.copyOf(parents);
    }

    /** The same with more data and settings; an equal name replaces what was there. */
    public Provenance with(Map<String, String> moreHashes, Map<String, String> moreSettings) {
        Map<String, String> hashes = new TreeMap<>(dataHashes);
        hashes.putAll(moreHashes);
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(moreSettings);
        return new Provenance(hashes, all, seed, codeVersion, parents);
    }
}
