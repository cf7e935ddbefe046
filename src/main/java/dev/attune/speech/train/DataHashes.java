package dev.attune.speech.train;

import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums of what goes into a training, for its provenance. Those of recordings do not depend on where the files lie. */
final class DataHashes {

    private DataHashes() {}

    /** Kind and file name to SHA-256; equal names get numbers. */
    static Map<String, String> of(AdaptationRequest request) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        put(hashes, "baseline", List.of(request.baseline()));
        for (Path manifest : request.audio()) {
            hashes.put(free(hashes, "audio/" + manifest.getFileName()), ofRecordings(manifest));
        }
        put(hashes, "text", request.text());
        put(hashes, "pronunciations", request.pronunciations());
        put(hashes, "structured", request.structured());
        put(hashes, "display", request.display());
        return hashes;
    }

    private static void put(Map<String, String> hashes, String kind, List<Path> files) throws IOException {
        for (Path file : files) {
            hashes.put(free(hashes, kind + "/" + file.getFileName()), Sha256.of(file));
        }
    }

    private static String free(Map<String, String> hashes, String name) {
        int number = 2;
        String free = name;
        while (hashes.containsKey(free)) {
            free = name + " " + number++;
        }
        return free;
    }

    private static String ofRecordings(Path manifest) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Utterance utterance : Manifest.read(manifest)) {
            boolean there = Files.isRegularFile(utterance.audio());
            lines.append(utterance.id())
                    .append('\t')
                    .append(utterance.speaker())
                    .append('\t')
                    .append(utterance.transcript())
                    .append('\t')
                    .append(there ? Sha256.of(utterance.audio()) : "missing")
                    .append('\n');
        }
        return Sha256.of(lines.toString());
    }
}
